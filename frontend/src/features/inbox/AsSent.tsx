import { useQuery } from "@tanstack/react-query";
import { formQuery } from "../../api/queries";
import type { Answers, FormDefinition, FormSection, Question } from "../../api/types";
import { answerText, rowTitle } from "../../forms/answer-text";
import { isPageVisible, isVisible, type Situation, situation } from "../../forms/journey";
import { asRows, isAnswered } from "../../forms/value";
import { LoadProblem } from "../../ui/load-problem";
import { Details } from "../../ui/notices";
import { Loading } from "../../ui/progress";
import { SummaryCard, SummaryList, type SummaryRow } from "../../ui/summary";

interface AsSentProps {
  formId: string;
  formVersion: number;
  answers: Answers;
}

/** Everything the sender answered, section by section, in the words of the form they filled in. */
export function AsSent({ formId, formVersion, answers }: AsSentProps) {
  const form = useQuery(formQuery(formId, formVersion));
  if (form.isPending) return <Loading text="Loading the form" />;
  if (!form.data) return <LoadProblem error={form.error} onRetry={() => form.refetch()} />;
  const at = situation(form.data, answers);
  return form.data.sections.map((section) => (
    <Section key={section.id} form={form.data} section={section} answers={answers} at={at} />
  ));
}

interface SectionProps {
  form: FormDefinition;
  section: FormSection;
  answers: Answers;
  at: Situation;
}

function Section({ form, section, answers, at }: SectionProps) {
  const questions = section.pages.flatMap((page) => page.questions);
  const given = questions.filter((question) => isAnswered(answers[question.id]));
  const plain = given.filter((question) => question.kind !== "repeat");
  const repeats = given.filter((question) => question.kind === "repeat");
  const asked = section.pages
    .filter((page) => isPageVisible(at, page))
    .flatMap((page) => page.questions)
    .filter((question) => question.kind !== "computed" && isVisible(at, question));
  const unanswered = asked.filter((question) => !isAnswered(answers[question.id]));
  if (given.length === 0 && unanswered.length === 0) return null;

  return (
    <section aria-labelledby={`sent-${section.id}`}>
      <h3 id={`sent-${section.id}`}>{section.title}</h3>
      {given.length === 0 && <p>Nothing was answered in this section.</p>}
      {plain.length > 0 && (
        <SummaryList rows={plain.map((question) => rowOf(form, question, answers[question.id]))} />
      )}
      {repeats.map((repeat) => (
        <Rows key={repeat.id} form={form} repeat={repeat} value={answers[repeat.id]} />
      ))}
      {unanswered.length > 0 && (
        <div className="oc-no-print">
          <Details summary={`Not answered (${unanswered.length})`}>
            <ul>
              {unanswered.map((question) => (
                <li key={question.id}>{question.label}</li>
              ))}
            </ul>
          </Details>
        </div>
      )}
    </section>
  );
}

function rowOf(form: FormDefinition, question: Question, value: unknown): SummaryRow {
  return {
    key: question.id,
    label: question.label,
    value: <span className="oc-keep-lines">{answerText(form, question, value)}</span>,
  };
}

interface RowsProps {
  form: FormDefinition;
  repeat: Question;
  value: unknown;
}

function Rows({ form, repeat, value }: RowsProps) {
  const rows = asRows(value);
  return (
    <>
      <h4>
        {repeat.label} ({rows.length})
      </h4>
      {rows.map((row) => (
        <SummaryCard key={row.row} title={rowTitle(form, repeat, row)} level={4}>
          <SummaryList
            rows={(repeat.questions ?? [])
              .filter((question) => isAnswered(row[question.id]))
              .map((question) => rowOf(form, question, row[question.id]))}
          />
        </SummaryCard>
      ))}
    </>
  );
}
