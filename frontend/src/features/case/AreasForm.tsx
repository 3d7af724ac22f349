import { useQuery } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { isStale, Problem } from "../../api/client";
import { areasQuery } from "../../api/queries";
import { changeAreas } from "../../api/transfers";
import type { CaseView } from "../../api/types";
import { Button, ButtonGroup } from "../../ui/button";
import { ErrorSummary, type SummaryError } from "../../ui/error-summary";
import { LoadProblem } from "../../ui/load-problem";
import { problemWords } from "../../ui/problem-words";
import { Loading } from "../../ui/progress";
import { Select } from "../../ui/select";
import { Textarea } from "../../ui/textarea";
import { placeQuestions } from "./areas";

interface AreasFormProps {
  view: CaseView;
  etag: string | null;
  onDone: () => Promise<void>;
  onCancel: () => void;
  onStale: () => void;
}

const fieldOf = (place: string) => `areas-${place}`;

/** Puts the areas of a death right, all three at once, and says why. */
export function AreasForm({ view, etag, onDone, onCancel, onStale }: AreasFormProps) {
  const areas = useQuery(areasQuery);
  const { residence, death, event } = view.places;
  const [typed, setTyped] = useState({
    residence: residence?.id ?? "",
    death: death?.id ?? "",
    event: event?.id ?? "",
  });
  const [reason, setReason] = useState("");
  const [errors, setErrors] = useState<SummaryError[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [busy, setBusy] = useState(false);
  const errorOf = (fieldId: string) => errors.find((error) => error.fieldId === fieldId)?.message;

  if (areas.isPending) return <Loading text="Opening the list of areas" />;
  if (!areas.data) return <LoadProblem error={areas.error} onRetry={() => areas.refetch()} />;
  // An area that is no longer in the list stays chosen until somebody chooses another.
  const known = [residence, death, event].filter((area) => area !== null);
  const all = new Map([...known, ...areas.data.items].map(({ id, name }) => [id, name]));

  const show = (next: SummaryError[]) => {
    setErrors(next);
    setAttempt((count) => count + 1);
  };
  const submit = async (sent: SubmitEvent) => {
    sent.preventDefault();
    if (busy) return;
    if (reason.trim().length < 3)
      return show([{ fieldId: fieldOf("reason"), message: "Say in a few words why the areas are changed" }]);
    setBusy(true);
    try {
      await changeAreas(
        view.id,
        {
          residence: typed.residence || null,
          death: typed.death || null,
          event: typed.event || null,
          reason: reason.trim(),
        },
        etag,
      );
      await onDone();
    } catch (error) {
      const named = error instanceof Problem ? error.errors : [];
      show(
        named.length > 0
          ? named.map(({ pointer, message }) => ({ message, fieldId: fieldOf(pointer.slice(1)) }))
          : [{ message: problemWords(error) }],
      );
      if (isStale(error)) onStale();
    } finally {
      setBusy(false);
    }
  };

  return (
    <form onSubmit={submit} noValidate>
      <ErrorSummary errors={errors} attempt={attempt} />
      {placeQuestions.map(({ place, question }) => (
        <Select
          key={place}
          id={fieldOf(place)}
          label={question}
          empty="Not known, or not an area of this service"
          choices={[...all].map(([value, label]) => ({ value, label }))}
          value={typed[place]}
          onChange={(id) => setTyped((before) => ({ ...before, [place]: id }))}
          error={errorOf(fieldOf(place))}
        />
      ))}
      <Textarea
        id={fieldOf("reason")}
        label="Why do you change them?"
        hint="Kept on the timeline. A few words are enough."
        rows={3}
        maxLength={2000}
        value={reason}
        onChange={setReason}
        error={errorOf(fieldOf("reason"))}
      />
      <ButtonGroup>
        <Button type="submit" busy={busy}>
          {busy ? "Please wait" : "Save the areas"}
        </Button>
        <Button variant="secondary" onClick={onCancel}>
          Cancel
        </Button>
      </ButtonGroup>
    </form>
  );
}
