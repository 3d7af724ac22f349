import { useRef, useState } from "react";
import { acceptRequest, resendRequest, returnRequest, withdrawRequest } from "../../../api/asking";
import { isStale, newKey } from "../../../api/client";
import type { FormDefinition } from "../../../api/types";
import type { RequestActionCode, RequestView } from "../../../api/types-asking";
import { Button } from "../../../ui/button";
import { ErrorSummary, type SummaryError } from "../../../ui/error-summary";
import { ReasonForm } from "../../../ui/reason-form";
import { refusals } from "../words";
import { askedSections, questionsOf } from "./answers";
import { DueForm } from "./DueForm";
import { ReturnForm } from "./ReturnForm";

interface ActionsProps {
  view: RequestView;
  form: FormDefinition;
  onDone: (word: string) => Promise<void>;
  onErrors: (count: number) => void;
  /** The request is no longer as it was read. */
  onStale: () => Promise<unknown>;
}

type Open = "return_for_clarification" | "change_due" | "withdraw";

const opens: { action: Open; label: string }[] = [
  { action: "return_for_clarification", label: "Return questions" },
  { action: "change_due", label: "Change the day" },
  { action: "withdraw", label: "Withdraw" },
];

/** Whether something can be done with a request now. */
export const can = (view: RequestView, action: RequestActionCode) =>
  view.actions.some((one) => one.action === action && one.why_not === null);

/** What can be done with a request: one button each, and one form at a time. */
export function Actions({ view, form, onDone, onErrors, onStale }: ActionsProps) {
  const [open, setOpen] = useState<Open | null>(null);
  const [errors, setErrors] = useState<SummaryError[]>([]);
  const [busy, setBusy] = useState(false);
  const key = useRef(newKey());
  const who = view.organisation.name;
  const shown = opens.filter(({ action }) => can(view, action));

  const finish = async (word: string) => {
    setOpen(null);
    setErrors([]);
    onErrors(0);
    key.current = newKey();
    await onDone(word);
  };
  const close = () => {
    const was = open;
    setOpen(null);
    onErrors(0);
    setTimeout(() => document.getElementById(`action-${was}`)?.focus(), 0);
  };
  /** What was typed stays in the form; a newer version is read, so that the next try builds on it. */
  const guard = async <T,>(act: () => Promise<T>): Promise<T> => {
    try {
      return await act();
    } catch (error) {
      if (isStale(error)) await onStale();
      throw error;
    }
  };
  const accept = async () => {
    setBusy(true);
    try {
      await guard(() => acceptRequest(view, key.current));
      await finish(`The answers of ${who} have been accepted.`);
    } catch (error) {
      key.current = newKey();
      const found = refusals(error, {});
      setErrors(found);
      onErrors(found.length);
    } finally {
      setBusy(false);
    }
  };

  const again = async () => {
    setBusy(true);
    try {
      await guard(() => resendRequest(view, key.current));
      await finish(`${who} has been sent the request again.`);
    } catch (error) {
      key.current = newKey();
      const found = refusals(error, {});
      setErrors(found);
      onErrors(found.length);
    } finally {
      setBusy(false);
    }
  };

  if (!can(view, "accept") && !can(view, "resend") && shown.length === 0) return null;
  return (
    <div className="oc-no-print">
      <ErrorSummary errors={errors} />
      {open === null && (
        <div className="oc-actions">
          {can(view, "accept") && (
            <Button onClick={accept} busy={busy}>
              {busy ? "Please wait" : "Accept the answers"}
            </Button>
          )}
          {can(view, "resend") && (
            <Button variant="secondary" onClick={again} busy={busy}>
              Send again
            </Button>
          )}
          {shown.map(({ action, label }) => (
            <Button
              key={action}
              id={`action-${action}`}
              variant="secondary"
              onClick={() => {
                setErrors([]);
                setOpen(action);
              }}
            >
              {action === "return_for_clarification" && view.times.submitted_at === null
                ? "Ask again"
                : label}
            </Button>
          ))}
        </div>
      )}
      {open === "return_for_clarification" && view.times.submitted_at === null && (
        <section aria-label="Ask again">
          <ReasonForm
            id="again-words"
            label="Why do you ask again?"
            hint={`${who} reads this. Do not name the child.`}
            missing="Say in a few words why you ask again"
            button="Ask again"
            onSend={async (words, wordsKey) => {
              // There is no answer to point to: what is said about the first question is said about all of it.
              const question = askedSections(form, view.sections).flatMap(questionsOf)[0]?.id ?? "";
              await guard(() => returnRequest(view, [{ question, row: null, message: words }], wordsKey));
              await finish(`${who} has been asked again.`);
            }}
          />
          <Button variant="secondary" small onClick={close}>
            Cancel
          </Button>
        </section>
      )}
      {open === "return_for_clarification" && view.times.submitted_at !== null && (
        <ReturnForm
          view={view}
          form={form}
          guard={guard}
          onDone={finish}
          onCancel={close}
          onErrors={onErrors}
        />
      )}
      {open === "change_due" && (
        <DueForm view={view} guard={guard} onDone={finish} onCancel={close} onErrors={onErrors} />
      )}
      {open === "withdraw" && (
        <section aria-label="Withdraw the request">
          <ReasonForm
            id="withdraw-words"
            label="Why do you withdraw it?"
            hint={`${who} reads this. Do not name the child.`}
            missing="Say in a few words why you withdraw it"
            button="Withdraw the request"
            onSend={async (words, wordsKey) => {
              await guard(() => withdrawRequest(view, words, wordsKey));
              await finish(`The request to ${who} has been withdrawn. They are told.`);
            }}
          />
          <Button variant="secondary" small onClick={close}>
            Cancel
          </Button>
        </section>
      )}
    </div>
  );
}
