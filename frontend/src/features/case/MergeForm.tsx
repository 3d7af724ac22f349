import { type SubmitEvent, useRef, useState } from "react";
import { newKey, Problem } from "../../api/client";
import { type Merged, mergeCases } from "../../api/linking";
import type { CaseComparison } from "../../api/types";
import { Button } from "../../ui/button";
import { Checkboxes } from "../../ui/choices";
import { ComparisonTable, TwoChildren } from "../../ui/comparison-table";
import { ErrorSummary, type SummaryError } from "../../ui/error-summary";
import { problemWords } from "../../ui/problem-words";
import { Textarea } from "../../ui/textarea";

interface MergeFormProps {
  view: CaseComparison;
  etag: string | null;
  onDone: (merged: Merged) => void;
  onErrors: (count: number) => void;
}

const fields: Record<string, string> = { "/reason": "merge-reason", "/two_children_confirmed": "one-child" };

/** Two cases in two columns, and why they are one child. What may be two children has to be confirmed; nothing is preselected. */
export function MergeForm({ view, etag, onDone, onErrors }: MergeFormProps) {
  const [reason, setReason] = useState("");
  const [confirmed, setConfirmed] = useState<string[]>([]);
  const [errors, setErrors] = useState<SummaryError[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [busy, setBusy] = useState(false);
  const sent = useRef({ body: "", key: "" });
  const errorOf = (fieldId: string) => errors.find((error) => error.fieldId === fieldId)?.message;
  const twins = view.two_children.length > 0;

  const show = (next: SummaryError[]) => {
    setErrors(next);
    onErrors(next.length);
    if (next.length > 0) setAttempt((count) => count + 1);
  };

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    const found: SummaryError[] = [];
    if (twins && confirmed.length === 0)
      found.push({
        fieldId: "one-child",
        message: "Confirm that it is one child, or do not merge these cases",
      });
    if (reason.trim() === "")
      found.push({
        fieldId: "merge-reason",
        message: "Say in a few words how you know that it is the same child",
      });
    show(found);
    if (found.length > 0) return;
    const body = {
      into: view.right.id,
      reason: reason.trim(),
      two_children_confirmed: twins && confirmed.length > 0,
    };
    const text = JSON.stringify(body);
    if (sent.current.body !== text) sent.current = { body: text, key: newKey() };
    setBusy(true);
    try {
      const options = { idempotencyKey: sent.current.key, ...(etag === null ? {} : { ifMatch: etag }) };
      onDone(await mergeCases(view.left.id, body, options));
    } catch (failure) {
      const named = (failure instanceof Problem ? failure.errors : []).map(({ pointer, message }) => {
        const fieldId = fields[pointer];
        return fieldId ? { message, fieldId } : { message };
      });
      show(named.length > 0 ? named : [{ message: problemWords(failure) }]);
    } finally {
      setBusy(false);
    }
  };

  return (
    <form onSubmit={submit} noValidate>
      <h2 className="nhsuk-heading-m">
        Case {view.left.reference} beside case {view.right.reference}
      </h2>
      <ErrorSummary errors={errors} attempt={attempt} />
      <ComparisonTable
        left={`Case ${view.left.reference}`}
        right={`Case ${view.right.reference}`}
        rows={view.rows}
      />
      {view.becomes_restricted && (
        <p>
          <strong>One of the two is restricted.</strong> As long as they are one, both are: only people with a
          grant see them.
        </p>
      )}
      {twins && (
        <>
          <TwoChildren signs={view.two_children} />
          <Checkboxes
            id="one-child"
            label="Are you sure that it is one child?"
            values={confirmed}
            onChange={setConfirmed}
            error={errorOf("one-child")}
            choices={[{ value: "yes", label: "Yes, I have checked: it is one child" }]}
          />
        </>
      )}
      <Textarea
        id="merge-reason"
        label="How do you know that it is the same child?"
        rows={3}
        maxLength={2000}
        value={reason}
        onChange={setReason}
        error={errorOf("merge-reason")}
      />
      <Button type="submit" busy={busy}>
        {busy ? "Please wait" : `Let it continue as ${view.right.reference}`}
      </Button>
    </form>
  );
}
