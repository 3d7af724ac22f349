import { useState } from "react";
import type { Question } from "../../api/types";
import { asState, isAnswered } from "../../forms/value";
import { ButtonLink } from "../../ui";
import { useRequest } from "./context";
import { countOf } from "./words";

/** What one press can say about several questions of a page at once, below them, so that each was read before. */
export function OnePress({ questions }: { questions: Question[] }) {
  const { view, at, mayChange } = useRequest();
  const open = questions.filter((question) => mayChange(question) && !isAnswered(at.answers[question.id]));
  const isKnown = (question: Question) => isAnswered(view.known[question.id]?.value);
  // What the panel was told already is to be confirmed or put right, and never said to be held by nobody.
  const told = open.filter((question) => isKnown(question) && question.kind !== "repeat");
  const others = open.filter((question) => !isKnown(question));
  return (
    <>
      <Press
        answers={told.map((question) => [question.id, view.known[question.id]?.value])}
        label={`Say that all ${told.length} answers we have been told are right`}
        said={(count) =>
          `You said that ${countOf(count, "answer is", "answers are")} right as we have been told.`
        }
      />
      <Press
        answers={others.map((question) => [question.id, asState("nothing_held")])}
        label={`Say “Nothing held in our records” for the ${others.length} questions left on this page`}
        said={(count) => `You said that you hold nothing about ${countOf(count, "question")}.`}
      />
    </>
  );
}

interface PressProps {
  answers: [id: string, value: unknown][];
  label: string;
  said: (count: number) => string;
}

function Press({ answers, label, said }: PressProps) {
  const { answer } = useRequest();
  const [done, setDone] = useState<string[]>([]);

  const say = () => {
    for (const [id, value] of answers) answer(value, id);
    setDone(answers.map(([id]) => id));
  };
  const undo = () => {
    for (const id of done) answer(null, id);
    setDone([]);
  };
  return (
    <div role="status">
      {done.length > 0 ? (
        <p>
          {said(done.length)} <ButtonLink onClick={undo}>Undo</ButtonLink>
        </p>
      ) : (
        answers.length > 1 && (
          <p>
            <ButtonLink onClick={say}>{label}</ButtonLink>
          </p>
        )
      )}
    </div>
  );
}
