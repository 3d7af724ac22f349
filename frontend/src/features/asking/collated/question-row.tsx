import type { CompositeQuestion } from "../../../api/types-asking";
import { ButtonLink } from "../../../ui/button";
import { Tag, type TagColour } from "../../../ui/notices";
import type { SummaryRow } from "../../../ui/summary";
import { ChooseForm } from "./ChooseForm";
import { isUndecided, keyOf } from "./questions";
import { Sources } from "./Sources";

/** What the parts of the record need to let somebody decide. */
export interface Deciding {
  caseId: string;
  mayChoose: boolean;
  /** The question that is being decided, by its key; one at a time. */
  open: string | null;
  setOpen: (key: string | null) => void;
  onDone: (word: string) => void;
}

const colours: Partial<Record<CompositeQuestion["standing"], TagColour>> = {
  conflict: "red",
  reopened: "orange",
  chosen: "green",
  agreed: "green",
  preferred: "blue",
};

/** A question as a line of a list: its answer, how that came to count, its sources, and the form to decide otherwise. */
export function questionRow(question: CompositeQuestion, deciding: Deciding): SummaryRow {
  const { caseId, mayChoose, open, setOpen, onDone } = deciding;
  const key = keyOf(question);
  const choosing = open === key;
  // Several answers that all count stand together; nobody has to choose between them. What differs is decided in the queue.
  const offers = mayChoose && question.collate !== "all" && !choosing && !isUndecided(question);
  const colour = colours[question.standing];
  return {
    key,
    label: question.label,
    value: (
      <>
        <Value question={question} /> {colour && <Tag colour={colour}>{question.standing_label}</Tag>}
        <Sources caseId={caseId} question={question} />
        {choosing && (
          <ChooseForm
            caseId={caseId}
            question={question}
            name={question.label}
            onDone={onDone}
            onCancel={() => closeDeciding(key, setOpen)}
          />
        )}
      </>
    ),
    actions: offers
      ? [
          <ButtonLink key="choose" id={`decide-${key}`} onClick={() => setOpen(key)}>
            {chooseWord(question)}
            <span className="nhsuk-u-visually-hidden"> ({question.label})</span>
          </ButtonLink>,
        ]
      : [],
  };
}

function chooseWord({ sources, value_text }: CompositeQuestion): string {
  if (value_text !== null) return "Change";
  return sources.length === 0 ? "Answer" : "Choose";
}

/** Back to where the form was opened from. */
export const closeDeciding = (key: string, setOpen: Deciding["setOpen"]) => {
  setOpen(null);
  setTimeout(() => document.getElementById(`decide-${key}`)?.focus(), 0);
};

function Value({ question }: { question: CompositeQuestion }) {
  if (question.value_text !== null) return <span className="oc-keep-lines">{question.value_text}</span>;
  if (question.standing === "conflict") return <span className="oc-empty">Not decided</span>;
  if (question.sources.length === 0) return <span className="oc-empty">Not answered</span>;
  return (
    <span className="oc-keep-lines">
      {[...new Set(question.sources.map(({ value_text }) => value_text))].join("\n")}
    </span>
  );
}
