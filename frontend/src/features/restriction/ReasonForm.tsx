import { type ReactNode, type SubmitEvent, useRef, useState } from "react";
import { newKey } from "../../api/client";
import { Button, ButtonGroup } from "../../ui/button";
import { ErrorSummary, type SummaryError } from "../../ui/error-summary";
import { Textarea } from "../../ui/textarea";
import { mostWords, refusals } from "./words";

interface ReasonFormProps {
  id: string;
  label: string;
  hint?: string;
  missing: string;
  button: string;
  /** Fields above the reason. */
  children?: ReactNode;
  /** What is missing besides the reason. */
  check?: () => SummaryError[];
  /** Where else the API's pointers lie. */
  fields?: Record<string, string>;
  onSend: (reason: string, key: string) => Promise<void>;
  onCancel: () => void;
}

/** A change that needs a reason in words: said beside the field when it is missing, and sent once. */
export function ReasonForm(props: ReasonFormProps) {
  const { id, label, hint, missing, button, children, check, fields, onSend, onCancel } = props;
  const [reason, setReason] = useState("");
  const [errors, setErrors] = useState<SummaryError[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [busy, setBusy] = useState(false);
  const key = useRef(newKey());

  const show = (found: SummaryError[]) => {
    setErrors(found);
    setAttempt((count) => count + 1);
  };

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    const found = [
      ...(check?.() ?? []),
      ...(reason.trim().length < 3 ? [{ fieldId: id, message: missing }] : []),
    ];
    if (found.length > 0) return show(found);
    setBusy(true);
    try {
      await onSend(reason.trim(), key.current);
    } catch (error) {
      // What was refused is changed and sent anew; that is another request.
      key.current = newKey();
      show(refusals(error, { "/reason": id, "/words": id, ...fields }));
    } finally {
      setBusy(false);
    }
  };

  return (
    <form onSubmit={submit} noValidate>
      <ErrorSummary errors={errors} attempt={attempt} />
      {children}
      <Textarea
        id={id}
        label={label}
        {...(hint ? { hint } : {})}
        rows={3}
        maxLength={mostWords}
        value={reason}
        onChange={setReason}
        error={errors.find((error) => error.fieldId === id)?.message}
      />
      <ButtonGroup>
        <Button type="submit" busy={busy}>
          {button}
        </Button>
        <Button variant="secondary" onClick={onCancel}>
          Cancel
        </Button>
      </ButtonGroup>
    </form>
  );
}
