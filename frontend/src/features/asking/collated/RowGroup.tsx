import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { compositeQuery, joinRows, separateRows } from "../../../api/asking";
import { newKey } from "../../../api/client";
import type { CompositeQuestion, CompositeRow } from "../../../api/types-asking";
import { Button, ButtonLink } from "../../../ui/button";
import { problemWords } from "../../../ui/problem-words";
import { SummaryCard, SummaryList } from "../../../ui/summary";
import { type Deciding, questionRow } from "./question-row";
import { arePeople, keyOf, rowName } from "./questions";

/** Rows that agencies gave of one list, such as siblings. What two of them tell of the same person, somebody joins; and
 * separates again. */
export function RowGroup({ question, ...deciding }: { question: CompositeQuestion } & Deciding) {
  const { caseId, mayChoose, onDone } = deciding;
  const [ticked, setTicked] = useState<string[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const sent = useRef({ body: "", key: "" });
  const client = useQueryClient();
  const key = keyOf(question);
  const rows = question.rows ?? [];
  const people = arePeople(question);
  const chosen = rows.filter(({ row_key }) => ticked.includes(row_key));

  const change = async (act: () => Promise<unknown>, word: string) => {
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      await act();
      await client.invalidateQueries({ queryKey: compositeQuery(caseId).queryKey });
      setTicked([]);
      onDone(word);
    } catch (error) {
      setProblem(problemWords(error));
    } finally {
      setBusy(false);
    }
  };
  const join = () => {
    const row_ids = chosen.flatMap(({ row_ids }) => row_ids);
    const body = { form: question.form, question: question.question, row_ids };
    const text = JSON.stringify(body);
    if (sent.current.body !== text) sent.current = { body: text, key: newKey() };
    return change(
      () => joinRows(caseId, body, sent.current.key),
      `Joined: ${chosen.map(rowName).join(" and ")}.`,
    );
  };
  const separate = (row: CompositeRow, id: string) => () => {
    sent.current = { body: "", key: "" };
    return change(() => separateRows(caseId, id), `Separated: ${rowName(row)}.`);
  };

  return (
    <section aria-labelledby={`rows-${key}`}>
      <h4 className="nhsuk-heading-s" id={`rows-${key}`}>
        {question.label}
      </h4>
      {rows.length === 0 && <p className="oc-empty">None given</p>}
      {problem && <p role="alert">{problem}</p>}
      {mayChoose && rows.length > 1 && (
        <p className="oc-cell__small oc-no-print">
          Two entries about the same {people ? "person" : "thing"}? Tick both, then say so below.
        </p>
      )}
      {rows.map((row) => (
        <SummaryCard
          key={row.row_key}
          title={rowName(row)}
          level={4}
          actions={
            mayChoose && row.join_id
              ? [
                  <ButtonLink key="separate" onClick={separate(row, row.join_id)}>
                    Separate again<span className="nhsuk-u-visually-hidden"> ({rowName(row)})</span>
                  </ButtonLink>,
                ]
              : []
          }
        >
          <p className="oc-cell__small">
            From{" "}
            {[...new Set(row.sources.map(({ organisation }) => organisation))].join(", ") || "the office"}
            {row.row_ids.length > 1 && `, ${row.row_ids.length} entries joined`}
          </p>
          <SummaryList
            noBorder
            rows={row.questions
              .filter(({ standing }) => standing !== "nothing")
              .map((one) => questionRow(one, deciding))}
          />
          {mayChoose && rows.length > 1 && (
            <Tick
              id={`join-${key}-${row.row_key}`.replace(/[^\w-]+/g, "_")}
              name={rowName(row)}
              people={people}
              ticked={ticked.includes(row.row_key)}
              onToggle={() =>
                setTicked((all) =>
                  all.includes(row.row_key)
                    ? all.filter((one) => one !== row.row_key)
                    : [...all, row.row_key],
                )
              }
            />
          )}
        </SummaryCard>
      ))}
      {mayChoose && chosen.length > 1 && (
        <Button variant="secondary" small onClick={join} busy={busy}>
          {people ? "These are the same person" : "These are the same"}
        </Button>
      )}
    </section>
  );
}

interface TickProps {
  id: string;
  name: string;
  people: boolean;
  ticked: boolean;
  onToggle: () => void;
}

function Tick({ id, name, people, ticked, onToggle }: TickProps) {
  return (
    <div className="nhsuk-checkboxes nhsuk-checkboxes--small oc-no-print">
      <div className="nhsuk-checkboxes__item">
        <input
          className="nhsuk-checkboxes__input"
          id={id}
          type="checkbox"
          checked={ticked}
          onChange={onToggle}
        />
        <label className="nhsuk-label nhsuk-checkboxes__label" htmlFor={id}>
          {people ? "Same person as another entry" : "Same as another entry"}
          <span className="nhsuk-u-visually-hidden"> ({name})</span>
        </label>
      </div>
    </div>
  );
}
