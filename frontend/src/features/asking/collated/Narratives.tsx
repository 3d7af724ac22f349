import type { ReactNode } from "react";
import type { CompositeQuestion, CompositeSource } from "../../../api/types-asking";
import { whoWords } from "../words";
import { sourceKey, sourceWords } from "./questions";

interface NarrativesProps {
  question: CompositeQuestion;
  action?: (source: CompositeSource) => ReactNode;
}

/** What each agency wrote, side by side; below each other where there is no room. */
export function Narratives({ question, action }: NarrativesProps) {
  return (
    <div className="oc-side">
      {question.sources.map((source) => (
        <div className="oc-side__item" key={sourceKey(source)}>
          <p className="oc-side__who">{whoWords(source)}</p>
          <p className="oc-keep-lines oc-break">{source.value_text}</p>
          <p className="oc-cell__small">{sourceWords(source)}</p>
          {action?.(source)}
        </div>
      ))}
    </div>
  );
}
