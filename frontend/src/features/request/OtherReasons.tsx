import { useNavigate } from "@tanstack/react-router";
import { type SubmitEvent, useRef, useState } from "react";
import { newKey } from "../../api/client";
import { declineRequest } from "../../api/requests";
import { paths } from "../../app/paths";
import { Button, Details, ErrorSummary, Radios, type SummaryError, Textarea } from "../../ui";
import { fieldProblem, problemWords } from "../../ui/problem-words";
import { useRequest } from "./context";
import { useSettled } from "./use-settled";
import { declineChoices } from "./words";

/** Why no answers will come, where the child may well be known. */
export function OtherReasons() {
  const { view } = useRequest();
  const navigate = useNavigate();
  const settled = useSettled(view.id);
  const [reason, setReason] = useState<string | null>(null);
  const [words, setWords] = useState("");
  const [errors, setErrors] = useState<SummaryError[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [busy, setBusy] = useState(false);
  const key = useRef({ body: "", key: "" });
  const choice = declineChoices.find((one) => one.reason === reason);

  const show = (error: SummaryError) => {
    setErrors([error]);
    setAttempt((count) => count + 1);
  };
  const at = (fieldId: string) => errors.find((error) => error.fieldId === fieldId)?.message;

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    if (!choice) return show({ fieldId: "decline-reason", message: "Choose why you cannot answer" });
    const said = words.trim();
    if (said === "") return show({ fieldId: "decline-words", message: choice.missing });
    const body = { reason: choice.reason, words: said };
    const text = JSON.stringify(body);
    if (key.current.body !== text) key.current = { body: text, key: newKey() };
    setBusy(true);
    try {
      await declineRequest(view.id, body, key.current.key);
      await settled();
      await navigate({ to: paths.requestDone, params: { id: view.id }, replace: true });
    } catch (failure) {
      const named = fieldProblem(failure, "/words");
      show(named ? { fieldId: "decline-words", message: named } : { message: problemWords(failure) });
      setBusy(false);
    }
  };

  return (
    <Details summary="Other reasons why you cannot answer">
      <form onSubmit={submit} noValidate>
        <ErrorSummary errors={errors} attempt={attempt} />
        <Radios
          id="decline-reason"
          label="Why can you not answer?"
          error={at("decline-reason")}
          choices={declineChoices.map((one) => ({ value: one.reason, label: one.label }))}
          value={reason}
          onChange={(next) => {
            setReason(next);
            setErrors([]);
          }}
        />
        {choice && (
          <Textarea
            id="decline-words"
            label={choice.ask}
            rows={3}
            maxLength={2000}
            value={words}
            onChange={setWords}
            error={at("decline-words")}
          />
        )}
        <p>This closes the request. You cannot undo it: only the panel can ask you again.</p>
        <Button type="submit" variant="secondary" busy={busy}>
          {busy ? "Telling the panel" : "Tell the panel and close the request"}
        </Button>
      </form>
    </Details>
  );
}
