import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { FieldError, Question } from "../../api/types";
import { paths } from "../../app/paths";
import type { From, Place } from "../../forms/journey";
import { fieldIdOf, pointerTo } from "../../forms/pointer";
import { RowEditor } from "../../forms/row-editor";
import { checkRow } from "../../forms/validate";
import { asRows, isAnswered } from "../../forms/value";
import { Button, ErrorSummary, focusField, Page } from "../../ui";
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

/** Adds a row to a list, or changes one. The row joins the list when it is saved, not before. */
export function RowPage({ place, repeat, rowId, from }: RowPageProps) {
  const { store, state, at } = useNotification();
  const navigate = useNavigate();
  const rows = asRows(state.answers[repeat.id]);
  const existing = rows.find((row) => row.row === rowId);
  const [row, setRow] = useState(existing ?? { row: rowId });
  const [errors, setErrors] = useState<FieldError[]>(() => (existing ? checkRow(at, repeat, existing) : []));
  const [general, setGeneral] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  // Only this page's own pressing counts: while answers save themselves, "Continue" must still be heard.
  const [busy, setBusy] = useState(false);
  const noun = nounOf(repeat);
  const title = existing ? `Change a ${noun}` : `Add a ${noun}`;
  const needed = (repeat.questions ?? [])
    .filter((question) => question.required)
    .map((question) => `“${question.label}”`)
    .join(" and ");
  const pageId = place.page.id;
  const back = { params: { pageId }, search: from ? { from } : {} };

  const submit = async () => {
    const found = checkRow(at, repeat, row);
    if (found.length === 0 && !Object.keys(row).some((key) => key !== "row" && isAnswered(row[key]))) {
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
    const list = asRows(store.current().answers[repeat.id]);
    const known = list.some((one) => one.row === rowId);
    store.set(repeat.id, known ? list.map((one) => (one.row === rowId ? row : one)) : [...list, row]);
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
          <RowEditor
            at={at}
            question={repeat}
            row={row}
            onChange={(next) => {
              setRow(next);
              setErrors([]);
            }}
            errors={errors}
          />
          <Button type="submit" busy={busy}>
            {busy ? "Saving" : "Save"}
          </Button>
          <SavedAt />
        </form>
        <p>
          <Link to={paths.notifyPage} {...back}>
            Cancel
          </Link>
        </p>
      </Page>
    </>
  );
}
