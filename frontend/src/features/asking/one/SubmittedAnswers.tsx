import type { FormDefinition } from "../../../api/types";
import type { RequestView } from "../../../api/types-asking";
import { Details } from "../../../ui/notices";
import { SummaryCard, SummaryList } from "../../../ui/summary";
import { onDay } from "../words";
import { type Answered, answered, askedSections, isGiven, questionsOf } from "./answers";

/** What was submitted, in the words of the form, section by section and folded. */
export function SubmittedAnswers({ form, request }: { form: FormDefinition; request: RequestView }) {
  const sections = askedSections(form, request.sections).map((section) => ({
    section,
    // Not out of how many: what was asked depends on the answers.
    given: questionsOf(section)
      .map((question) => answered(form, question, request.answers))
      .filter(isGiven),
  }));
  const told = sections.filter(({ given }) => given.length > 0);
  const silent = sections.filter(({ given }) => given.length === 0);
  return (
    <>
      {told.map(({ section, given }) => (
        <Details
          key={section.id}
          summary={`${section.title}: ${given.length} answered`}
          open={told.length === 1}
        >
          <SectionAnswers given={given} submittedBy={request.submitted_by} />
        </Details>
      ))}
      {silent.length > 0 && (
        <p>Nothing was answered in: {silent.map(({ section }) => section.title).join("; ")}.</p>
      )}
    </>
  );
}

function SectionAnswers({ given, submittedBy }: { given: Answered[]; submittedBy: string | null }) {
  const plain = given.filter(({ rows }) => rows.length === 0);
  return (
    <>
      {plain.length > 0 && (
        <SummaryList
          rows={plain.map((one) => ({
            key: one.question.id,
            label: one.question.label,
            value: <Value of={one} submittedBy={submittedBy} />,
          }))}
        />
      )}
      {given
        .filter(({ rows }) => rows.length > 0)
        .map(({ question, rows }) => (
          <section key={question.id} aria-label={question.label}>
            <h3 className="nhsuk-heading-s">{question.label}</h3>
            {rows.map((row) => (
              <SummaryCard key={row.id} title={row.title} level={4}>
                <SummaryList
                  noBorder
                  rows={row.parts.map(({ question: part, text }) => ({
                    key: part.id,
                    label: part.label,
                    value: <span className="oc-keep-lines">{text}</span>,
                  }))}
                />
              </SummaryCard>
            ))}
          </section>
        ))}
    </>
  );
}

/** The answer, and who wrote it where that is somebody else than who sent all of it. */
function Value({ of, submittedBy }: { of: Answered; submittedBy: string | null }) {
  const { given, text } = of;
  return (
    <>
      <span className="oc-keep-lines">{text}</span>
      {given && given.saved_by !== submittedBy && (
        <div className="oc-cell__small">
          {given.saved_by}, {onDay(given.saved_at)}
        </div>
      )}
    </>
  );
}
