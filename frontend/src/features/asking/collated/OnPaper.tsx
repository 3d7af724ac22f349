import { useQuery } from "@tanstack/react-query";
import { compositeQuery } from "../../../api/asking";
import type { CompositeQuestion } from "../../../api/types-asking";
import { SummaryList, type SummaryRow } from "../../../ui/summary";
import { onDay, whoWords } from "../words";
import "./collated.scss";
import { keyOf, rowName, sourceKey, sourceWords } from "./questions";
import { Choice } from "./Sources";

/** The collated record as it is printed: nothing folded, every answer with its sources. */
export function CollatedOnPaper({ caseId }: { caseId: string }) {
  const { data } = useQuery(compositeQuery(caseId));
  if (!data) return null;
  return (
    <>
      <p>Answers of:</p>
      <ul>
        {data.contributions.map((one) => (
          <li key={one.request_id}>
            {whoWords(one)}: {one.person}, {one.form_title} version {one.form_version}, sent in{" "}
            {onDay(one.submitted_at)}
          </li>
        ))}
      </ul>
      {data.forms.flatMap(({ form, sections }) =>
        sections.map((section) => {
          const said = section.questions.filter(({ standing }) => standing !== "nothing");
          const groups = section.questions.filter(({ rows }) => (rows ?? []).length > 0);
          if (said.length === 0 && groups.length === 0) return null;
          return (
            <section key={`${form} ${section.id}`} className="oc-paper">
              <h3 className="nhsuk-heading-s">{section.title}</h3>
              <SummaryList rows={said.filter(({ rows }) => rows === null).map(line)} />
              {groups.map((group) => (
                <section key={keyOf(group)}>
                  <h4 className="nhsuk-heading-xs">{group.label}</h4>
                  {(group.rows ?? []).map((row) => (
                    <section key={row.row_key}>
                      <h5 className="nhsuk-heading-xs">{rowName(row)}</h5>
                      <SummaryList
                        rows={row.questions.filter(({ standing }) => standing !== "nothing").map(line)}
                      />
                    </section>
                  ))}
                </section>
              ))}
            </section>
          );
        }),
      )}
    </>
  );
}

const line = (question: CompositeQuestion): SummaryRow => ({
  key: keyOf(question),
  label: question.label,
  value: (
    <>
      {question.value_text !== null && <p className="oc-keep-lines">{question.value_text}</p>}
      <p className="oc-cell__small">{question.standing_label}</p>
      <Choice question={question} />
      <ul className="oc-sources__list">
        {question.sources.map((source) => (
          <li key={sourceKey(source)}>
            {whoWords(source)}: <span className="oc-keep-lines">{source.value_text}</span> (
            {sourceWords(source)})
          </li>
        ))}
      </ul>
    </>
  ),
});
