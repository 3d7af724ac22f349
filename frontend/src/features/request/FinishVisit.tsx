import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Problem } from "../../api/client";
import { endVisit } from "../../api/requests";
import { paths } from "../../app/paths";
import { Button, ButtonGroup } from "../../ui";
import { leaveWord } from "../../ui/flash";
import { Modal } from "../../ui/modal";
import { problemWords } from "../../ui/problem-words";
import type { AnswerStore } from "./answer-store";

type Hindrance = { kind: "unsaved" } | { kind: "problem"; words: string };

/** Ends a visit by invitation, once what was typed is saved. */
export function FinishVisit() {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const [hindrance, setHindrance] = useState<Hindrance | null>(null);

  const finish = async (anyway: boolean) => {
    if (busy) return;
    setBusy(true);
    setHindrance(null);
    try {
      if (!anyway && !(await allSaved())) {
        setHindrance({ kind: "unsaved" });
        return;
      }
      await endVisit().catch(ended);
      leaveWord("You have left. Nothing about the child is kept in this browser.");
      await navigate({ to: paths.answer, replace: true });
      queryClient.clear();
    } catch (failure) {
      setHindrance({ kind: "problem", words: problemWords(failure) });
    } finally {
      setBusy(false);
    }
  };

  const allSaved = async () => {
    const stores = queryClient.getQueriesData<AnswerStore>({ queryKey: ["answer-store"] });
    for (const [, store] of stores) {
      await store?.save();
      if (store?.holdsTyped()) return false;
    }
    return true;
  };

  return (
    <>
      <button type="button" className="nhsuk-header__account-button" onClick={() => void finish(false)}>
        {busy ? "Leaving" : "Finish and leave"}
      </button>
      {hindrance?.kind === "unsaved" && (
        <Modal title="Some answers are not saved" onDismiss={() => setHindrance(null)}>
          <p>If you leave now, what you typed last is lost.</p>
          <ButtonGroup>
            <Button onClick={() => setHindrance(null)}>Go back to them</Button>
            <Button variant="secondary" onClick={() => void finish(true)}>
              Leave without them
            </Button>
          </ButtonGroup>
        </Modal>
      )}
      {hindrance?.kind === "problem" && (
        <Modal title="You have not left yet" onDismiss={() => setHindrance(null)}>
          <p>{hindrance.words}</p>
          <Button onClick={() => setHindrance(null)}>Close</Button>
        </Modal>
      )}
    </>
  );
}

// It has run out already: either way it is over.
function ended(error: unknown) {
  if (!(error instanceof Problem) || (error.status !== 401 && error.status !== 404)) throw error;
}
