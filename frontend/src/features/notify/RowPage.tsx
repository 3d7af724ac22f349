import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { FieldError, Question, Row } from "../../api/types";
import { paths } from "../../app/paths";
import type { From, Place } from "../../forms/journey";
import { fieldIdOf, pointerTo } from "../../forms/pointer";
import { RowEditor } from "../../forms/row-editor";
import { checkRow } from "../../forms/validate";
import { asRows, hasAnswers, withoutRow, withRow } from "../../forms/value";
import { Button, ButtonLink, ErrorSummary, focusField, Page } from "../../ui";
import { useNotification } from "./context";
import { problemMessage, toSummary } from "./errors";
import { nounOf } from "./ListQuestion";
import { noticeId, SavedAt } from "./SaveNotices";

interface RowPageProps {
  place: Place;
  repeat: Question;
  rowId: string;
  from: From;
}

/** Adds a row to a list, or changes one. What is typed is in the list at once, so that it saves itself like any other
 * answer: going back or loading the page again keeps it, and only "Cancel" gives it up. */
export function RowPage({ place, repeat, rowId, from }: RowPageProps) {
  const { store, state, at } = useNotification();
  const navigate = useNavigate();
  const existing = asRows(state.answers[repeat.id]).find((one) => one.row === rowId);
  const row: Row = existing ?? { row: rowId };
  // As it was when the page was opened: what "Cancel" goes back to.
  const [former] = useState(existing ?? null);
  const [errors, setErrors] = useState<FieldError[]>(() => (former ? checkRow(at, repeat, former) : []));
  const [general, setGeneral] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  // Only this page's own pressing counts: while answers save themselves, "Continue" must still be heard.
  const [busy, setBusy] = useState(false);
  const noun = nounOf(repeat);
  const title = former ? `Change a ${noun}` : `Add a ${noun}`;
  const needed = (repeat.questions ?? [])
    .filter((question) => question.required)
    .map((question) => `“${question.label}”`)
    .join(" and ");
  const pageId = place.page.id;
  const back = { params: { pageId }, search: from ? { from } : {} };

  const rowsNow = () => asRows(store.current().answers[repeat.id]);
  const change = (next: Row) => {
    // A new row that was emptied again is no row.
    const isNothing = !former && !hasAnswers(next);
    store.set(repeat.id, isNothing ? withoutRow(rowsNow(), rowId) : withRow(rowsNow(), next));
    setErrors([]);
  };

  const cancel = () => {
    store.set(repeat.id, former ? withRow(rowsNow(), former) : withoutRow(rowsNow(), rowId));
    // What was typed here may be saved already: the server must not keep it. Nobody waits for this.
    void store.save();
    navigate({ to: paths.notifyPage, ...back });
  };

  const submit = async () => {
    const found = checkRow(at, repeat, row);
    if (found.length === 0 && !hasAnswers(row)) {
      const first = repeat.questions?.[0]?.id ?? "";
      found.push({
        pointer: pointerTo(repeat.id, rowId, first),
        code: "required",
        message: "Enter at least one answer, or cancel",
      });
    }
    setErrors(found);
    setGeneral(null);
    setAttempt((count) => count + 1);
    if (found.length > 0) return;
    const outcome = await store.save();
    if (outcome.done) navigate({ to: paths.notifyPage, ...back });
    else if (outcome.problem && store.current().save !== "lost") {
      setErrors(outcome.problem.errors);
      if (outcome.problem.errors.length === 0) setGeneral(problemMessage(outcome.problem));
      setAttempt((count) => count + 1);
    } else focusField(noticeId);
  };

  const once = async () => {
    setBusy(true);
    try {
      await submit();
    } finally {
      setBusy(false);
    }
  };

  const summary = [
    ...(general ? [{ message: general }] : []),
    ...toSummary(at, errors, place.page).map((error, index) => ({
      ...error,
      fieldId: fieldIdOf(errors[index]?.pointer ?? ""),
    })),
  ];

  return (
    <>
      <Link className="nhsuk-back-link" to={paths.notifyPage} {...back}>
        Back
      </Link>
      <Page title={title} errors={summary.length}>
        <ErrorSummary errors={summary} attempt={attempt} />
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (!busy) void once();
          }}
        >
          <h1 className="nhsuk-heading-l">{title}</h1>
          <p>
            {needed === "" ? "" : `We need only ${needed}. `}Give what else you know; the rest can stay empty.
          </p>
          <RowEditor at={at} question={repeat} row={row} onChange={change} errors={errors} />
          <Button type="submit" busy={busy}>
            {busy ? "Saving" : "Save"}
          </Button>
          <SavedAt />
        </form>
        <p>
          <ButtonLink onClick={cancel}>Cancel</ButtonLink>
        </p>
      </Page>
    </>
  );
}
