import { type RefObject, useState } from "react";
import { Button } from "../../../ui/button";
import { Tag } from "../../../ui/notices";
import { ChooseForm } from "./ChooseForm";
import { MergeEditor } from "./MergeEditor";
import { Narratives } from "./Narratives";
import { keyOf, type Placed } from "./questions";
import { Choice } from "./Sources";

interface QueueProps {
  caseId: string;
  items: Placed[];
  mayChoose: boolean;
  heading: RefObject<HTMLHeadingElement | null>;
  onDone: (word: string) => void;
}

const queueWords = (count: number) => (count === 1 ? "1 answer differs" : `${count} answers differ`);

/** How many are on the screen from the start: each brings its answers and a form. */
const atOnce = 10;

/** What a person has to decide, one after the other. */
export function Queue({ caseId, items, mayChoose, heading, onDone }: QueueProps) {
  const [shown, setShown] = useState(atOnce);
  if (items.length === 0)
    return (
      <h2 ref={heading} tabIndex={-1} className="nhsuk-heading-m">
        No answers differ
      </h2>
    );
  return (
    <>
      <h2 ref={heading} tabIndex={-1} className="nhsuk-heading-m">
        {queueWords(items.length)}
      </h2>
      {items.slice(0, shown).map(({ question, name, section }) => {
        const key = keyOf(question);
        return (
          <section key={key} className="oc-conflict" aria-labelledby={`conflict-${key}`}>
            <h3 className="nhsuk-heading-s" id={`conflict-${key}`}>
              {name}{" "}
              {question.standing === "reopened" && <Tag colour="orange">{question.standing_label}</Tag>}
            </h3>
            <p className="oc-cell__small">{section}</p>
            {question.why && <p>{question.why}</p>}
            {question.standing === "reopened" && question.choice && (
              <>
                <p className="oc-break">Until now: {question.value_text}</p>
                <Choice question={question} />
              </>
            )}
            {!mayChoose && <Narratives question={question} />}
            {mayChoose && question.collate === "narrative" && (
              <MergeEditor caseId={caseId} question={question} onDone={onDone} />
            )}
            {mayChoose && question.collate !== "narrative" && (
              <ChooseForm caseId={caseId} question={question} name={name} onDone={onDone} />
            )}
          </section>
        );
      })}
      {items.length > shown && (
        <Button variant="secondary" small onClick={() => setShown((count) => count + atOnce)}>
          Show more
        </Button>
      )}
    </>
  );
}
