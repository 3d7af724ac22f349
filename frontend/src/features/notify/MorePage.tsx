import { Link, Navigate } from "@tanstack/react-router";
import { paths } from "../../app/paths";
import { essentialPages, extrasState, firstIncomplete, optionalPages } from "../../forms/journey";
import { InsetText, Page, Tag, TaskList } from "../../ui";
import { BackLink } from "./BackLink";
import { useNotification } from "./context";
import { SavedAt } from "./SaveNotices";

const statusWords = {
  not_started: <Tag colour="blue">Not yet started</Tag>,
  in_progress: <Tag colour="white">In progress</Tag>,
  completed: "Completed",
};

/** After the essentials: send now, or add more, section by section. */
export default function MorePage() {
  const { state: draftState, at } = useNotification();
  if (!draftState.draft) return <Navigate to={paths.notify} replace />;
  const missing = firstIncomplete(at);
  const title = missing ? "Add more if you know it" : "You have told us enough";

  const tasks = at.form.sections.flatMap((section) => {
    const pages = optionalPages(at, section);
    const first = pages[0];
    if (!first) return [];
    const state = extrasState(at, section);
    return [
      {
        key: section.id,
        name: (
          <Link
            className="nhsuk-link nhsuk-task-list__link"
            to={paths.notifyPage}
            params={{ pageId: first.id }}
            aria-describedby={`${section.id}-hint ${section.id}-status`}
          >
            {section.title}
          </Link>
        ),
        hint: pages.length === 1 ? first.title : `${first.title} And ${pages.length - 1} more`,
        status: statusWords[state],
        done: state === "completed",
      },
    ];
  });

  const last = essentialPages(at).at(-1);

  return (
    <>
      <BackLink step={last ? { to: "page", page: last } : null} />
      <Page title={title}>
        <h1>{title}</h1>
        {missing ? (
          <InsetText>
            <p>
              We still need a few answers before you can send this.{" "}
              <Link to={paths.notifyPage} params={{ pageId: missing.id }}>
                Continue with “{missing.title}”
              </Link>
            </p>
          </InsetText>
        ) : (
          <>
            <p>
              You can check your answers and send the notification now. The panel will ask the services you
              named for the rest.
            </p>
            <Link className="nhsuk-button" to={paths.notifyCheck}>
              Check your answers and send
            </Link>
          </>
        )}
        <h2>Add more if you know it</h2>
        <p>Everything here is optional, and none of it has to be complete.</p>
        <TaskList tasks={tasks} />
        <SavedAt />
        <p>
          <Link to={paths.notifySaved}>Save and come back later</Link>
        </p>
      </Page>
    </>
  );
}
