import { type SubmitEvent, useState } from "react";
import { signIn } from "../../api/staff";
import type { SessionView } from "../../api/types";
import { Button } from "../../ui/button";
import { ErrorSummary, type SummaryError } from "../../ui/error-summary";
import { PasswordInput } from "../../ui/password-input";
import { TextInput } from "../../ui/text-input";
import { isAboutTheField, signInWords } from "./words";

interface SignInFormProps {
  onDone: (session: SessionView) => void;
  onErrors?: (count: number) => void;
  /** Set when the person who was here before must be the one who continues. */
  fixedEmail?: string | undefined;
}

export function SignInForm({ onDone, onErrors, fixedEmail }: SignInFormProps) {
  const [email, setEmail] = useState(fixedEmail ?? "");
  const [password, setPassword] = useState("");
  const [errors, setErrors] = useState<SummaryError[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [busy, setBusy] = useState(false);

  const show = (next: SummaryError[]) => {
    setErrors(next);
    setAttempt((count) => count + 1);
    onErrors?.(next.length);
  };

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    const missing: SummaryError[] = [];
    if (email.trim() === "") missing.push({ fieldId: "email", message: "Enter your e-mail address" });
    if (password === "") missing.push({ fieldId: "password", message: "Enter your password" });
    if (missing.length > 0) return show(missing);
    setBusy(true);
    try {
      const session = await signIn(email.trim(), password);
      setErrors([]);
      onDone(session);
    } catch (error) {
      const message = signInWords(error);
      if (isAboutTheField(error)) setPassword("");
      show([isAboutTheField(error) ? { fieldId: fixedEmail ? "password" : "email", message } : { message }]);
    } finally {
      setBusy(false);
    }
  };

  const of = (fieldId: string) => {
    const found = errors.find((error) => error.fieldId === fieldId);
    // A failed sign-in is not the fault of one field: the summary alone says it.
    return found?.message.startsWith("Enter") ? found.message : undefined;
  };

  return (
    <form onSubmit={submit} noValidate>
      <ErrorSummary errors={errors} attempt={attempt} />
      {fixedEmail === undefined ? (
        <TextInput
          id="email"
          label="E-mail address"
          type="email"
          autoComplete="username"
          spellCheck={false}
          value={email}
          onChange={setEmail}
          error={of("email")}
        />
      ) : (
        // A password manager finds the right account by the user name beside the password.
        <input type="email" name="email" autoComplete="username" value={fixedEmail} readOnly hidden />
      )}
      <PasswordInput
        id="password"
        label="Password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        error={of("password")}
      />
      <Button type="submit" busy={busy}>
        Sign in
      </Button>
    </form>
  );
}
