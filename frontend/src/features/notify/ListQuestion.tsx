import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { newKey } from "../../api/client";
import type { FieldError, FormPage, Question } from "../../api/types";
import { paths } from "../../app/paths";
import { type From, pageOfQuestion, suggestedAgencies } from "../../forms/journey";
import { RepeatList } from "../../forms/repeat-list";
import { asRows } from "../../forms/value";
import { Button, Checkboxes } from "../../ui";
import { useNotification } from "./context";
import type { DraftStore } from "./draft-store";

type Rows = ReturnType<typeof asRows>;

export interface TickedAgencies {
  values: string[];
  set: (values: string[]) => void;
  /** Turns what is ticked into rows, so that pressing "Continue" loses none of it. */
  addTo: (store: DraftStore) => void;
}

/** The list a page's suggestions are about: rows that name an agency. */
const agencyList = (page: FormPage) =>
  page.questions.find(
    (question) => question.kind === "repeat" && question.questions?.some((one) => one.id === "agency"),
  );

export function useTickedAgencies(page: FormPage): TickedAgencies {
  const [values, set] = useState<string[]>([]);
  const list = agencyList(page);
  const addTo = (store: DraftStore) => {
    if (!list || values.length === 0) return;
    const rows = asRows(store.current().answers[list.id]);
    store.set(list.id, [...rows, ...values.map((agency) => ({ row: newKey(), agency }))]);
    set([]);
  };
  return { values, set, addTo };
}

const nouns: Record<string, string> = {
  professionals: "professional or service",
  carers: "parent or carer",
  other_children: "child",
  significant_others: "person",
};

export const nounOf = (question: Question) => nouns[question.id] ?? "person";

interface ListQuestionProps {
  question: Question;
  errors: FieldError[];
  from: From;
  ticked: TickedAgencies;
  onChange: (rows: Rows) => void;
  /** The ticked suggestions have just become rows. */
  onAdded: () => void;
}

/** A question answered by adding to a list, with suggestions where the form has them. */
export function ListQuestion(props: ListQuestionProps) {
  const { question, errors, from, ticked, onChange, onAdded } = props;
  const { store, state, at } = useNotification();
  const navigate = useNavigate();
  const page = pageOfQuestion(at.form, question.id);
  const rows = asRows(state.answers[question.id]);
  const message = errors.find((error) => error.pointer === `/answers/${question.id}`)?.message;
  const hasAgencies = question.questions?.some((one) => one.id === "agency");
  const suggested = hasAgencies
    ? suggestedAgencies(at, new Set(rows.map((row) => String(row.agency ?? ""))))
    : [];

  const [added, setAdded] = useState(0);
  const notice = useRef<HTMLParagraphElement>(null);

  // The button that was pressed is gone, so focus goes to the words that say what it did.
  useEffect(() => {
    if (added > 0) notice.current?.focus();
  }, [added]);

  const addTicked = () => {
    setAdded(ticked.values.length);
    ticked.addTo(store);
    onAdded();
  };

  const openRow = (row: string) => {
    if (!page) return;
    ticked.addTo(store);
    navigate({
      to: paths.notifyPage,
      params: { pageId: page.id },
      search: { ...(from ? { from } : {}), row },
    });
  };

  return (
    <div className={message ? "nhsuk-form-group nhsuk-form-group--error" : "nhsuk-form-group"}>
      <h2 className="nhsuk-heading-m">{question.label}</h2>
      {question.hint && <p className="nhsuk-hint">{question.hint}</p>}
      {message && (
        <p className="nhsuk-error-message">
          <span className="nhsuk-u-visually-hidden">Error: </span>
          {message}
        </p>
      )}
      {suggested.length > 0 && (
        <>
          <Checkboxes
            id="suggested-agencies"
            label="Which of these knew the child?"
            hint="We suggest these from your answers so far. Tick all that apply. You can add names and contact details afterwards."
            choices={suggested.map(({ agency, reasons }) => ({
              value: agency,
              label: at.form.lists.agency?.find((option) => option.code === agency)?.label ?? agency,
              hint: reasons[0],
            }))}
            values={ticked.values}
            onChange={ticked.set}
          />
          {ticked.values.length > 0 && (
            <Button variant="secondary" onClick={addTicked}>
              {ticked.values.length === 1
                ? "Add the ticked service to the list"
                : `Add the ${ticked.values.length} ticked services to the list`}
            </Button>
          )}
        </>
      )}
      {added > 0 && (
        <p className="oc-added" ref={notice} tabIndex={-1}>
          {added === 1 ? "One service has" : `${added} services have`} been added to the list below. You can
          add names and contact details with “Change”.
        </p>
      )}
      <RepeatList
        at={at}
        question={question}
        value={state.answers[question.id]}
        onChange={onChange}
        onAdd={() => openRow(newKey())}
        onEdit={openRow}
        errors={errors}
        noun={nounOf(question)}
      />
    </div>
  );
}
