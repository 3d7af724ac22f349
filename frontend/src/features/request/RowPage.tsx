import { Link, useNavigate } from "@tanstack/react-router";
import { type SubmitEvent, useState } from "react";
import type { FieldError, Row } from "../../api/types";
import { paths } from "../../app/paths";
import { type Place, situation } from "../../forms/journey";
import { fieldIdOf, pointerTo } from "../../forms/pointer";
import { withArticle } from "../../forms/repeat-list";
import { RowEditor } from "../../forms/row-editor";
import { checkRow } from "../../forms/validate";
import { asRows, hasAnswers, isAnswered } from "../../forms/value";
import { Button, ButtonLink, ErrorSummary, Page } from "../../ui";
import { nounOf } from "./AskedList";
import { PanelAsks } from "./AskedQuestion";
import { Conflict } from "./Conflict";
import { useRequest } from "./context";
import { withoutId } from "./entries";
import { NotFoundPart } from "./NotFoundPart";
import { askedAbout } from "./openness";
import { SavedAt } from "./SaveNotices";

interface RowPageProps {
  place: Place;
  rowId: string;
}

/** Adds a row to a list, or changes one. It is in the list from the first answer on, and saves itself like any other. */
export function RowPage({ place, rowId }: RowPageProps) {
  const { view, store, at, state, errors, mayChange, answer } = useRequest();
  const navigate = useNavigate();
  const repeats = place.page.questions.filter((question) => question.kind === "repeat");
  const repeat =
    repeats.find((one) => asRows(state.answers[one.id]).some((row) => row.row === rowId)) ?? repeats[0];
  const existing = repeat && asRows(state.answers[repeat.id]).find((one) => one.row === rowId);
  const row: Row = existing ?? { row: rowId };
  // As it was when the page was opened: what "Cancel" goes back to.
  const [former] = useState(existing ?? null);
  const [wrong, setWrong] = useState<FieldError[]>([]);
  const [attempt, setAttempt] = useState(0);
  if (!repeat || !mayChange(repeat, rowId)) return <NotFoundPart />;

  const title = `${former ? "Change" : "Add"} ${withArticle(nounOf(repeat))}`;
  const back = { params: { id: view.id, pageId: place.page.id } };
  const pointer = pointerTo(repeat.id, rowId);
  const shown = [...wrong, ...errors.filter((error) => error.pointer.startsWith(pointer))];

  const change = (next: Row) => {
    // A row takes the place of "nothing held" about the whole list.
    if (
      !Array.isArray(store.current().answers[repeat.id]) &&
      isAnswered(store.current().answers[repeat.id])
    ) {
      answer(null, repeat.id);
    }
    answer(withoutId(next), repeat.id, rowId);
    setWrong([]);
  };
  const leave = () => {
    void store.save();
    navigate({ to: paths.requestAnswer, ...back });
  };
  const cancel = () => {
    answer(former ? withoutId(former) : null, repeat.id, rowId);
    leave();
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const now = situation(store.form, store.current().answers, view.facts);
    const found = checkRow(now, repeat, row).filter((error) => error.code !== "required");
    if (found.length === 0 && !hasAnswers(row)) {
      const first = repeat.questions?.[0]?.id ?? "";
      const message = "Enter at least one answer, or cancel";
      found.push({ pointer: pointerTo(repeat.id, rowId, first), code: "required", message });
    }
    setWrong(found);
    setAttempt((count) => count + 1);
    if (found.length === 0) leave();
  };

  return (
    <>
      <Link
        className="nhsuk-back-link"
        to={paths.requestAnswer}
        {...back}
        activeOptions={{ exact: true, includeSearch: true }}
      >
        Back
      </Link>
      <Page title={title} errors={wrong.length}>
        <ErrorSummary
          errors={wrong.map((error) => ({ message: error.message, fieldId: fieldIdOf(error.pointer) }))}
          attempt={attempt}
        />
        <form noValidate onSubmit={submit}>
          <h1 className="nhsuk-heading-l">
            <span className="nhsuk-caption-l">
              {view.child.name}: {repeat.label}
              <span className="nhsuk-u-visually-hidden">: </span>
            </span>
            {title}
          </h1>
          <PanelAsks messages={askedAbout(view, repeat.id, rowId).map((one) => one.message)} />
          <Conflict question={repeat} row={rowId} />
          <RowEditor at={at} question={repeat} row={row} onChange={change} errors={shown} />
          <Button type="submit">Save and go back to the list</Button>
          <SavedAt />
        </form>
        <p>
          <ButtonLink onClick={cancel}>
            {former ? "Cancel these changes" : "Cancel, and add nothing"}
          </ButtonLink>
        </p>
      </Page>
    </>
  );
}
