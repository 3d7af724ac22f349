import { Link } from "@tanstack/react-router";
import { type SubmitEvent, useRef, useState } from "react";
import { newKey } from "../../api/client";
import type { NotificationView } from "../../api/types";
import { paths } from "../../app/paths";
import { Button } from "../../ui/button";
import { CaseFinder } from "../../ui/case-finder";
import { type Choice as RadioChoice, Radios } from "../../ui/choices";
import { ErrorSummary, type SummaryError } from "../../ui/error-summary";
import { problemWords } from "../../ui/problem-words";
import { Select } from "../../ui/select";
import { Textarea } from "../../ui/textarea";
import { ConfirmDialog } from "./ConfirmDialog";
import {
  type Act,
  type Choice,
  emptyChoice,
  isOvertaken,
  missing,
  namedErrors,
  type Outcome,
  send,
} from "./decision";
import { sentence } from "./words";

const longestText = 2000;

interface DecisionFormProps {
  notification: NotificationView;
  etag: string | null;
  onDone: (outcome: Outcome) => void;
  onOvertaken: () => void;
  onErrors: (count: number) => void;
}

export function DecisionForm({ notification, etag, onDone, onOvertaken, onErrors }: DecisionFormProps) {
  const [choice, setChoice] = useState<Choice>(emptyChoice);
  const [errors, setErrors] = useState<SummaryError[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [confirming, setConfirming] = useState(false);
  const [busy, setBusy] = useState(false);
  const key = useRef("");
  const change = (part: Partial<Choice>) => setChoice((before) => ({ ...before, ...part }));
  const errorOf = (fieldId: string) => errors.find((error) => error.fieldId === fieldId)?.message;
  const reasons = notification.rejection_reasons;

  const show = (next: SummaryError[]) => {
    setErrors(next);
    onErrors(next.length);
    if (next.length > 0) setAttempt((count) => count + 1);
  };

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const found = missing(choice);
    show(found);
    if (found.length > 0) return;
    // One key for one confirmed choice: pressing again after a lost connection cannot decide twice.
    key.current = newKey();
    setConfirming(true);
  };

  const confirm = async () => {
    if (busy) return;
    setBusy(true);
    try {
      onDone(await send(notification.id, choice, etag, key.current));
    } catch (error) {
      setConfirming(false);
      if (isOvertaken(error)) {
        show([]);
        onOvertaken();
      } else {
        const named = namedErrors(error, choice.act);
        show(named.length > 0 ? named : [{ message: problemWords(error) }]);
      }
    } finally {
      setBusy(false);
    }
  };

  const reveals: Record<Act, RadioChoice["reveal"]> = {
    accept: undefined,
    link: (
      <>
        <CaseFinder
          duplicates={notification.duplicates}
          value={choice.target}
          onChange={(target) => change({ target })}
          error={errorOf("case-search")}
        />
        {choice.target && (
          <p>
            <Link
              to={paths.comparison}
              params={{ id: notification.id, kind: "case", other: choice.target.id }}
            >
              Compare with case {choice.target.reference}
            </Link>{" "}
            before you decide, if you have not yet.
          </p>
        )}
        <Textarea
          id="link-reason"
          label="How do you know it is the same child?"
          rows={3}
          maxLength={longestText}
          value={choice.linkReason}
          onChange={(linkReason) => change({ linkReason })}
          error={errorOf("link-reason")}
        />
      </>
    ),
    reject: (
      <>
        <Select
          id="reject-reason"
          label="Why is it not for review?"
          empty="Choose a reason"
          choices={reasons.map(({ code, label }) => ({ value: code, label }))}
          value={choice.rejectReason}
          onChange={(rejectReason) => change({ rejectReason })}
          error={errorOf("reject-reason")}
        />
        <p role="status" className="nhsuk-body-s">
          {reasons.find((one) => one.code === choice.rejectReason)?.help ?? ""}
        </p>
        <Textarea
          id="note"
          label="Explain it to your colleagues"
          hint="For whoever looks at this later. A few words are enough."
          rows={3}
          maxLength={longestText}
          value={choice.note}
          onChange={(note) => change({ note })}
          error={errorOf("note")}
        />
      </>
    ),
  };
  const labels: Record<Act, { label: string; hint: string }> = {
    accept: {
      label: "Accept as a new case",
      hint: "A case is opened with everything that was sent, and its first deadlines start.",
    },
    link: {
      label: "Link to an existing case",
      hint: "For another notification about a child whose death you already know of.",
    },
    reject: {
      label: "Reject",
      hint: "When the death is outside child death review, or this was sent in error.",
    },
  };
  const decisions = notification.actions.flatMap(({ action, ...rest }) =>
    action === "unlink" ? [] : [{ action, ...rest }],
  );
  const offered = decisions.filter((one) => one.available);
  const refused = decisions.flatMap(({ action, available, reason }) =>
    !available && reason ? [{ action, reason: sentence(reason) }] : [],
  );

  if (offered.length === 0)
    return refused.length > 0 ? (
      <p>{[...new Set(refused.map((one) => one.reason))].join(" ")}</p>
    ) : (
      <p>The panel’s coordinator or manager decides what becomes of this notification.</p>
    );

  return (
    <>
      <form onSubmit={submit} noValidate>
        {!confirming && <ErrorSummary errors={errors} attempt={attempt} />}
        <Radios
          id="decision"
          label="What should happen with this notification?"
          hint="No answer is chosen here: whether two records are about one child is for a person to decide."
          value={choice.act}
          onChange={(act) => change({ act: act as Act })}
          error={errorOf("decision")}
          choices={offered.map(({ action }) => ({
            value: action,
            ...labels[action],
            reveal: reveals[action],
          }))}
        />
        {refused.map((one) => (
          <p key={one.action}>
            {labels[one.action].label} is not available: {one.reason}
          </p>
        ))}
        <Button type="submit">Continue</Button>
      </form>
      {confirming && choice.act && (
        <ConfirmDialog
          notification={notification}
          choice={choice}
          busy={busy}
          onConfirm={confirm}
          onCancel={() => setConfirming(false)}
        />
      )}
    </>
  );
}
