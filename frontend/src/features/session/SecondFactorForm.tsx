import { type SubmitEvent, useState } from "react";
import { proveSecondFactor } from "../../api/staff";
import type { SessionView } from "../../api/types";
import { Button, ButtonLink } from "../../ui/button";
import { ErrorSummary, type SummaryError } from "../../ui/error-summary";
import { TextInput } from "../../ui/text-input";
import { isAboutTheField, secondFactorWords } from "./words";

interface SecondFactorFormProps {
  onDone: (session: SessionView) => void;
  onErrors?: (count: number) => void;
  /** Told when the API refused, so that the page can see whether there is still a session to prove. */
  onRefused?: () => void;
}

export function SecondFactorForm({ onDone, onErrors, onRefused }: SecondFactorFormProps) {
  const [recovery, setRecovery] = useState(false);
  const [code, setCode] = useState("");
  const [error, setError] = useState<SummaryError | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [busy, setBusy] = useState(false);

  const show = (next: SummaryError) => {
    setError(next);
    setAttempt((count) => count + 1);
    onErrors?.(1);
  };

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    const typed = code.replace(/\s/g, "");
    if (typed === "")
      return show({
        fieldId: "code",
        message: recovery ? "Enter one of your recovery codes" : "Enter the 6-digit code",
      });
    setBusy(true);
    try {
      onDone(await proveSecondFactor(recovery ? { recovery_code: typed } : { code: typed }));
    } catch (failure) {
      const message = secondFactorWords(failure, recovery);
      if (isAboutTheField(failure)) {
        show({ fieldId: "code", message });
        onRefused?.();
      } else show({ message });
    } finally {
      setBusy(false);
    }
  };

  const other = () => {
    setRecovery(!recovery);
    setCode("");
    setError(null);
    onErrors?.(0);
    // The link that was pressed stays, but what is asked for has changed: go there.
    setTimeout(() => document.getElementById("code")?.focus(), 0);
  };

  const fieldError = error?.fieldId ? error.message : undefined;
  return (
    <form onSubmit={submit} noValidate>
      <ErrorSummary errors={error ? [error] : []} attempt={attempt} />
      {recovery ? (
        <TextInput
          id="code"
          label="Recovery code"
          hint="One of the codes you kept when you set up your second factor. Each works once."
          width={20}
          spellCheck={false}
          value={code}
          onChange={setCode}
          error={fieldError}
        />
      ) : (
        <TextInput
          id="code"
          label="6-digit code"
          hint="Open your authenticator app to see it. It changes every 30 seconds."
          width={10}
          inputMode="numeric"
          autoComplete="one-time-code"
          spellCheck={false}
          value={code}
          onChange={setCode}
          error={fieldError}
        />
      )}
      <Button type="submit" busy={busy}>
        Continue
      </Button>
      <p>
        <ButtonLink onClick={other}>
          {recovery ? "Use a code from your app instead" : "Use a recovery code instead"}
        </ButtonLink>
      </p>
    </form>
  );
}
