import { Link } from "@tanstack/react-router";
import type { CompositeQuestion } from "../../../api/types-asking";
import { paths } from "../../../app/paths";
import { Details } from "../../../ui/notices";
import { countWords, onDay, whoWords } from "../words";
import { sourceKey, sourceWords } from "./questions";

/** Where an answer comes from: who said what, when, and in which version of the form. */
export function Sources({ caseId, question }: { caseId: string; question: CompositeQuestion }) {
  const { sources, choice, why } = question;
  if (sources.length === 0 && !choice) return null;
  return (
    <div className="oc-sources">
      <Details
        summary={
          <>
            {sources.length === 0 ? "Where it comes from" : countWords(sources.length, "source")}
            <span className="nhsuk-u-visually-hidden"> of {question.label}</span>
          </>
        }
      >
        {why && <p>{why}</p>}
        {choice && <Choice question={question} />}
        <ul className="oc-sources__list">
          {sources.map((source) => (
            <li key={sourceKey(source)}>
              <Link to={paths.caseRequest} params={{ id: caseId, request: source.request_id }}>
                {whoWords(source)}
              </Link>
              : <span className="oc-keep-lines oc-break">{source.value_text}</span>
              <div className="oc-cell__small">{sourceWords(source)}</div>
            </li>
          ))}
        </ul>
      </Details>
    </div>
  );
}

/** Who decided, and why. */
export function Choice({ question: { choice } }: { question: CompositeQuestion }) {
  if (!choice) return null;
  return (
    <p className="oc-break">
      {choice.own ? "Answered" : "Chosen"} by {choice.by} on {onDay(choice.at)}: {choice.reason}
    </p>
  );
}
