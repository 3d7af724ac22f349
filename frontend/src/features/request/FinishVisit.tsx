import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Problem } from "../../api/client";
import { endVisit } from "../../api/requests";
import { paths } from "../../app/paths";
import { leaveWord } from "../../ui/flash";
import { problemWords } from "../../ui/problem-words";
import type { AnswerStore } from "./answer-store";
import { forgetToken } from "./token";

/** Ends a visit by invitation, once what was typed is saved. */
export function FinishVisit() {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  const finish = async () => {
    if (busy) return;
    setBusy(true);
    setError(null);
    try {
      for (const [, store] of queryClient.getQueriesData<AnswerStore>({ queryKey: ["answer-store"] })) {
        if (store?.hasUnsaved() && !(await store.save())) {
          setError("Some answers are not saved yet. Try again in a moment.");
          setBusy(false);
          return;
        }
      }
      await endVisit().catch(ended);
      forgetToken();
      leaveWord("You have left, and nothing about the child is kept in this browser.");
      await navigate({ to: paths.answer, replace: true });
      queryClient.clear();
    } catch (failure) {
      setError(problemWords(failure));
      setBusy(false);
    }
  };

  return (
    <>
      <button
        type="button"
        className="nhsuk-header__account-button"
        aria-disabled={busy ? true : undefined}
        onClick={() => void finish()}
      >
        {busy ? "Leaving" : "Finish and leave"}
      </button>
      {error && (
        <span role="alert" className="oc-header-error">
          {error}
        </span>
      )}
    </>
  );
}

// It has run out already: either way it is over.
function ended(error: unknown) {
  if (!(error instanceof Problem) || (error.status !== 401 && error.status !== 404)) throw error;
}
