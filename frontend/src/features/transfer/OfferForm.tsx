import { useQuery } from "@tanstack/react-query";
import { type SubmitEvent, useRef, useState } from "react";
import { newKey, Problem } from "../../api/client";
import { areasQuery } from "../../api/queries";
import { offerRecord, transferReasonsQuery } from "../../api/transfers";
import type { Area, RecordKind } from "../../api/types";
import { Button } from "../../ui/button";
import { Radios } from "../../ui/choices";
import { ErrorSummary, type SummaryError } from "../../ui/error-summary";
import { LoadProblem } from "../../ui/load-problem";
import { problemWords } from "../../ui/problem-words";
import { Loading } from "../../ui/progress";
import { Select } from "../../ui/select";
import { Textarea } from "../../ui/textarea";
import { ConfirmOffer } from "./ConfirmOffer";
import { fewestWords, isOvertaken, mostWords, overtakenWords } from "./words";

/** A case or a notification that could be offered. */
export interface Offerable {
  kind: RecordKind;
  id: string;
  reference: string;
  restricted: boolean;
}

interface OfferFormProps {
  record: Offerable;
  etag: string | null;
  /** Where it is now: it cannot be offered there. */
  from: Area;
  /** Where the record says that the child lived, when that is another area. */
  home: Area | null;
  onDone: (area: Area) => void;
  /** The record is no longer as it was read. */
  onOvertaken: () => void;
  onErrors: (count: number) => void;
}

const fields: Record<string, string> = {
  "/to_area_id": "offer-area",
  "/reason": "offer-reason",
  "/words": "offer-words",
};

export function OfferForm({ record, etag, from, home, onDone, onOvertaken, onErrors }: OfferFormProps) {
  const areas = useQuery(areasQuery);
  const reasons = useQuery(transferReasonsQuery);
  const [areaId, setAreaId] = useState(home?.id ?? "");
  const [reason, setReason] = useState<string | null>(null);
  const [words, setWords] = useState("");
  const [errors, setErrors] = useState<SummaryError[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [confirming, setConfirming] = useState(false);
  const [busy, setBusy] = useState(false);
  const key = useRef("");
  const errorOf = (fieldId: string) => errors.find((error) => error.fieldId === fieldId)?.message;

  if (areas.isPending || reasons.isPending) return <Loading text="Opening the list of areas" />;
  if (!areas.data) return <LoadProblem error={areas.error} onRetry={() => areas.refetch()} />;
  if (!reasons.data) return <LoadProblem error={reasons.error} onRetry={() => reasons.refetch()} />;
  const others = areas.data.items.filter((area) => area.id !== from.id);
  const area = others.find((one) => one.id === areaId);

  const show = (next: SummaryError[]) => {
    setErrors(next);
    onErrors(next.length);
    if (next.length > 0) setAttempt((count) => count + 1);
  };

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const found: SummaryError[] = [];
    if (!area) found.push({ fieldId: "offer-area", message: "Choose the area to offer it to" });
    if (reason === null) found.push({ fieldId: "offer-reason", message: "Choose the reason" });
    if (words.trim().length < fewestWords)
      found.push({ fieldId: "offer-words", message: "Say in a few words why, for the other area" });
    show(found);
    if (found.length > 0) return;
    // One key for one confirmed offer: pressing again after a lost connection cannot offer twice.
    key.current = newKey();
    setConfirming(true);
  };

  const confirm = async () => {
    if (busy || !area || reason === null) return;
    setBusy(true);
    try {
      const body = { to_area_id: area.id, reason, words: words.trim() };
      await offerRecord(record.kind, record.id, body, etag, key.current);
      onDone(area);
    } catch (error) {
      setConfirming(false);
      const named = error instanceof Problem ? error.errors : [];
      if (isOvertaken(error)) {
        show([{ message: overtakenWords(error) }]);
        onOvertaken();
      } else if (named.length > 0) {
        show(named.map(({ pointer, message }) => ({ message, fieldId: fields[pointer] })));
      } else {
        show([{ message: problemWords(error) }]);
      }
    } finally {
      setBusy(false);
    }
  };

  return (
    <>
      <form onSubmit={submit} noValidate>
        {!confirming && <ErrorSummary errors={errors} attempt={attempt} />}
        <Select
          id="offer-area"
          label="Which area do you offer it to?"
          hint={
            home
              ? `The record says that the child lived in ${home.name}.`
              : "Usually the area where the child normally lived."
          }
          empty="Choose an area"
          choices={others.map(({ id, name }) => ({ value: id, label: name }))}
          value={areaId}
          onChange={setAreaId}
          error={errorOf("offer-area")}
        />
        <p role="status" className="nhsuk-body-s">
          {area && `Their area: ${area.local_authorities.map(({ name }) => name).join(", ")}.`}
        </p>
        <Radios
          id="offer-reason"
          label="Why do you offer it?"
          value={reason}
          onChange={setReason}
          error={errorOf("offer-reason")}
          choices={reasons.data.map(({ code, label }) => ({ value: code, label }))}
        />
        <Textarea
          id="offer-words"
          label="What should they know to decide?"
          hint={
            record.restricted
              ? "Do not name the child. This case is restricted: they read this once they have accepted."
              : "Do not name the child: they read this before anything else."
          }
          rows={4}
          maxLength={mostWords}
          value={words}
          onChange={setWords}
          error={errorOf("offer-words")}
        />
        <Button type="submit">Continue</Button>
      </form>
      {confirming && area && (
        <ConfirmOffer
          record={record}
          area={area.name}
          busy={busy}
          onConfirm={confirm}
          onCancel={() => setConfirming(false)}
        />
      )}
    </>
  );
}
