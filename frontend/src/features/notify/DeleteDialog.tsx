import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { paths } from "../../app/paths";
import { Button, ButtonGroup } from "../../ui";
import { leaveWord } from "../../ui/flash";
import { Modal } from "../../ui/modal";
import { problemWords } from "../../ui/problem-words";
import { useNotification } from "./context";
import { forget } from "./forget";

/** Asks once more before a saved notification is deleted: nobody can bring it back. */
export function DeleteDialog({ onKeep }: { onKeep: () => void }) {
  const { store, state } = useNotification();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  const remove = async () => {
    setBusy(true);
    setError(null);
    try {
      await store.discard();
      leaveWord("Your saved notification has been deleted.");
      await navigate({ to: paths.start });
      forget(queryClient);
    } catch (failure) {
      setError(problemWords(failure));
      setBusy(false);
    }
  };

  return (
    <Modal title="Delete this saved notification?" onDismiss={busy ? undefined : onKeep}>
      <p>
        Everything you have typed will be deleted, and the reference{" "}
        <span className="oc-code">{state.draft?.reference}</span> and its code will no longer work. We cannot
        bring it back.
      </p>
      <p>Nothing has been sent to the panel.</p>
      {error && (
        <p role="alert" className="nhsuk-error-message">
          {error}
        </p>
      )}
      <ButtonGroup>
        <Button variant="warning" onClick={() => void remove()} busy={busy}>
          {busy ? "Deleting" : "Delete it"}
        </Button>
        <Button variant="secondary" onClick={onKeep} busy={busy}>
          Keep it
        </Button>
      </ButtonGroup>
    </Modal>
  );
}
