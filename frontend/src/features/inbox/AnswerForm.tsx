import { type SubmitEvent, useRef, useState } from "react";
import { newKey, Problem } from "../../api/client";
import { type AnswerKept, answerComparison } from "../../api/linking";
import type { Comparison, ComparisonAnswer } from "../../api/types";
import { Button } from "../../ui/button";
import { Checkboxes, Radios } from "../../ui/choices";
import { TwoChildren } from "../../ui/comparison-table";
import { ErrorSummary, type SummaryError } from "../../ui/error-summary";
import { problemWords } from "../../ui/problem-words";
import { Textarea } from "../../ui/textarea";

interface AnswerFormProps {
  view: Comparison;
  onDone: (answer: ComparisonAnswer, kept: AnswerKept) => void;
  onErrors: (count: number) => void;
}

const fields: Record<string, string> = {
  "/reason": "reason",
  "/two_children_confirmed": "one-child",
  "/answer": "answer",
};

/** The question and its three answers. "Same child" is selected in advance only when the API says so; never for twins. */
export function AnswerForm({ view, onDone, onErrors }: AnswerFormProps) {
  const [answer, setAnswer] = useState<ComparisonAnswer | null>(
    view.preselected && !view.answer ? "same_child" : null,
  );
  const [reason, setReason] = useState("");
  const [confirmed, setConfirmed] = useState<string[]>([]);
  const [errors, setErrors] = useState<SummaryError[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [busy, setBusy] = useState(false);
  const sent = useRef({ body: "", key: "" });
  const errorOf = (fieldId: string) => errors.find((error) => error.fieldId === fieldId)?.message;
  const insisted = confirmed.length > 0;
  const ofCase = view.right.kind === "case";

  const show = (next: SummaryError[]) => {
    setErrors(next);
    onErrors(next.length);
    if (next.length > 0) setAttempt((count) => count + 1);
  };

  const missing = (): SummaryError[] => {
    if (answer === null) return [{ fieldId: "answer", message: "Choose whether it is the same child" }];
    const found: SummaryError[] = [];
    if (answer === "same_child" && view.two_children.length > 0 && !insisted)
      found.push({ fieldId: "one-child", message: "Confirm that it is one child, or choose another answer" });
    if (reason.trim() === "") found.push({ fieldId: "reason", message: "Say in a few words how you know" });
    return found;
  };

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    const found = missing();
    show(found);
    if (found.length > 0 || answer === null) return;
    const body = {
      kind: ofCase ? ("case" as const) : ("notification" as const),
      other: view.right.id,
      answer,
      reason: reason.trim(),
      two_children_confirmed: answer === "same_child" && insisted,
    };
    const text = JSON.stringify(body);
    if (sent.current.body !== text) sent.current = { body: text, key: newKey() };
    setBusy(true);
    try {
      onDone(answer, await answerComparison(view.left.id, body, { idempotencyKey: sent.current.key }));
    } catch (failure) {
      const refused = failure instanceof Problem ? failure.errors : [];
      show(
        refused.length > 0
          ? refused.map(({ pointer, message }) => {
              const fieldId = fields[pointer];
              return fieldId ? { message, fieldId } : { message };
            })
          : [{ message: problemWords(failure) }],
      );
    } finally {
      setBusy(false);
    }
  };

  return (
    <form onSubmit={submit} noValidate>
      <ErrorSummary errors={errors} attempt={attempt} />
      <Radios
        id="answer"
        label="Is it the same child?"
        hint={
          view.preselected
            ? "“Same child” is chosen because nearly everything agrees. Look at the rows above before you save; it can be taken back."
            : "Nothing is chosen for you: what makes one child of two records, or two, is for a person to decide."
        }
        value={answer}
        onChange={(next) => setAnswer(next as ComparisonAnswer)}
        error={errorOf("answer")}
        choices={[
          {
            value: "same_child",
            label: "Same child",
            hint: ofCase
              ? `The notification is added to case ${view.right.reference}. You can take it out again.`
              : "We remember it. Neither is accepted by this: accept one, then link the other to its case.",
            reveal: view.two_children.length > 0 && (
              <>
                <TwoChildren rows={view.rows} left={view.left.reference} right={view.right.reference} />
                <Checkboxes
                  id="one-child"
                  label="Are you sure that it is one child?"
                  values={confirmed}
                  onChange={setConfirmed}
                  error={errorOf("one-child")}
                  choices={[{ value: "yes", label: "Yes, I have checked: it is one child" }]}
                />
              </>
            ),
          },
          {
            value: "different_child",
            label: "Different child",
            hint: "For example a twin, a brother or sister, or a child of the same name. The two are not offered again; you can take this back.",
          },
          {
            value: "not_sure",
            label: "Not sure",
            hint: "Both stay as they are and your note is kept for whoever looks next.",
          },
        ]}
      />
      <Textarea
        id="reason"
        label="How do you know?"
        hint="For your colleagues, and for you if you look again later. A few words are enough."
        rows={3}
        maxLength={2000}
        value={reason}
        onChange={setReason}
        error={errorOf("reason")}
      />
      <Button type="submit" busy={busy}>
        {busy ? "Please wait" : "Save the answer"}
      </Button>
    </form>
  );
}
