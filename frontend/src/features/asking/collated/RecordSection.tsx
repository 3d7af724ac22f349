import type { CompositeQuestion, CompositeSection } from "../../../api/types-asking";
import { ButtonLink } from "../../../ui/button";
import { Details, Tag } from "../../../ui/notices";
import { SummaryList } from "../../../ui/summary";
import { MergeEditor } from "./MergeEditor";
import { Narratives } from "./Narratives";
import { closeDeciding, type Deciding, questionRow } from "./question-row";
import { isUndecided, keyOf } from "./questions";
import { RowGroup } from "./RowGroup";
import { Sources } from "./Sources";

const isNarrative = ({ collate, sources }: CompositeQuestion) =>
  collate === "narrative" && sources.length > 1;

/** A section of the record: what counts for each question, with its sources; what nobody answered comes last. */
export function RecordSection({ section, ...deciding }: { section: CompositeSection } & Deciding) {
  const isOpen = (question: CompositeQuestion) =>
    question.standing === "nothing" && (question.rows ?? []).length === 0;
  const there = section.questions.filter((one) => !isOpen(one) || officeAnswers(one, deciding));
  const nothing = section.questions.filter((one) => isOpen(one) && !officeAnswers(one, deciding));
  const plain = there.filter((one) => one.rows === null && !isNarrative(one));
  return (
    <>
      {plain.length > 0 && <SummaryList rows={plain.map((one) => questionRow(one, deciding))} />}
      {there.filter(isNarrative).map((one) => (
        <Narrative key={keyOf(one)} question={one} {...deciding} />
      ))}
      {there
        .filter((one) => one.rows !== null)
        .map((one) => (
          <RowGroup key={keyOf(one)} question={one} {...deciding} />
        ))}
      {nothing.length > 0 && (
        <Details summary={`Not answered (${nothing.length})`}>
          <ul>
            {nothing.map((one) => (
              <li key={keyOf(one)}>{one.label}</li>
            ))}
          </ul>
        </Details>
      )}
    </>
  );
}

const officeAnswers = ({ collate }: CompositeQuestion, { mayChoose }: Deciding) =>
  collate === "office" && mayChoose;

function Narrative({ question, ...deciding }: { question: CompositeQuestion } & Deciding) {
  const { caseId, mayChoose, open, setOpen, onDone } = deciding;
  const key = keyOf(question);
  return (
    <section aria-labelledby={`narrative-${key}`}>
      <h4 className="nhsuk-heading-s" id={`narrative-${key}`}>
        {question.label}{" "}
        {question.standing === "reopened" && <Tag colour="orange">{question.standing_label}</Tag>}
      </h4>
      {question.choice && <p className="oc-keep-lines oc-break">{question.value_text}</p>}
      {open === key ? (
        <MergeEditor
          caseId={caseId}
          question={question}
          onDone={onDone}
          onCancel={() => closeDeciding(key, setOpen)}
        />
      ) : (
        <>
          {question.choice ? (
            <Sources caseId={caseId} question={question} />
          ) : (
            <Narratives question={question} />
          )}
          {mayChoose && !isUndecided(question) && (
            <p className="oc-no-print">
              <ButtonLink id={`decide-${key}`} onClick={() => setOpen(key)}>
                {question.choice ? "Change the account" : "Write one account"}
                <span className="nhsuk-u-visually-hidden"> ({question.label})</span>
              </ButtonLink>
            </p>
          )}
        </>
      )}
    </section>
  );
}
