import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { newKey } from "../../api/client";
import type { FieldError, Question, Row } from "../../api/types";
import { paths } from "../../app/paths";
import { type From, pageOfQuestion } from "../../forms/journey";
import { RepeatList } from "../../forms/repeat-list";
import { asRows } from "../../forms/value";
import { useNotification } from "./context";
import { SuggestedAgencies } from "./SuggestedAgencies";

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
  onChange: (rows: Row[]) => void;
}

/** A question answered by adding to a list, with suggestions where the form has them. */
export function ListQuestion({ question, errors, from, onChange }: ListQuestionProps) {
  const { state, at } = useNotification();
  const navigate = useNavigate();
  const page = pageOfQuestion(at.form, question.id);
  const rows = asRows(state.answers[question.id]);
  const message = errors.find((error) => error.pointer === `/answers/${question.id}`)?.message;
  const namesAgencies = question.questions?.some((one) => one.id === "agency");
  const [said, setSaid] = useState<string | null>(null);

  const change = (next: Row[], outcome: string | null) => {
    onChange(next);
    setSaid(outcome);
  };

  const openRow = (row: string) => {
    if (!page) return;
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
      {namesAgencies && <SuggestedAgencies rows={rows} said={said} onChange={change} />}
      <RepeatList
        at={at}
        question={question}
        value={state.answers[question.id]}
        onChange={(next) => change(next, null)}
        onAdd={() => openRow(newKey())}
        onEdit={openRow}
        errors={errors}
        noun={nounOf(question)}
      />
    </div>
  );
}
