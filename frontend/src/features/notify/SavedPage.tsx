import { Link, Navigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { paths } from "../../app/paths";
import { firstIncomplete } from "../../forms/journey";
import { Button, formatInstant, Page, SummaryList } from "../../ui";
import { useNotification } from "./context";
import { DeleteDialog } from "./DeleteDialog";

/** Everything is saved; how to come back, or to leave nothing behind. */
export default function SavedPage() {
  const { store, state, at } = useNotification();
  const [deleting, setDeleting] = useState(false);

  useEffect(() => {
    if (store.current().draft) void store.save();
  }, [store]);

  if (!state.draft) return <Navigate to={paths.notify} replace />;
  const missing = firstIncomplete(at);
  const title =
    state.save === "lost" || state.save === "refused"
      ? "Your answers are not saved yet"
      : "Your answers are saved";

  return (
    <Page title={title}>
      <h1>{title}</h1>
      <p>
        To continue, choose “Continue a saved notification” on the start page, on this or another device. You
        need the reference and the code.
      </p>
      <SummaryList
        rows={[
          {
            key: "reference",
            label: "Reference",
            value: <span className="oc-code">{state.draft.reference}</span>,
          },
          {
            key: "code",
            label: "Code",
            value: state.resumeCode ? (
              <span className="oc-code">{state.resumeCode}</span>
            ) : (
              "The code we showed you when we first saved your answers. For safety we cannot show it again."
            ),
          },
          { key: "until", label: "Kept until", value: formatInstant(state.draft.expires_at) },
        ]}
      />
      <p>
        Keep the code somewhere safe. Anyone who has both can read what you wrote. Nothing has been sent to
        the panel yet.
      </p>
      {missing ? (
        <Link className="nhsuk-button" to={paths.notifyPage} params={{ pageId: missing.id }}>
          Continue now
        </Link>
      ) : (
        <Link className="nhsuk-button" to={paths.notifyMore}>
          Continue now
        </Link>
      )}
      <p>
        <Link to={paths.start}>Go to the start page</Link>
      </p>
      <h2>If you do not need it any more</h2>
      <p>You do not have to keep what you wrote until its time runs out.</p>
      <Button variant="secondary" onClick={() => setDeleting(true)}>
        Delete this saved notification
      </Button>
      {deleting && <DeleteDialog onKeep={() => setDeleting(false)} />}
    </Page>
  );
}
