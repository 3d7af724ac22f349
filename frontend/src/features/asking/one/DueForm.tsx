import { type SubmitEvent, useState } from "react";
import { changeDueDay } from "../../../api/asking";
import type { RequestView } from "../../../api/types-asking";
import { isDate } from "../../../forms/vocabulary";
import { Button, ButtonGroup } from "../../../ui/button";
import { DateInput } from "../../../ui/date-input";
import { ErrorSummary, type SummaryError } from "../../../ui/error-summary";
import { formatDate } from "../../../ui/format";
import { refusals } from "../words";

interface DueFormProps {
  view: RequestView;
  guard: <T>(act: () => Promise<T>) => Promise<T>;
  onDone: (word: string) => Promise<void>;
  onCancel: () => void;
  onErrors: (count: number) => void;
}

/** Sets another day by which an answer is needed. */
export function DueForm({ view, guard, onDone, onCancel, onErrors }: DueFormProps) {
  const [due, setDue] = useState(view.due_on);
  const [errors, setErrors] = useState<SummaryError[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [busy, setBusy] = useState(false);

  const show = (found: SummaryError[]) => {
    setErrors(found);
    onErrors(found.length);
    setAttempt((count) => count + 1);
  };
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    if (!isDate(due)) return show([{ fieldId: "due-on", message: "Give a day, for example 12 12 2026" }]);
    setBusy(true);
    try {
      await guard(() => changeDueDay(view, due));
      await onDone(`${view.organisation.name} is asked to answer by ${formatDate(due)}.`);
    } catch (error) {
      show(refusals(error, { "/due_on": "due-on" }));
    } finally {
      setBusy(false);
    }
  };

  return (
    <form onSubmit={submit} noValidate>
      <ErrorSummary errors={errors} attempt={attempt} />
      <DateInput
        id="due-on"
        label="Answer needed by"
        value={due}
        onChange={setDue}
        error={errors.find(({ fieldId }) => fieldId === "due-on")?.message}
      />
      <ButtonGroup>
        <Button type="submit" busy={busy}>
          {busy ? "Please wait" : "Save the day"}
        </Button>
        <Button variant="secondary" onClick={onCancel}>
          Cancel
        </Button>
      </ButtonGroup>
    </form>
  );
}
