import { type SubmitEvent, useState } from "react";
import type { CompositeQuestion } from "../../../api/types-asking";
import { isAnswered } from "../../../forms/value";
import { Button, ButtonGroup } from "../../../ui/button";
import { ErrorSummary, type SummaryError } from "../../../ui/error-summary";
import { describedBy, ErrorMessage, FormGroup } from "../../../ui/field";
import { Textarea } from "../../../ui/textarea";
import { refusals, whoWords } from "../words";
import { OwnAnswer, ownFieldId } from "./OwnAnswer";
import { keyOf, requestsOf, sourceKey, sourceWords, useChoose } from "./questions";

interface ChooseFormProps {
  caseId: string;
  question: CompositeQuestion;
  /** What it is called outside of its place. */
  name: string;
  onDone: (word: string) => void;
  /** Leaves it as it is; absent where the form stands by itself. */
  onCancel?: () => void;
}

const own = "own";

/** Every answer side by side, with who gave it; one of them is chosen, or another is given, and a reason is written down. */
export function ChooseForm({ caseId, question, name, onDone, onCancel }: ChooseFormProps) {
  const [picked, setPicked] = useState<string | null>(question.sources.length === 0 ? own : null);
  // What stood here when the choice was made: an answer that comes while a reason is typed was not looked at.
  const [seen, setSeen] = useState<string[] | null>(null);
  const [value, setValue] = useState<unknown>(null);
  const [reason, setReason] = useState("");
  const [errors, setErrors] = useState<SummaryError[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [busy, setBusy] = useState(false);
  const choose = useChoose(caseId);
  const key = keyOf(question);
  const id = `choose-${key}`;
  const reasonId = `reason-${key}`;
  const ownId = ownFieldId(question);
  const errorOf = (fieldId: string) => errors.find((error) => error.fieldId === fieldId)?.message;

  const show = (found: SummaryError[]) => {
    setErrors(found);
    if (found.length > 0) setAttempt((count) => count + 1);
  };
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    const source = question.sources.find((one) => sourceKey(one) === picked);
    const found: SummaryError[] = [];
    if (!source && picked !== own) found.push({ fieldId: id, message: "Choose the answer that counts" });
    if (picked === own && !isAnswered(value)) found.push({ fieldId: ownId, message: "Give your answer" });
    if (reason.trim().length < 3)
      found.push({ fieldId: reasonId, message: "Say in a few words why this answer counts" });
    show(found);
    if (found.length > 0) return;
    setBusy(true);
    try {
      const decision = source ? { request_id: source.request_id } : { value };
      await choose(question, decision, reason.trim(), seen ?? requestsOf(question));
      onDone(`Saved: ${name}`);
    } catch (error) {
      setSeen(null);
      show(refusals(error, { "/reason": reasonId, "/value": ownId, "/request_id": id }));
    } finally {
      setBusy(false);
    }
  };

  const radio = (value: string, radioId: string, label: string, hint: string, lines: boolean) => (
    <div className="oc-side__item nhsuk-radios__item" key={value}>
      <input
        className="nhsuk-radios__input"
        type="radio"
        id={radioId}
        name={id}
        value={value}
        checked={picked === value}
        onChange={() => {
          setPicked(value);
          setSeen(requestsOf(question));
        }}
        aria-describedby={`${radioId}-hint`}
      />
      <label className="nhsuk-label nhsuk-radios__label oc-break" htmlFor={radioId}>
        <span className={lines ? "oc-keep-lines" : undefined}>{label}</span>
      </label>
      <div className="nhsuk-hint nhsuk-radios__hint" id={`${radioId}-hint`}>
        {hint}
      </div>
    </div>
  );

  return (
    <form onSubmit={submit} noValidate>
      <ErrorSummary errors={errors} attempt={attempt} />
      {question.sources.length > 0 && (
        <FormGroup error={errorOf(id)}>
          <fieldset className="nhsuk-fieldset" aria-describedby={describedBy(id, null, errorOf(id))}>
            <legend className="nhsuk-u-visually-hidden">Which answer counts? {name}</legend>
            {errorOf(id) && <ErrorMessage id={id}>{errorOf(id)}</ErrorMessage>}
            <div className="oc-side nhsuk-radios nhsuk-radios--small">
              {question.sources.map((source, index) =>
                radio(
                  sourceKey(source),
                  index === 0 ? id : `${id}-${index + 1}`,
                  source.value_text || "Not answered",
                  `${whoWords(source)}. ${sourceWords(source)}`,
                  true,
                ),
              )}
              {radio(own, `${id}-own`, "Another answer", "None of these is right", false)}
            </div>
          </fieldset>
        </FormGroup>
      )}
      {picked === own && (
        <OwnAnswer question={question} value={value} onChange={setValue} error={errorOf(ownId)} />
      )}
      {picked !== null && (
        <Textarea
          id={reasonId}
          label={
            <>
              Why does it count?<span className="nhsuk-u-visually-hidden"> {name}</span>
            </>
          }
          rows={2}
          maxLength={2000}
          value={reason}
          onChange={setReason}
          error={errorOf(reasonId)}
        />
      )}
      <ButtonGroup>
        <Button type="submit" small busy={busy}>
          {busy ? "Please wait" : "Use this answer"}
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
