import { Link } from "@tanstack/react-router";
import { type SubmitEvent, useRef, useState } from "react";
import { newKey, Problem } from "../../api/client";
import { type Merged, mergeCases } from "../../api/linking";
import type { CaseComparison } from "../../api/types";
import { paths } from "../../app/paths";
import { Button } from "../../ui/button";
import { ComparisonTable, TwoChildren } from "../../ui/comparison-table";
import { ErrorSummary, type SummaryError } from "../../ui/error-summary";
import { WarningCallout } from "../../ui/notices";
import { problemWords } from "../../ui/problem-words";
import { TextInput } from "../../ui/text-input";
import { Textarea } from "../../ui/textarea";

interface MergeFormProps {
  view: CaseComparison;
  etag: string | null;
  onDone: (merged: Merged) => void;
  onErrors: (count: number) => void;
}

const fields: Record<string, string> = { "/reason": "merge-reason", "/confirmed_reference": "one-child" };

/** Two cases in two columns, and why they are one child. What may be two children is confirmed by typing the reference that
 * continues: a tick is set too easily. */
export function MergeForm({ view, etag, onDone, onErrors }: MergeFormProps) {
  const [reason, setReason] = useState("");
  const [confirmed, setConfirmed] = useState("");
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
    if (twins && confirmed.trim() === "")
      found.push({
        fieldId: "one-child",
        message: `Type ${view.right.reference} if you are sure that it is one child, or do not merge these cases`,
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
      confirmed_reference: twins ? confirmed.trim() : null,
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

  const heading = (
    <h2 className="nhsuk-heading-m">
      Case {view.left.reference} beside case {view.right.reference}
    </h2>
  );
  const table = (
    <ComparisonTable
      left={`Case ${view.left.reference}`}
      right={`Case ${view.right.reference}`}
      rows={view.rows}
    />
  );
  if (view.linked_as.length > 0)
    return (
      <>
        {heading}
        <WarningCallout title="These two cases are linked">
          <p>
            These two cases are linked as {view.linked_as.join(" and ")}. Merging says they are one child, so
            they cannot be merged while they are linked.
          </p>
          <p>
            If they are one child, end the link first, under “Linked cases” on the page of{" "}
            <Link to={paths.case} params={{ id: view.left.id }} hash="linked-cases">
              case {view.left.reference}
            </Link>
            . If they are two children, leave both cases as they are.
          </p>
        </WarningCallout>
        {table}
      </>
    );

  return (
    <form onSubmit={submit} noValidate>
      {heading}
      <ErrorSummary errors={errors} attempt={attempt} />
      {table}
      {view.becomes_restricted && (
        <p>
          <strong>One of the two is restricted.</strong> As long as they are one, both are: only people with a
          grant see them.
        </p>
      )}
      {twins && (
        <>
          <TwoChildren rows={view.rows} left={view.left.reference} right={view.right.reference} />
          <TextInput
            id="one-child"
            label={`If you have checked and it is one child, type the reference that continues: ${view.right.reference}`}
            hint="This is asked because the two cases differ plainly."
            value={confirmed}
            onChange={setConfirmed}
            spellCheck={false}
            width={20}
            error={errorOf("one-child")}
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
