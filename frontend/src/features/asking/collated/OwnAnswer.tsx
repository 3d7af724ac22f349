import { useQuery } from "@tanstack/react-query";
import { formQuery, formsQuery } from "../../../api/queries";
import type { CompositeQuestion } from "../../../api/types-asking";
import { allQuestions, situation } from "../../../forms/journey";
import { fieldIdOf } from "../../../forms/pointer";
import { QuestionField } from "../../../forms/question-field";
import { asText } from "../../../forms/value";
import { Loading } from "../../../ui/progress";
import { Textarea } from "../../../ui/textarea";
import { keyOf } from "./questions";

interface OwnAnswerProps {
  question: CompositeQuestion;
  value: unknown;
  onChange: (value: unknown) => void;
  error: string | undefined;
}

const pointerOf = (question: CompositeQuestion) => `/answers/own-${keyOf(question)}`;

/** The id of the field, wherever the question stands. */
export const ownFieldId = (question: CompositeQuestion) => fieldIdOf(pointerOf(question));

/** The office’s own answer, in the kind of field the form has for the question. */
export function OwnAnswer({ question, value, onChange, error }: OwnAnswerProps) {
  const forms = useQuery(formsQuery);
  const version = Math.max(
    forms.data?.items.find(({ id }) => id === question.form)?.current_version ?? 0,
    ...question.sources.map(({ form_version }) => form_version),
  );
  const form = useQuery({ ...formQuery(question.form, version), enabled: version > 0 });
  if (forms.isPending || (version > 0 && form.isPending)) return <Loading text="Opening the question" />;
  const asked = form.data && findQuestion(allQuestions(form.data), question.question);
  const id = ownFieldId(question);
  if (!form.data || !asked || question.collate === "narrative")
    return (
      <Textarea
        id={id}
        label="Your answer"
        rows={3}
        value={asText(value)}
        onChange={onChange}
        error={error}
      />
    );
  return (
    <QuestionField
      at={situation(form.data, {})}
      question={asked}
      pointer={pointerOf(question)}
      value={value}
      onChange={onChange}
      errors={error ? [{ pointer: pointerOf(question), code: "required", message: error }] : []}
      optional={false}
      compact
    />
  );
}

type Asked = ReturnType<typeof allQuestions>;

const findQuestion = (all: Asked, id: string) =>
  all.flatMap((one) => [one, ...(one.questions ?? [])]).find((one) => one.id === id);
