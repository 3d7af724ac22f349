import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { FieldError } from "../../api/types";
import { paths } from "../../app/paths";
import {
  type From,
  isRequired,
  type Place,
  situation,
  stepAfter,
  stepBefore,
  visibleQuestions,
} from "../../forms/journey";
import { pointerTo } from "../../forms/pointer";
import { QuestionField } from "../../forms/question-field";
import { checkPage } from "../../forms/validate";
import { Button, Details, ErrorSummary, focusField, Page } from "../../ui";
import { residencePageId } from "./area";
import { BackLink } from "./BackLink";
import { useNotification } from "./context";
import { problemMessage, toSummary } from "./errors";
import { ListQuestion } from "./ListQuestion";
import { useGo } from "./navigation";
import { noticeId, SavedAt } from "./SaveNotices";

interface QuestionFormProps {
  place: Place;
  from: From;
}

/** One page of the form: its questions, the check, and saving before going on. */
export function QuestionForm({ place, from }: QuestionFormProps) {
  const { page, section } = place;
  const { store, state, at } = useNotification();
  const navigate = useNavigate();
  const go = useGo();
  const [errors, setErrors] = useState<FieldError[]>([]);
  const [general, setGeneral] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  const questions = visibleQuestions(at, page);
  // Only this page's own pressing counts: while answers save themselves, "Continue" must still be heard.
  const [busy, setBusy] = useState(false);
  const before = stepBefore(at, page.id, from);

  // An error goes as soon as its answer changes; the check comes again with the next "Continue".
  const change = (id: string, value: unknown) => {
    store.set(id, value);
    setErrors((now) => now.filter((error) => !`${error.pointer}/`.startsWith(`${pointerTo(id)}/`)));
  };

  const submit = async () => {
    const now = situation(store.form, store.current().answers);
    const found = checkPage(now, page);
    setErrors(found);
    setGeneral(null);
    setAttempt((count) => count + 1);
    if (found.length > 0) return;
    const outcome = await store.save();
    if (!outcome.done) {
      if (outcome.problem && store.current().save !== "lost") {
        setErrors(outcome.problem.errors);
        if (outcome.problem.errors.length === 0) setGeneral(problemMessage(outcome.problem));
        setAttempt((count) => count + 1);
      } else focusField(noticeId);
      return;
    }
    if (page.id === residencePageId(now)) {
      navigate({ to: paths.notifyArea, search: from ? { from } : {} });
    } else {
      go(stepAfter(situation(store.form, store.current().answers), page.id, from), from);
    }
  };

  const once = async () => {
    setBusy(true);
    try {
      await submit();
    } finally {
      setBusy(false);
    }
  };

  const summary = [...(general ? [{ message: general }] : []), ...toSummary(at, errors, page, from)];
  const allOptional = questions.length > 1 && questions.every((question) => !isRequired(at, question));

  return (
    <>
      <BackLink step={before} from={from} />
      <Page title={page.title} errors={summary.length}>
        <ErrorSummary errors={summary} attempt={attempt} />
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (!busy) void once();
          }}
        >
          <h1 className="nhsuk-heading-l">
            <span className="nhsuk-caption-l">
              {section.title}
              <span className="nhsuk-u-visually-hidden">: </span>
            </span>
            {page.title}
          </h1>
          {page.help && <p>{page.help}</p>}
          {allOptional && !page.essential && <p>You can leave any of these empty.</p>}
          {questions.map((question) =>
            question.kind === "repeat" ? (
              <ListQuestion
                key={question.id}
                question={question}
                errors={errors}
                from={from}
                onChange={(rows) => change(question.id, rows)}
              />
            ) : (
              <QuestionField
                key={question.id}
                at={at}
                question={question}
                pointer={pointerTo(question.id)}
                value={state.answers[question.id]}
                onChange={(value) => change(question.id, value)}
                errors={errors}
                optional={page.essential === true && !isRequired(at, question)}
              />
            ),
          )}
          {questions.length === 0 && (
            <p>Your other answers mean that there is nothing to answer here. You can go on.</p>
          )}
          <Button type="submit" busy={busy}>
            {busy ? "Saving" : "Continue"}
          </Button>
          <SavedAt />
        </form>
        {state.draft && (
          <p>
            <Link to={paths.notifySaved}>Save and come back later</Link>
          </p>
        )}
        {!state.draft && (
          <Details summary="What happens when you continue">
            <p>
              We save your answers from here on, so that nothing is lost. You will get a reference and a code
              to come back with.
            </p>
          </Details>
        )}
      </Page>
    </>
  );
}
