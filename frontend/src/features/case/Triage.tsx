import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { completeTriage, reopenTriage } from "../../api/cases";
import { isStale, newKey } from "../../api/client";
import type { CaseView } from "../../api/types";
import { Button } from "../../ui/button";
import { ErrorSummary } from "../../ui/error-summary";
import { formatInstant } from "../../ui/format";
import { Details } from "../../ui/notices";
import { problemWords } from "../../ui/problem-words";
import { ReasonForm } from "../../ui/reason-form";

interface TriageProps {
  view: CaseView;
  etag: string | null;
  onChanged: (word: string) => Promise<void>;
}

/** Whether triage is complete, what it still lacks, and the way to say so. */
export function Triage({ view, etag, onChanged }: TriageProps) {
  const action = (name: string) => view.actions.find((one) => one.action === name);
  const open = view.status === "triage";
  if (!open && !view.triage && !action("reopen_triage")?.available) return null;
  return (
    <section aria-labelledby="triage" className="oc-panel">
      <h2 className="nhsuk-heading-m" id="triage">
        Triage
      </h2>
      {open ? (
        <Complete view={view} etag={etag} onChanged={onChanged} offered={action("complete_triage")} />
      ) : (
        <p>
          {view.triage
            ? `Triage was completed${view.triage.completed_by ? ` by ${view.triage.completed_by}` : ""} on ${formatInstant(view.triage.completed_at)}.`
            : "Triage is complete."}
        </p>
      )}
      {action("reopen_triage")?.available && (
        <div className="oc-no-print">
          <Details summary="Reopen triage">
            <p>
              The case goes back to triage and its triage deadline runs again. Everything that was written
              down stays.
            </p>
            <ReasonForm
              id="reopen-reason"
              label="Why does triage have to be looked at again?"
              missing="Say in a few words why triage is reopened"
              button="Reopen triage"
              onSend={async (reason, key) => {
                await reopenTriage(view.id, reason, key, etag);
                await onChanged("Triage is open again.");
              }}
            />
          </Details>
        </div>
      )}
    </section>
  );
}

interface CompleteProps extends TriageProps {
  offered: CaseView["actions"][number] | undefined;
}

function Complete({ view, etag, onChanged, offered }: CompleteProps) {
  const [problem, setProblem] = useState("");
  const [attempt, setAttempt] = useState(0);
  const [busy, setBusy] = useState(false);
  const key = useRef(newKey());
  const queryClient = useQueryClient();
  const complete = async () => {
    if (busy) return;
    setBusy(true);
    try {
      await completeTriage(view.id, key.current, etag);
      await onChanged("Triage is complete. The case is now gathering information.");
    } catch (error) {
      // What was refused was not kept: another try is another request.
      key.current = newKey();
      setProblem(problemWords(error));
      setAttempt((count) => count + 1);
      // What a colleague changed has to be on the page before it can be tried again.
      if (isStale(error)) queryClient.invalidateQueries({ queryKey: ["case", view.id] });
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <ErrorSummary errors={problem ? [{ message: problem }] : []} attempt={attempt} />
      <p>
        Triage settles that your panel reviews this death, and whether a joint agency response is needed. Look
        too whether another case is about the same child, and whether everybody who knew the child is listed.
        Then the agencies can be asked what they know.
      </p>
      {offered?.available ? (
        <p className="oc-no-print">
          <Button small busy={busy} onClick={complete}>
            {busy ? "Please wait" : "Triage is complete"}
          </Button>
        </p>
      ) : (
        <p className="oc-no-print">{offered?.reason}</p>
      )}
    </>
  );
}
