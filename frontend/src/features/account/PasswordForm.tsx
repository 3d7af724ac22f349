import { type SubmitEvent, useState } from "react";
import { Problem } from "../../api/client";
import { changePassword } from "../../api/staff";
import { Button } from "../../ui/button";
import { ErrorSummary, type SummaryError } from "../../ui/error-summary";
import { NotificationBanner } from "../../ui/notices";
import { PasswordInput } from "../../ui/password-input";
import { fieldProblem, problemWords } from "../../ui/problem-words";

const shortest = 12;

export function PasswordForm({ email }: { email: string }) {
  const [open, setOpen] = useState(false);
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const [errors, setErrors] = useState<SummaryError[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [busy, setBusy] = useState(false);
  const [changed, setChanged] = useState(false);
  const errorOf = (id: string) => errors.find((error) => error.fieldId === id)?.message;

  const show = (found: SummaryError[]) => {
    setErrors(found);
    setAttempt((count) => count + 1);
  };

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    const found: SummaryError[] = [];
    if (current === "") found.push({ fieldId: "current-password", message: "Enter your current password" });
    if ([...next].length < shortest)
      found.push({
        fieldId: "new-password",
        message: `Enter a new password of at least ${shortest} characters`,
      });
    if (found.length > 0) return show(found);
    setBusy(true);
    try {
      await changePassword(current, next);
      setErrors([]);
      setCurrent("");
      setNext("");
      setOpen(false);
      setChanged(true);
    } catch (error) {
      show(refusals(error));
    } finally {
      setBusy(false);
    }
  };

  if (!open)
    return (
      <>
        {changed && (
          <NotificationBanner kind="success" takeFocus>
            <p className="nhsuk-notification-banner__heading">Your password has been changed.</p>
          </NotificationBanner>
        )}
        <Button
          variant="secondary"
          onClick={() => {
            setChanged(false);
            setOpen(true);
            setTimeout(() => document.getElementById("current-password")?.focus(), 0);
          }}
        >
          Change your password
        </Button>
      </>
    );
  return (
    <form onSubmit={submit} noValidate>
      <ErrorSummary errors={errors} attempt={attempt} />
      {/* Tells a password manager which account the new password belongs to. */}
      <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
      <PasswordInput
        id="current-password"
        label="Current password"
        autoComplete="current-password"
        value={current}
        onChange={setCurrent}
        error={errorOf("current-password")}
      />
      <PasswordInput
        id="new-password"
        label="New password"
        hint={`At least ${shortest} characters. Three random words make a good password. You may paste it.`}
        autoComplete="new-password"
        value={next}
        onChange={setNext}
        error={errorOf("new-password")}
      />
      <Button type="submit" busy={busy}>
        Save the new password
      </Button>
    </form>
  );
}

function refusals(error: unknown): SummaryError[] {
  const current = fieldProblem(error, "/current");
  const next = fieldProblem(error, "/new");
  const found: SummaryError[] = [];
  if (current) found.push({ fieldId: "current-password", message: current });
  if (next) found.push({ fieldId: "new-password", message: next });
  if (found.length > 0) return found;
  return [
    {
      message:
        error instanceof Problem && error.status === 422
          ? error.detail || problemWords(error)
          : problemWords(error),
    },
  ];
}
