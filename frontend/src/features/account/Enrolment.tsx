import { type SubmitEvent, useEffect, useRef, useState } from "react";
import { Problem } from "../../api/client";
import { confirmEnrolment } from "../../api/staff";
import type { SecondFactorEnrolment } from "../../api/types";
import { Button, ButtonGroup } from "../../ui/button";
import { ErrorSummary, type SummaryError } from "../../ui/error-summary";
import { problemWords } from "../../ui/problem-words";
import { TextInput } from "../../ui/text-input";
import "./account.scss";
import { QrCode } from "./QrCode";
import { grouped } from "./words";

interface EnrolmentProps {
  enrolment: SecondFactorEnrolment;
  email: string;
  onConfirmed: (recoveryCodes: string[]) => void;
  onCancel: (() => void) | undefined;
}

export function Enrolment({ enrolment, email, onConfirmed, onCancel }: EnrolmentProps) {
  const [code, setCode] = useState("");
  const [error, setError] = useState<SummaryError | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [busy, setBusy] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);

  const show = (next: SummaryError) => {
    setError(next);
    setAttempt((count) => count + 1);
  };
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    const typed = code.replace(/\s/g, "");
    if (!/^\d{6}$/.test(typed))
      return show({ fieldId: "confirm-code", message: "Enter the 6 numbers your app shows" });
    setBusy(true);
    try {
      onConfirmed((await confirmEnrolment(typed)).recovery_codes);
    } catch (failure) {
      const refused = failure instanceof Problem && failure.status === 422;
      show(
        refused
          ? {
              fieldId: "confirm-code",
              message: "That code did not match. Wait for the next one in your app and try again",
            }
          : { message: problemWords(failure) },
      );
    } finally {
      setBusy(false);
    }
  };

  return (
    <>
      <h3 tabIndex={-1} ref={heading}>
        1. Scan this code with your authenticator app
      </h3>
      <QrCode
        svg={enrolment.qr_svg}
        label="QR code for your authenticator app. The key below says the same."
      />
      <p>Cannot scan it? Type this key into the app instead, as a time-based code for {email}:</p>
      <p className="oc-code oc-secret">{grouped(enrolment.secret)}</p>
      <h3>2. Enter the code the app shows</h3>
      <form onSubmit={submit} noValidate>
        <ErrorSummary errors={error ? [error] : []} attempt={attempt} />
        <TextInput
          id="confirm-code"
          label="6-digit code"
          width={10}
          inputMode="numeric"
          autoComplete="one-time-code"
          spellCheck={false}
          value={code}
          onChange={setCode}
          error={error?.fieldId ? error.message : undefined}
        />
        <ButtonGroup>
          <Button type="submit" busy={busy}>
            Confirm
          </Button>
          {onCancel && (
            <Button variant="secondary" onClick={onCancel}>
              Cancel
            </Button>
          )}
        </ButtonGroup>
      </form>
    </>
  );
}
