import { type SubmitEvent, useState } from "react";
import { recordResponse } from "../../api/cases";
import { isStale } from "../../api/client";
import type { Versioned } from "../../api/staff";
import type { JointAgencyResponse } from "../../api/types";
import { Button, ButtonGroup } from "../../ui/button";
import { Checkboxes, Radios } from "../../ui/choices";
import { DateInput } from "../../ui/date-input";
import { ErrorSummary, type SummaryError } from "../../ui/error-summary";
import { Fieldset } from "../../ui/field";
import { TextInput } from "../../ui/text-input";
import { Textarea } from "../../ui/textarea";
import { TimeInput } from "../../ui/time-input";
import { bodyOf, nearDeath, refusedFields, type Typed, typedFrom, unreadable } from "./response";

interface ResponseFormProps {
  caseId: string;
  loaded: Versioned<JointAgencyResponse>;
  onDone: () => void;
  onCancel: () => void;
  /** A colleague was quicker: what they recorded has to be read before this can be saved. */
  onStale: () => void;
}

/** Records what was decided. What was recorded before stays in the history. */
export function ResponseForm({ caseId, loaded, onDone, onCancel, onStale }: ResponseFormProps) {
  const { view, etag } = loaded;
  const [typed, setTyped] = useState<Typed>(() => typedFrom(view));
  const [errors, setErrors] = useState<SummaryError[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [busy, setBusy] = useState(false);
  const change = (part: Partial<Typed>) => setTyped((before) => ({ ...before, ...part }));
  const errorOf = (fieldId: string) => errors.find((error) => error.fieldId === fieldId)?.message;
  const show = (next: SummaryError[]) => {
    setErrors(next);
    setAttempt((count) => count + 1);
  };

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    const found = unreadable(typed);
    if (found.length > 0) return show(found);
    setBusy(true);
    try {
      await recordResponse(caseId, bodyOf(typed), etag);
      onDone();
    } catch (error) {
      show(refusedFields(error));
      if (isStale(error)) onStale();
    } finally {
      setBusy(false);
    }
  };

  return (
    <form onSubmit={submit} noValidate>
      <ErrorSummary errors={errors} attempt={attempt} />
      <Radios
        id="jar-needed"
        label="Is a joint agency response needed?"
        value={typed.needed}
        onChange={(needed) => change({ needed })}
        error={errorOf("jar-needed")}
        choices={[
          { value: "yes", label: "Yes" },
          { value: "no", label: "No" },
          { value: "not_yet_known", label: "Not yet known" },
        ]}
      />
      <Checkboxes
        id="jar-reasons"
        label="Which criteria apply?"
        hint="Any one is enough. Leave all empty if none applies."
        values={typed.reasons}
        onChange={(reasons) => change({ reasons })}
        error={errorOf("jar-reasons")}
        choices={[
          ...view.criteria.map(({ code, label, help }) => ({ value: code, label, hint: help })),
          { value: nearDeath, label: view.near_death_label, apart: true },
        ]}
      />
      <Radios
        id="jar-started"
        label="Was it started?"
        value={typed.started}
        onChange={(started) => change({ started })}
        error={errorOf("jar-started")}
        choices={[
          {
            value: "yes",
            label: "Yes",
            reveal: (
              <When
                id="jar-started-at"
                label="When did it start?"
                date={typed.startedOn}
                time={typed.startedTime}
                error={errorOf("jar-started-at")}
                onChange={(startedOn, startedTime) => change({ startedOn, startedTime })}
              />
            ),
          },
          { value: "no", label: "No" },
          { value: "not_known", label: "Not known", apart: true },
        ]}
      />
      {typed.started !== "yes" && (
        <Textarea
          id="jar-not-started"
          label="If a criterion applies and it was not started, why not?"
          rows={3}
          maxLength={2000}
          value={typed.notStarted}
          onChange={(notStarted) => change({ notStarted })}
          error={errorOf("jar-not-started")}
        />
      )}
      <When
        id="jar-decided-at"
        label="When was this decided?"
        date={typed.decidedOn}
        time={typed.decidedTime}
        error={errorOf("jar-decided-at")}
        onChange={(decidedOn, decidedTime) => change({ decidedOn, decidedTime })}
      />
      <TextInput
        id="jar-decided-by"
        label="Who decided?"
        hint="Names or posts, for example the on-call paediatrician and the police lead"
        value={typed.decidedBy}
        onChange={(decidedBy) => change({ decidedBy })}
        error={errorOf("jar-decided-by")}
      />
      <ButtonGroup>
        <Button type="submit" busy={busy}>
          {busy ? "Please wait" : "Save the decision"}
        </Button>
        <Button variant="secondary" onClick={onCancel}>
          Cancel
        </Button>
      </ButtonGroup>
    </form>
  );
}

interface WhenProps {
  id: string;
  label: string;
  date: string;
  time: string;
  error: string | undefined;
  onChange: (date: string, time: string) => void;
}

function When({ id, label, date, time, error, onChange }: WhenProps) {
  return (
    <Fieldset id={id} label={label} error={error}>
      <div className="oc-date-and-time">
        <DateInput id={id} label="Date" value={date} onChange={(next) => onChange(next, time)} />
        <TimeInput id={`${id}-time`} label="Time" value={time} onChange={(next) => onChange(date, next)} />
      </div>
    </Fieldset>
  );
}
