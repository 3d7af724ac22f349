import { useNavigate } from "@tanstack/react-router";
import { type SubmitEvent, useState } from "react";
import type { FieldError } from "../../api/types";
import { paths } from "../../app/paths";
import { type Place, situation, visibleQuestions } from "../../forms/journey";
import { fieldIdOf, pointerTo, questionIdOf } from "../../forms/pointer";
import { checkPage } from "../../forms/validate";
import { Button, ErrorSummary, Page } from "../../ui";
import { AskedList } from "./AskedList";
import { AskedQuestion } from "./AskedQuestion";
import { BackToRequest } from "./BackToRequest";
import { useRequest } from "./context";
import { OnePress } from "./OnePress";
import { can } from "./openness";
import { pageAfter, visiblePages } from "./progress";
import { SavedAt } from "./SaveNotices";

/** The questions of one page, together. Nothing has to be complete to go on: only what is not an answer is said. */
export function QuestionsPage({ place }: { place: Place }) {
  const { page, section } = place;
  const { view, store, at, errors, mayChange } = useRequest();
  const navigate = useNavigate();
  const [wrong, setWrong] = useState<FieldError[]>([]);
  const [attempt, setAttempt] = useState(0);
  const questions = visibleQuestions(at, page);
  const open = questions.filter((question) => question.kind === "repeat" || mayChange(question));
  const writable = can(view, "answer");

  const here = errors.filter((error) => questions.some((one) => one.id === questionIdOf(error.pointer)));
  const shown = [...wrong, ...here.filter((error) => !wrong.some((one) => one.pointer === error.pointer))];
  const pages = visiblePages(at, section);
  const number = pages.indexOf(page) + 1;
  const next = pageAfter(at, section, page);

  const settle = (id: string) =>
    setWrong((now) => now.filter((error) => !`${error.pointer}/`.startsWith(`${pointerTo(id)}/`)));

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    // What is missing is no slip: somebody else may know it, or it may come tomorrow.
    const found = checkPage(situation(store.form, store.current().answers, view.facts), page).filter(
      (error) => error.code !== "required" && open.some((one) => one.id === questionIdOf(error.pointer)),
    );
    setWrong(found);
    setAttempt((count) => count + 1);
    if (found.length > 0) return;
    // Nobody waits for the saving: what is typed stays here until it is done.
    void store.save();
    if (next) navigate({ to: paths.requestAnswer, params: { id: view.id, pageId: next.id } });
    else navigate({ to: paths.request, params: { id: view.id } });
  };

  return (
    <>
      <BackToRequest />
      <Page title={page.title} errors={wrong.length}>
        <ErrorSummary
          errors={wrong.map((error) => ({ message: error.message, fieldId: fieldIdOf(error.pointer) }))}
          attempt={attempt}
        />
        <form noValidate onSubmit={submit}>
          <h1 className="nhsuk-heading-l">
            <span className="nhsuk-caption-l">
              {view.child.name}: {section.title}
              {pages.length > 1 && number > 0 && `, page ${number} of ${pages.length}`}
              <span className="nhsuk-u-visually-hidden">: </span>
            </span>
            {page.title}
          </h1>
          {section.intro && number === 1 && <p>{section.intro}</p>}
          {page.help && <p>{page.help}</p>}
          {!writable && <p>You can read these answers. They can no longer be changed.</p>}
          {questions.map((question) =>
            question.kind === "repeat" ? (
              <AskedList
                key={question.id}
                page={page}
                question={question}
                errors={shown}
                onChanged={settle}
              />
            ) : (
              <AskedQuestion key={question.id} question={question} errors={shown} onChanged={settle} />
            ),
          )}
          {questions.length === 0 && <p>Nothing on this page applies to this child. You can go on.</p>}
          {writable && <OnePress questions={questions} />}
          <Button type="submit">{next ? "Save and continue" : "Save and go back to the request"}</Button>
          <SavedAt />
        </form>
      </Page>
    </>
  );
}
