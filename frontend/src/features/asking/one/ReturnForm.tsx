import { type SubmitEvent, useRef, useState } from "react";
import { returnRequest } from "../../../api/asking";
import { newKey, Problem } from "../../../api/client";
import type { FormDefinition, FormSection } from "../../../api/types";
import type { RequestView } from "../../../api/types-asking";
import { Button, ButtonGroup } from "../../../ui/button";
import { Checkboxes } from "../../../ui/choices";
import { ErrorSummary, type SummaryError } from "../../../ui/error-summary";
import { Details } from "../../../ui/notices";
import { Textarea } from "../../../ui/textarea";
import { countWords, refusals } from "../words";
import { answered, askedSections, questionsOf } from "./answers";

interface ReturnFormProps {
  view: RequestView;
  form: FormDefinition;
  guard: <T>(act: () => Promise<T>) => Promise<T>;
  onDone: (word: string) => Promise<void>;
  onCancel: () => void;
  onErrors: (count: number) => void;
}

/** A question, or a row of one, that can be returned. */
interface Returnable {
  key: string;
  question: string;
  row: string | null;
  label: string;
  /** The answer as it stands. */
  text: string;
}

/** What was answered comes first: that is what gets questioned. */
const returnables = (form: FormDefinition, section: FormSection, view: RequestView): Returnable[] => {
  const all = everyReturnable(form, section, view);
  return [...all.filter(({ text }) => text !== ""), ...all.filter(({ text }) => text === "")];
};

const everyReturnable = (form: FormDefinition, section: FormSection, view: RequestView): Returnable[] =>
  questionsOf(section).flatMap((question) => {
    const { text, rows } = answered(form, question, view.answers);
    const whole = { key: question.id, question: question.id, row: null, label: question.label, text };
    return [
      { ...whole, text: rows.length > 0 ? (rows.length === 1 ? "1 entry" : `${rows.length} entries`) : text },
      ...rows.map((row) => ({
        key: `${question.id}-${row.id}`,
        question: question.id,
        row: row.id,
        label: `${question.label}: ${row.title}`,
        text: row.parts.map(({ question: part, text: said }) => `${part.label}: ${said}`).join("\n"),
      })),
    ];
  });

const fieldOf = ({ key }: Returnable) => `return-${key}`;

/** Returns named questions, each with what is unclear about it. Everything else stays as it was sent. */
export function ReturnForm({ view, form, guard, onDone, onCancel, onErrors }: ReturnFormProps) {
  const [ticked, setTicked] = useState<string[]>([]);
  const [messages, setMessages] = useState<Record<string, string>>({});
  const [errors, setErrors] = useState<SummaryError[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [busy, setBusy] = useState(false);
  const sent = useRef({ body: "", key: "" });
  const sections = askedSections(form, view.sections).map((section) => ({
    section,
    all: returnables(form, section, view),
  }));
  const named = sections.flatMap(({ all }) => all).filter(({ key }) => ticked.includes(key));
  const errorOf = (fieldId: string) => errors.find((error) => error.fieldId === fieldId)?.message;

  const show = (found: SummaryError[]) => {
    setErrors(found);
    onErrors(found.length);
    if (found.length > 0) setAttempt((count) => count + 1);
  };
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    const silent = named.filter(({ key }) => (messages[key] ?? "").trim() === "");
    const found =
      named.length === 0
        ? [{ message: "Tick at least one question to return" }]
        : silent.map((one) => ({
            fieldId: fieldOf(one),
            message: `Say what is unclear: ${one.label}`,
          }));
    show(found);
    if (found.length > 0) return;
    const questions = named.map(({ key, question, row }) => ({
      question,
      row,
      message: (messages[key] ?? "").trim(),
    }));
    const body = JSON.stringify(questions);
    if (sent.current.body !== body) sent.current = { body, key: newKey() };
    setBusy(true);
    try {
      await guard(() => returnRequest(view, questions, sent.current.key));
      await onDone(
        `${countWords(questions.length, "question")} returned to ${view.organisation.name}. They are told.`,
      );
    } catch (error) {
      sent.current = { body: "", key: "" };
      show(refusals(error, pointers(error)));
    } finally {
      setBusy(false);
    }
  };
  /** Every pointer below a question leads to its message. */
  const pointers = (error: unknown): Record<string, string> =>
    Object.fromEntries(
      (error instanceof Problem ? error.errors : []).flatMap(({ pointer }) => {
        const one = named[Number(/^\/questions\/(\d+)/.exec(pointer)?.[1])];
        return one ? [[pointer, fieldOf(one)]] : [];
      }),
    );

  return (
    <form onSubmit={submit} noValidate aria-label="Return questions">
      <ErrorSummary errors={errors} attempt={attempt} />
      <p>Tick what is unclear and say what you want to know. Everything else stays as it is.</p>
      {sections.map(({ section, all }) => {
        const count = all.filter(({ key }) => ticked.includes(key)).length;
        return (
          <Details
            key={section.id}
            summary={count > 0 ? `${section.title} (${count} ticked)` : section.title}
            open={sections.length === 1 || all.some((one) => errorOf(fieldOf(one)) !== undefined)}
          >
            <Checkboxes
              id={`return-section-${section.id}`}
              label={<span className="nhsuk-u-visually-hidden">{section.title}</span>}
              small
              values={all.map(({ key }) => key).filter((key) => ticked.includes(key))}
              onChange={(keys) =>
                setTicked((before) => [
                  ...before.filter((key) => !all.some((one) => one.key === key)),
                  ...keys,
                ])
              }
              choices={all.map((one) => ({
                value: one.key,
                label: one.label,
                hint: <span className="oc-keep-lines oc-break">{one.text || "Not answered"}</span>,
                reveal: (
                  <Textarea
                    id={fieldOf(one)}
                    label={
                      <>
                        What is unclear?
                        <span className="nhsuk-u-visually-hidden"> {one.label}</span>
                      </>
                    }
                    rows={2}
                    maxLength={2000}
                    value={messages[one.key] ?? ""}
                    onChange={(text) => setMessages((before) => ({ ...before, [one.key]: text }))}
                    error={errorOf(fieldOf(one))}
                  />
                ),
              }))}
            />
          </Details>
        );
      })}
      <ButtonGroup>
        <Button type="submit" busy={busy}>
          {busy
            ? "Please wait"
            : named.length > 0
              ? `Return ${countWords(named.length, "question")}`
              : "Return"}
        </Button>
        <Button variant="secondary" onClick={onCancel}>
          Cancel
        </Button>
      </ButtonGroup>
    </form>
  );
}
