import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { newKey, Problem } from "../../../api/client";
import { type Stands, saveRow } from "../../../api/record";
import { Button, ButtonGroup } from "../../../ui/button";
import { ErrorSummary, type SummaryError } from "../../../ui/error-summary";
import { InsetText } from "../../../ui/notices";
import { fieldProblem, problemWords } from "../../../ui/problem-words";
import { FieldInput } from "./FieldInput";
import { type Field, fromRow, shownFields, toSend, type Values, wrongDates } from "./fields";
import { valueWords } from "./words";

export interface RecordFormProps {
  caseId: string;
  /** Word of the part in the address of the API. */
  word: string;
  title: string;
  intro?: ReactNode;
  fields: Field[];
  /** The row that is changed; nothing when one is added. */
  row: { [field: string]: unknown; id?: string; written?: { version: number } | null } | null;
  /** Saves in another way than by adding or replacing a row. */
  save?: (body: Values, version: number, key: string) => Promise<unknown>;
  /** Changes other fields when one was chosen. */
  follow?: (changed: string, values: Values) => Values;
  saveLabel?: string;
  onSaved: () => void;
  onCancel: () => void;
}

/** A form of the record. What was typed stays until it is saved or thrown away, whatever the API answers. */
export function RecordForm(props: RecordFormProps) {
  const { caseId, word, title, intro, fields, row, follow, onSaved, onCancel } = props;
  const client = useQueryClient();
  const [values, setValues] = useState(() => fromRow(fields, row));
  const [stands, setStands] = useState<Stands | null>(
    row?.written ? { id: row.id ?? "", version: row.written.version } : null,
  );
  const [theirs, setTheirs] = useState<object | null>(null);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [busy, setBusy] = useState(false);
  const key = useRef(newKey());
  const heading = useRef<HTMLHeadingElement>(null);

  // Whoever opened the form hears what it is, and is at its beginning.
  useEffect(() => heading.current?.focus(), []);

  const shown = shownFields(fields, values, stands !== null);
  const change = (id: string, value: Values[string]) =>
    setValues((before) => {
      const next = { ...before, [id]: value };
      return follow ? follow(id, next) : next;
    });

  const refuse = (found: Record<string, string>, words: string | null) => {
    setErrors(found);
    setFailure(words);
    setAttempt((before) => before + 1);
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const wrong = wrongDates(shown, values);
    if (Object.keys(wrong).length > 0) return refuse(wrong, null);
    setBusy(true);
    const body = toSend(fields, values);
    try {
      if (props.save) await props.save(body, stands?.version ?? 0, key.current);
      else await saveRow(caseId, word, stands, body, key.current);
      await client.invalidateQueries({ queryKey: ["case", caseId] });
      onSaved();
    } catch (error) {
      // What was refused was not kept: another try is another request.
      if (error instanceof Problem) key.current = newKey();
      if (error instanceof Problem && error.status === 412) {
        const current = (error.body.current ?? {}) as { id?: string; written?: { version: number } };
        setTheirs(current);
        if (current.written) setStands({ id: current.id ?? "", version: current.written.version });
        refuse({}, "A colleague changed this while you were writing. What they wrote is shown below.");
      } else {
        const named = fields.flatMap((field) => {
          const words = fieldProblem(error, `/${field.id}`);
          return words ? [[field.id, words] as const] : [];
        });
        refuse(Object.fromEntries(named), named.length > 0 ? null : problemWords(error));
      }
      setBusy(false);
    }
  };

  const summary: SummaryError[] = [
    ...(failure ? [{ message: failure }] : []),
    ...shown.flatMap((field) =>
      errors[field.id] ? [{ fieldId: field.id, message: errors[field.id] ?? "" }] : [],
    ),
  ];

  return (
    <form onSubmit={submit} noValidate className="oc-record-form">
      <h2 className="nhsuk-heading-m" ref={heading} tabIndex={-1}>
        {title}
      </h2>
      {summary.length > 0 && <ErrorSummary errors={summary} attempt={attempt} />}
      {theirs && <Theirs fields={fields} theirs={theirs} mine={values} />}
      {intro}
      {someOptional(shown) && (
        <p className="nhsuk-hint">Please fill in everything that does not say “optional”.</p>
      )}
      {shown.map((field) => (
        <FieldInput
          key={field.id}
          field={field}
          value={values[field.id] ?? null}
          error={errors[field.id]}
          onChange={(value) => change(field.id, value)}
        />
      ))}
      <ButtonGroup>
        <Button type="submit" busy={busy}>
          {busy ? "Saving" : (props.saveLabel ?? "Save")}
        </Button>
        <Button variant="secondary" onClick={onCancel}>
          Cancel
        </Button>
      </ButtonGroup>
    </form>
  );
}

const someOptional = (fields: Field[]) =>
  fields.some((one) => one.optional) && fields.some((one) => !one.optional && one.kind !== "check");

/** What a colleague wrote in the meantime, where it differs from what is in the form. */
function Theirs({ fields, theirs, mine }: { fields: Field[]; theirs: object; mine: Values }) {
  const there = fromRow(fields, theirs);
  const differ = fields.filter(
    (field) =>
      JSON.stringify(toSend([field], { ...mine, ...there })) !== JSON.stringify(toSend([field], mine)),
  );
  return (
    <InsetText>
      <p>
        {differ.length === 0
          ? "They wrote the same as you."
          : "They wrote the following. Put into the form what should stand; saving again replaces theirs with yours."}
      </p>
      <ul>
        {differ.map((field) => (
          <li key={field.id} className="oc-keep-lines oc-break">
            {field.label}: {valueWords(field, there[field.id] ?? null)}
          </li>
        ))}
      </ul>
    </InsetText>
  );
}
