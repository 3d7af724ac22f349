import { type SubmitEvent, useEffect, useRef, useState } from "react";
import type { CompositeQuestion } from "../../../api/types-asking";
import { Button, ButtonGroup, ButtonLink } from "../../../ui/button";
import { ErrorSummary, type SummaryError } from "../../../ui/error-summary";
import { Textarea } from "../../../ui/textarea";
import { refusals, whoWords } from "../words";
import { Narratives } from "./Narratives";
import { keyOf, requestsOf, useChoose } from "./questions";

interface MergeEditorProps {
  caseId: string;
  question: CompositeQuestion;
  onDone: (word: string) => void;
  /** Leaves it as it is; absent where the form stands by itself. */
  onCancel?: () => void;
}

/** One account out of several, written beside them. The accounts stay as they were sent. */
export function MergeEditor({ caseId, question, onDone, onCancel }: MergeEditorProps) {
  const [text, setText] = useState(question.choice ? (question.value_text ?? "") : "");
  // What stood here when the account was begun: one that comes meanwhile is not in it.
  const [seen, setSeen] = useState<string[] | null>(() => requestsOf(question));
  const [reason, setReason] = useState("");
  const [errors, setErrors] = useState<SummaryError[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [busy, setBusy] = useState(false);
  const choose = useChoose(caseId);
  const heading = useRef<HTMLParagraphElement>(null);
  const id = `account-${keyOf(question)}`;
  const reasonId = `account-reason-${keyOf(question)}`;
  const errorOf = (fieldId: string) => errors.find((error) => error.fieldId === fieldId)?.message;
  const opened = onCancel !== undefined;
  useEffect(() => {
    if (opened) heading.current?.focus();
  }, [opened]);

  const show = (found: SummaryError[]) => {
    setErrors(found);
    if (found.length > 0) setAttempt((count) => count + 1);
  };
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    const found: SummaryError[] = [];
    if (text.trim() === "") found.push({ fieldId: id, message: "Write the account" });
    if (reason.trim().length < 3)
      found.push({ fieldId: reasonId, message: "Say in a few words how you put it together" });
    show(found);
    if (found.length > 0) return;
    setBusy(true);
    try {
      await choose(question, { value: text.trim() }, reason.trim(), seen ?? requestsOf(question));
      onDone(`Saved: ${question.label}`);
    } catch (error) {
      setSeen(null);
      show(refusals(error, { "/value": id, "/reason": reasonId }));
    } finally {
      setBusy(false);
    }
  };
  const add = (more: string) => setText((before) => [before.trimEnd(), more].filter(Boolean).join("\n\n"));

  return (
    <form onSubmit={submit} noValidate aria-label={`One account of ${question.label}`}>
      <ErrorSummary errors={errors} attempt={attempt} />
      <p ref={heading} tabIndex={-1} className="nhsuk-u-visually-hidden">
        Write one account of {question.label}
      </p>
      <Narratives
        question={question}
        action={(source) => (
          <ButtonLink onClick={() => add(source.value_text)}>
            Add this to the account
            <span className="nhsuk-u-visually-hidden"> ({whoWords(source)})</span>
          </ButtonLink>
        )}
      />
      <Textarea
        id={id}
        label="The account"
        rows={10}
        maxLength={10_000}
        value={text}
        onChange={setText}
        error={errorOf(id)}
      />
      <Textarea
        id={reasonId}
        label="How did you put it together?"
        rows={2}
        maxLength={2000}
        value={reason}
        onChange={setReason}
        error={errorOf(reasonId)}
      />
      <ButtonGroup>
        <Button type="submit" small busy={busy}>
          {busy ? "Please wait" : "Save the account"}
        </Button>
        {onCancel && (
          <Button variant="secondary" small onClick={onCancel}>
            Cancel
          </Button>
        )}
      </ButtonGroup>
    </form>
  );
}
