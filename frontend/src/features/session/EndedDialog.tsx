import { useState } from "react";
import type { SessionView } from "../../api/types";
import { paths } from "../../app/paths";
import { Modal } from "../../ui/modal";
import { SecondFactorForm } from "./SecondFactorForm";
import { SignInForm } from "./SignInForm";

interface EndedDialogProps {
  user: { name: string; email: string } | null | undefined;
  onDone: (session: SessionView) => void;
}

/** Lies on top of the page the person was on. The page behind is hidden but keeps everything typed into it. */
export function EndedDialog({ user, onDone }: EndedDialogProps) {
  const [needsCode, setNeedsCode] = useState(false);
  const [round, setRound] = useState(0);

  const next = (session: SessionView) => {
    if (session.state === "second_factor_required") setNeedsCode(true);
    else onDone(session);
  };

  return (
    <Modal title={needsCode ? "Enter your code" : "Sign in to carry on"} opaque key={round}>
      {needsCode ? (
        <SecondFactorForm onDone={next} />
      ) : (
        <>
          <p>
            You have been signed out to keep information about children safe. What you typed is still here.
            {user && (
              <>
                {" "}
                Sign in as <strong>{user.name}</strong> to carry on where you were.
              </>
            )}
          </p>
          <SignInForm onDone={next} fixedEmail={user?.email} />
        </>
      )}
      <p className="nhsuk-u-margin-bottom-0">
        {needsCode && (
          <>
            <button type="button" className="oc-button-link" onClick={() => startAgain()}>
              Start again
            </button>
            {" or "}
          </>
        )}
        {/* Loads the application anew, so that nothing of the person before stays in memory. */}
        <a href={paths.signIn}>Sign in as someone else</a> (what was typed will be lost)
      </p>
    </Modal>
  );

  function startAgain() {
    setNeedsCode(false);
    setRound(round + 1);
  }
}
