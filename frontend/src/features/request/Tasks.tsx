import { Link } from "@tanstack/react-router";
import { paths } from "../../app/paths";
import { type Task, TaskList } from "../../ui";
import { useRequest } from "./context";
import { progressOf, stateWords, visiblePages } from "./progress";
import { SavedAt } from "./SaveNotices";
import { countOf } from "./words";

/** The parts that are asked for, and how far each has come. */
export function Tasks() {
  const { view, at } = useRequest();
  const named = (view.clarification?.questions ?? []).length > 0;
  const sections = at.form.sections.map((section): Task => {
    const pages = visiblePages(at, section);
    const { asked, left, state } = progressOf(at, pages);
    const first = pages[0];
    return {
      key: section.id,
      name: first ? (
        <Link
          className="nhsuk-task-list__link"
          to={paths.requestAnswer}
          params={{ id: view.id, pageId: first.id }}
          aria-describedby={`${section.id}-hint ${section.id}-status`}
        >
          {section.title}
        </Link>
      ) : (
        section.title
      ),
      hint: first
        ? `${asked.length - left.length} of ${countOf(asked.length, "question")} answered`
        : "Nothing here applies to this child",
      status: stateWords[state],
      done: state === "completed",
    };
  });
  return (
    <>
      <h2>What you are asked for</h2>
      {named ? (
        <p>You can read all your answers. Only those the panel asks about can be changed.</p>
      ) : (
        <p>
          Begin wherever you like. Your answers save themselves, and your whole team can see them. Where you
          cannot answer, say so with “Not known” or “Nothing held in our records”: that helps the panel too.
        </p>
      )}
      <TaskList
        tasks={[
          ...sections,
          {
            key: "check",
            name: (
              <Link
                className="nhsuk-task-list__link"
                to={paths.requestCheck}
                params={{ id: view.id }}
                aria-describedby="check-status"
              >
                Check your answers and send them
              </Link>
            ),
            status: "Not yet sent",
          },
        ]}
      />
      <SavedAt />
    </>
  );
}
