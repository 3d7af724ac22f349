import { useQueryClient } from "@tanstack/react-query";
import { type SubmitEvent, useRef, useState } from "react";
import { newKey } from "../../../api/client";
import { documentsQuery, withdrawDocument } from "../../../api/documents";
import type { DocumentView } from "../../../api/types";
import { Button, ButtonGroup } from "../../../ui/button";
import { ErrorSummary } from "../../../ui/error-summary";
import { Modal } from "../../../ui/modal";
import { fieldProblem, problemWords } from "../../../ui/problem-words";
import { Textarea } from "../../../ui/textarea";

interface WithdrawDialogProps {
  caseId: string;
  document: DocumentView;
  onClose: () => void;
}

/** Takes a document out of use with a reason. It stays on the record. */
export function WithdrawDialog({ caseId, document, onClose }: WithdrawDialogProps) {
  const [reason, setReason] = useState("");
  const [words, setWords] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [busy, setBusy] = useState(false);
  const client = useQueryClient();
  const key = useRef(newKey());

  const withdraw = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    setAttempt((count) => count + 1);
    if (reason.trim().length < 3) return setWords("Say why, in a few words");
    setBusy(true);
    try {
      await withdrawDocument(caseId, document, reason, key.current);
      await client.invalidateQueries(documentsQuery(caseId));
      onClose();
    } catch (error) {
      setWords(fieldProblem(error, "/reason") ?? problemWords(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Modal title="Withdraw a document?" onDismiss={onClose}>
      <form onSubmit={withdraw} noValidate>
        {words && (
          <ErrorSummary attempt={attempt} errors={[{ message: words, fieldId: "withdraw-reason" }]} />
        )}
        <p>
          <strong className="oc-break">{document.title}</strong> stays on the record with its reason. Nobody
          can open its files any more, and this cannot be undone.
        </p>
        <Textarea
          id="withdraw-reason"
          label="Why is it withdrawn?"
          rows={3}
          maxLength={1000}
          value={reason}
          onChange={setReason}
          error={words ?? undefined}
        />
        <ButtonGroup>
          <Button type="submit" variant="warning" busy={busy}>
            {busy ? "Please wait" : "Withdraw"}
          </Button>
          <Button variant="secondary" onClick={onClose}>
            Go back
          </Button>
        </ButtonGroup>
      </form>
    </Modal>
  );
}
