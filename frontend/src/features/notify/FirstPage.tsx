import { Navigate, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { paths } from "../../app/paths";
import { essentialPages, firstIncomplete, situation } from "../../forms/journey";
import { Button, ErrorSummary, formatInstant, Page, Radios } from "../../ui";
import { useNotification } from "./context";
import { DeleteDialog } from "./DeleteDialog";
import { useGo } from "./navigation";

const fieldId = "continue-or-new";

/** Begins, or asks what to do with what this browser has saved. */
export default function FirstPage() {
  const { store, state, at } = useNotification();
  const navigate = useNavigate();
  const go = useGo();
  const [choice, setChoice] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [deleting, setDeleting] = useState(false);
  const error =
    attempt > 0 && choice === null ? "Choose whether to continue, start again or delete it" : undefined;

  if (!state.draft) {
    const first = essentialPages(at)[0];
    return <Navigate to={paths.notifyPage} params={{ pageId: first?.id ?? "" }} replace />;
  }

  const choose = () => {
    setAttempt(attempt + 1);
    if (choice === "continue") {
      const page = firstIncomplete(at);
      go(page ? { to: "page", page } : { to: "more" });
    } else if (choice === "new") {
      store.startAgain();
      const page = essentialPages(situation(store.form, {}))[0];
      if (page) navigate({ to: paths.notifyPage, params: { pageId: page.id } });
    } else if (choice === "delete") setDeleting(true);
  };

  return (
    <Page title="You have a saved notification" errors={error ? 1 : 0}>
      {error && <ErrorSummary attempt={attempt} errors={[{ fieldId, message: error }]} />}
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          choose();
        }}
      >
        <h1>You have a saved notification</h1>
        <p>
          Reference <span className="oc-code">{state.draft.reference}</span>, last saved on{" "}
          {formatInstant(state.draft.saved_at)}.
        </p>
        <Radios
          id={fieldId}
          label="What would you like to do?"
          error={error}
          choices={[
            { value: "continue", label: "Continue the saved notification" },
            {
              value: "new",
              label: "Start a new one",
              hint: "The saved one stays for as long as it is kept. You need its reference and code to open it again.",
            },
            { value: "delete", label: "Delete the saved notification" },
          ]}
          value={choice}
          onChange={setChoice}
        />
        <Button type="submit">Continue</Button>
      </form>
      {deleting && <DeleteDialog onKeep={() => setDeleting(false)} />}
    </Page>
  );
}
