import type { ReactNode } from "react";
import type { FormPage, FormSection, Question } from "../api/types";
import { SummaryCard, SummaryList, type SummaryRow } from "../ui";
import { answerText, rowTitle } from "./answer-text";
import { isPageVisible, isVisible, type Situation, seenRow, visibleQuestions } from "./journey";
import { asRows, isAnswered } from "./value";

interface AnswerSectionsProps {
  at: Situation;
  /** Links that change an answer; none for answers that can no longer change. */
  change?: (page: FormPage, question: Question) => ReactNode;
  /** Show questions that were asked on an essential page and left empty. */
  showEmpty?: boolean;
  headingLevel?: 2 | 3;
}

/** The answers of a form by section, as they were or will be sent: hidden ones are left out. */
export function AnswerSections({ at, change, showEmpty = false, headingLevel = 2 }: AnswerSectionsProps) {
  const Heading = `h${headingLevel}` as const;
  return (
    <>
      {at.form.sections.map((section) => {
        const rows = sectionRows(at, section, showEmpty, change);
        const lists = sectionLists(at, section, showEmpty);
        if (rows.length === 0 && lists.length === 0) return null;
        return (
          <section key={section.id} aria-labelledby={`answers-${section.id}`}>
            <Heading className="nhsuk-heading-m" id={`answers-${section.id}`}>
              {section.title}
            </Heading>
            {rows.length > 0 && <SummaryList rows={rows} />}
            {lists.map(({ page, question }) => (
              <AnswerList
                key={question.id}
                at={at}
                question={question}
                change={change?.(page, question)}
                level={headingLevel === 2 ? 3 : 4}
              />
            ))}
          </section>
        );
      })}
    </>
  );
}

const pairs = (at: Situation, section: FormSection) =>
  section.pages
    .filter((page) => isPageVisible(at, page))
    .flatMap((page) => visibleQuestions(at, page).map((question) => ({ page, question })));

const isShown = (at: Situation, page: FormPage, question: Question, showEmpty: boolean) =>
  isAnswered(at.shown[question.id]) || (showEmpty && page.essential === true);

function sectionRows(
  at: Situation,
  section: FormSection,
  showEmpty: boolean,
  change: AnswerSectionsProps["change"],
): SummaryRow[] {
  return pairs(at, section)
    .filter(({ page, question }) => question.kind !== "repeat" && isShown(at, page, question, showEmpty))
    .map(({ page, question }) => {
      const text = answerText(at.form, question, at.shown[question.id]);
      return {
        key: question.id,
        label: question.label,
        value:
          text === "" ? (
            <span className="oc-empty">Not answered</span>
          ) : (
            <span className="oc-keep-lines">{text}</span>
          ),
        actions: change ? [change(page, question)] : [],
      };
    });
}

const sectionLists = (at: Situation, section: FormSection, showEmpty: boolean) =>
  pairs(at, section).filter(
    ({ page, question }) => question.kind === "repeat" && isShown(at, page, question, showEmpty),
  );

interface AnswerListProps {
  at: Situation;
  question: Question;
  change: ReactNode;
  level: 3 | 4;
}

function AnswerList({ at, question, change, level }: AnswerListProps) {
  const Heading = `h${level}` as const;
  const rows = asRows(at.shown[question.id]);
  return (
    <>
      <Heading className="nhsuk-heading-s">{question.label}</Heading>
      {rows.length === 0 && <p className="oc-empty">None added</p>}
      {rows.map((row) => (
        <SummaryCard key={row.row} title={rowTitle(at.form, question, row)} level={4}>
          <RowAnswers at={at} question={question} row={row} />
        </SummaryCard>
      ))}
      {change && <p>{change}</p>}
    </>
  );
}

function RowAnswers({
  at,
  question,
  row,
}: {
  at: Situation;
  question: Question;
  row: Record<string, unknown>;
}) {
  const seen = seenRow(at, question, row);
  const rows = (question.questions ?? [])
    .filter((one) => isVisible(at, one, seen) && isAnswered(row[one.id]))
    .map((one) => ({
      key: one.id,
      label: one.label,
      value: <span className="oc-keep-lines">{answerText(at.form, one, row[one.id])}</span>,
    }));
  return <SummaryList rows={rows} noBorder />;
}
