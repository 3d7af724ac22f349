import { useState } from "react";
import { extendSession } from "../../api/staff";
import type { SessionView } from "../../api/types";
import { Button, ButtonGroup } from "../../ui/button";
import { Modal } from "../../ui/modal";
import { problemWords } from "../../ui/problem-words";
import { useSignOut } from "./useSignOut";

interface WarningDialogProps {
  left: string;
  /** False when the session has reached its longest life: then only a new sign-in helps. */
  extendable: boolean;
  onExtended: (session: SessionView) => void;
  onDismiss: () => void;
}

export function WarningDialog({ left, extendable, onExtended, onDismiss }: WarningDialogProps) {
  const signOut = useSignOut();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  const attempt = async (act: () => Promise<void>) => {
    if (busy) return;
    setBusy(true);
    setError(null);
    try {
      await act();
    } catch (failure) {
      setError(problemWords(failure));
      setBusy(false);
    }
  };
  const stay = () =>
    attempt(async () => {
      onExtended(await extendSession());
    });
  const leave = () => attempt(signOut);

  return (
    <Modal title="You are about to be signed out" onDismiss={extendable ? stay : onDismiss}>
      <p aria-live="polite">
        {extendable
          ? `You have not used OpenCDR for a while. To keep information about children safe, you will be signed out in ${left}.`
          : `You have been signed in for a long time. To keep information about children safe, you will be signed out in ${left}.`}
      </p>
      <p>What you have typed on this page will still be here: you can sign in again and carry on.</p>
      {error && (
        <p role="alert" className="nhsuk-error-message">
          {error}
        </p>
      )}
      <ButtonGroup>
        {extendable ? (
          <Button onClick={stay} busy={busy}>
            Stay signed in
          </Button>
        ) : (
          <Button onClick={onDismiss}>Carry on until then</Button>
        )}
        <Button variant="secondary" onClick={leave} busy={busy}>
          Sign out now
        </Button>
      </ButtonGroup>
    </Modal>
  );
}
