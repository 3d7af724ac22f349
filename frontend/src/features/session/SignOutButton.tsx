import { useState } from "react";
import { Button } from "../../ui/button";
import { Modal } from "../../ui/modal";
import { problemWords } from "../../ui/problem-words";
import { useSignOut } from "./useSignOut";

/** Ends the session from the header of every page. When that does not work the person has to know: they may leave the computer. */
export function SignOutButton() {
  const signOut = useSignOut();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const leave = async () => {
    if (busy) return;
    setBusy(true);
    try {
      await signOut();
    } catch (error) {
      setProblem(problemWords(error));
      setBusy(false);
    }
  };

  return (
    <>
      <button type="button" className="nhsuk-header__account-button" onClick={() => void leave()}>
        {busy ? "Signing out" : "Sign out"}
      </button>
      {problem && (
        <Modal title="You are still signed in" onDismiss={() => setProblem(null)}>
          <p>{problem}</p>
          <Button onClick={() => setProblem(null)}>Close</Button>
        </Modal>
      )}
    </>
  );
}
