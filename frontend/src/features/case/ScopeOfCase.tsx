import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { answerCaseScope, caseScopeQuery, proveStillbirth } from "../../api/cases";
import { isStale, Problem } from "../../api/client";
import { Button, ButtonGroup } from "../../ui/button";
import { DateInput } from "../../ui/date-input";
import { ErrorSummary, type SummaryError } from "../../ui/error-summary";
import { Modal } from "../../ui/modal";
import { problemWords } from "../../ui/problem-words";
import { ScopePanel } from "../../ui/scope-panel";
import { TextInput } from "../../ui/text-input";
import { Textarea } from "../../ui/textarea";

/** Whether the death is reviewed here; and the step that ends the review of a stillbirth nobody attended. */
export function ScopeOfCase({ caseId, etag }: { caseId: string; etag: string | null }) {
  const loaded = useQuery(caseScopeQuery(caseId));
  const queryClient = useQueryClient();
  const [proving, setProving] = useState(false);
  const refresh = () => queryClient.invalidateQueries({ queryKey: ["case", caseId] });
  const view = loaded.data?.view;
  return (
    <>
      <ScopePanel
        title="Is this death reviewed here?"
        small
        loaded={loaded}
        save={async (answers, version) => {
          await answerCaseScope(caseId, answers, version);
          await refresh();
        }}
      />
      {view?.may_answer && view.outcome.until_proved_stillborn && (
        <p className="oc-no-print">
          <Button variant="secondary" small onClick={() => setProving(true)}>
            Record that the baby was stillborn
          </Button>
        </p>
      )}
      {proving && (
        <ProofDialog
          caseId={caseId}
          etag={etag}
          onDone={() => {
            setProving(false);
            refresh();
          }}
          onCancel={() => setProving(false)}
          onStale={refresh}
        />
      )}
    </>
  );
}

interface ProofDialogProps {
  caseId: string;
  etag: string | null;
  onDone: () => void;
  onCancel: () => void;
  onStale: () => void;
}

const fields: Record<string, string> = {
  "/proved_on": "proved-on",
  "/proved_by": "proved-by",
  "/proof": "proof",
};

function ProofDialog({ caseId, etag, onDone, onCancel, onStale }: ProofDialogProps) {
  const [on, setOn] = useState("");
  const [by, setBy] = useState("");
  const [proof, setProof] = useState("");
  const [errors, setErrors] = useState<SummaryError[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [busy, setBusy] = useState(false);
  const errorOf = (id: string) => errors.find((error) => error.fieldId === id)?.message;
  const show = (next: SummaryError[]) => {
    setErrors(next);
    setAttempt((count) => count + 1);
  };
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    const missing: SummaryError[] = [];
    if (!/^\d{4}-\d{2}-\d{2}$/.test(on))
      missing.push({ fieldId: "proved-on", message: "Enter the day on which it was shown" });
    if (by.trim().length < 3) missing.push({ fieldId: "proved-by", message: "Say who showed it" });
    if (proof.trim().length < 3) missing.push({ fieldId: "proof", message: "Say what shows it" });
    if (missing.length > 0) return show(missing);
    setBusy(true);
    try {
      await proveStillbirth(caseId, { proved_on: on, proved_by: by.trim(), proof: proof.trim() }, etag);
      onDone();
    } catch (error) {
      const named = error instanceof Problem ? error.errors : [];
      show(
        named.length > 0
          ? named.map(({ pointer, message }) => ({ message, fieldId: fields[pointer] ?? "proof" }))
          : [
              {
                message:
                  error instanceof Problem && error.status === 409 ? error.detail : problemWords(error),
              },
            ],
      );
      if (isStale(error)) onStale();
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal title="Record that the baby was stillborn?" onDismiss={onCancel}>
      <p>The review ends: the case is closed as not in scope and its deadlines stop. Everything is kept.</p>
      <form onSubmit={submit} noValidate>
        <ErrorSummary errors={errors} attempt={attempt} />
        <DateInput
          id="proved-on"
          label="When was it shown?"
          value={on}
          onChange={setOn}
          error={errorOf("proved-on")}
        />
        <TextInput
          id="proved-by"
          label="Who showed it?"
          hint="A name or a post"
          value={by}
          onChange={setBy}
          error={errorOf("proved-by")}
        />
        <Textarea
          id="proof"
          label="What shows it?"
          hint="For example the report of the post-mortem"
          rows={3}
          maxLength={2000}
          value={proof}
          onChange={setProof}
          error={errorOf("proof")}
        />
        <ButtonGroup>
          <Button type="submit" variant="warning" busy={busy}>
            {busy ? "Please wait" : "End the review"}
          </Button>
          <Button variant="secondary" onClick={onCancel}>
            Go back
          </Button>
        </ButtonGroup>
      </form>
    </Modal>
  );
}
