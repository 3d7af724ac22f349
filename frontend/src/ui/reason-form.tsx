import { type SubmitEvent, useRef, useState } from "react";
import { newKey } from "../api/client";
import { Button } from "./button";
import { ErrorSummary, type SummaryError } from "./error-summary";
import { fieldProblem, problemWords } from "./problem-words";
import { Textarea } from "./textarea";

interface ReasonFormProps {
  id: string;
  label: string;
  hint?: string;
  /** What to say when nothing was written. */
  missing: string;
  button: string;
  /** One key for one text: pressing again after a lost connection does nothing twice. */
  onSend: (reason: string, key: string) => Promise<void>;
}

/** Asks why before something is taken back, and sends it. What was typed stays when it could not be done. */
export function ReasonForm({ id, label, hint, missing, button, onSend }: ReasonFormProps) {
  const [reason, setReason] = useState("");
  const [errors, setErrors] = useState<SummaryError[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [busy, setBusy] = useState(false);
  const key = useRef({ text: "", key: "" });

  const show = (error: SummaryError) => {
    setErrors([error]);
    setAttempt((count) => count + 1);
  };
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    const text = reason.trim();
    if (text === "") return show({ fieldId: id, message: missing });
    if (key.current.text !== text) key.current = { text, key: newKey() };
    setBusy(true);
    try {
      await onSend(text, key.current.key);
    } catch (failure) {
      const named = fieldProblem(failure, "/reason") ?? fieldProblem(failure, "/words");
      show(named ? { fieldId: id, message: named } : { message: problemWords(failure) });
    } finally {
      setBusy(false);
    }
  };

  return (
    <form onSubmit={submit} noValidate>
      <ErrorSummary errors={errors} attempt={attempt} />
      <Textarea
        id={id}
        label={label}
        hint={hint}
        rows={3}
        maxLength={2000}
        value={reason}
        onChange={setReason}
        error={errors.find((error) => error.fieldId === id)?.message}
      />
      <Button type="submit" variant="secondary" busy={busy}>
        {busy ? "Please wait" : button}
      </Button>
    </form>
  );
}
