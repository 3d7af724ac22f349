import { type SubmitEvent, useRef, useState } from "react";
import { newKey, Problem } from "../../api/client";
import { type Answered, acceptTransfer, declineTransfer } from "../../api/transfers";
import type { Transfer } from "../../api/types";
import { Button } from "../../ui/button";
import { Radios } from "../../ui/choices";
import { ErrorSummary, type SummaryError } from "../../ui/error-summary";
import { problemWords } from "../../ui/problem-words";
import { Textarea } from "../../ui/textarea";
import { fewestWords, isOvertaken, mostWords } from "./words";

interface AnswerFormProps {
  transfer: Transfer;
  onDone: (answered: Answered) => void;
  onOvertaken: () => void;
  onErrors: (count: number) => void;
}

/** Accepts an offer, or declines it with a reason. */
export function AnswerForm({ transfer, onDone, onOvertaken, onErrors }: AnswerFormProps) {
  const [act, setAct] = useState<string | null>(null);
  const [words, setWords] = useState("");
  const [errors, setErrors] = useState<SummaryError[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [busy, setBusy] = useState(false);
  const sent = useRef({ what: "", key: "" });
  const errorOf = (fieldId: string) => errors.find((error) => error.fieldId === fieldId)?.message;
  const area = transfer.from.name;

  const show = (next: SummaryError[]) => {
    setErrors(next);
    onErrors(next.length);
    if (next.length > 0) setAttempt((count) => count + 1);
  };

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    const why = words.trim();
    const found: SummaryError[] = [];
    if (act === null)
      found.push({ fieldId: "answer", message: "Choose whether your area accepts or declines" });
    if (act === "decline" && why.length < fewestWords)
      found.push({ fieldId: "decline-words", message: `Say in a few words why you decline, for ${area}` });
    show(found);
    if (found.length > 0) return;
    const what = act === "accept" ? act : `${act} ${why}`;
    // One key for one answer: pressing again after a lost connection cannot answer twice.
    if (sent.current.what !== what) sent.current = { what, key: newKey() };
    setBusy(true);
    try {
      const { key } = sent.current;
      onDone(
        await (act === "accept" ? acceptTransfer(transfer.id, key) : declineTransfer(transfer.id, why, key)),
      );
    } catch (error) {
      if (isOvertaken(error)) return onOvertaken();
      const named = error instanceof Problem ? error.errors : [];
      show(
        named.length > 0
          ? named.map(({ message }) => ({ message, fieldId: "decline-words" }))
          : [{ message: problemWords(error) }],
      );
    } finally {
      setBusy(false);
    }
  };

  return (
    <form onSubmit={submit} noValidate className="oc-no-print">
      <ErrorSummary errors={errors} attempt={attempt} />
      <Radios
        id="answer"
        label={`Does your area take this ${transfer.kind}?`}
        value={act}
        onChange={setAct}
        error={errorOf("answer")}
        choices={[
          {
            value: "accept",
            label: "Accept",
            hint: `It moves to your area with everything in it. ${area} keeps only its reference and where it went.`,
          },
          {
            value: "decline",
            label: "Decline",
            hint: `It stays with ${area}, who read your reason.`,
            reveal: (
              <Textarea
                id="decline-words"
                label="Why do you decline?"
                hint="Do not name the child. A few words are enough."
                rows={3}
                maxLength={mostWords}
                value={words}
                onChange={setWords}
                error={errorOf("decline-words")}
              />
            ),
          },
        ]}
      />
      <Button type="submit" busy={busy}>
        {busy ? "Please wait" : "Send the answer"}
      </Button>
    </form>
  );
}
