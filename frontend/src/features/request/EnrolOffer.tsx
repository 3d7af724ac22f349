import { type SubmitEvent, useState } from "react";
import { Problem } from "../../api/client";
import { enrolVisitor } from "../../api/requests";
import type { VisitView } from "../../api/types-requests";
import { paths } from "../../app/paths";
import { Button, ErrorSummary, InsetText, type SummaryError, TextInput } from "../../ui";
import { PasswordInput } from "../../ui/password-input";
import { fieldProblem, problemWords } from "../../ui/problem-words";

/** Whoever comes a second time is asked whether they want an account, so that they need no link and code any more.
 * Nobody has to: the request opens either way. */
export function EnrolOffer({ visit, onGo }: { visit: VisitView; onGo: () => void }) {
  const [name, setName] = useState(visit.name);
  const [password, setPassword] = useState("");
  const [errors, setErrors] = useState<SummaryError[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [busy, setBusy] = useState(false);
  const [made, setMade] = useState<string | null>(null);
  const at = (fieldId: string) => errors.find((error) => error.fieldId === fieldId)?.message;

  const show = (next: SummaryError[]) => {
    setErrors(next);
    setAttempt((count) => count + 1);
  };
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    const missing: SummaryError[] = [];
    if (name.trim().length < 2) missing.push({ fieldId: "enrol-name", message: "Enter your full name" });
    if (password === "") missing.push({ fieldId: "enrol-password", message: "Choose a password" });
    if (missing.length > 0) return show(missing);
    setBusy(true);
    try {
      setMade((await enrolVisitor({ name: name.trim(), password })).email);
    } catch (error) {
      const weak = error instanceof Problem ? fieldProblem(error, "/password") : undefined;
      show([weak ? { fieldId: "enrol-password", message: weak } : { message: problemWords(error) }]);
    } finally {
      setBusy(false);
    }
  };

  if (made !== null) {
    return (
      <>
        <h2>Your account is ready</h2>
        <p>
          Next time, sign in with <strong>{made}</strong> and your password at {window.location.origin}
          {paths.signIn}. You will set up a second step then, such as an app on your telephone.
        </p>
        <Button onClick={onGo}>Open the request</Button>
      </>
    );
  }
  return (
    <form onSubmit={submit} noValidate>
      <ErrorSummary errors={errors} attempt={attempt} />
      <h2>Would you like an account?</h2>
      <p>
        You have answered by a link before. With an account you need no link and no code: you see everything
        your organisation is asked, and share the work with colleagues.
      </p>
      {visit.email && (
        <InsetText>
          <p>
            Your account would be <strong>{visit.email}</strong>, the address the link was sent to.
          </p>
        </InsetText>
      )}
      <TextInput
        id="enrol-name"
        label="Your full name"
        value={name}
        onChange={setName}
        error={at("enrol-name")}
        autoComplete="name"
        spellCheck={false}
        width={30}
      />
      <PasswordInput
        id="enrol-password"
        label="Choose a password"
        hint="Three words that you remember and nobody guesses are a good password."
        value={password}
        onChange={setPassword}
        error={at("enrol-password")}
        autoComplete="new-password"
      />
      <div className="oc-actions">
        <Button type="submit" busy={busy}>
          {busy ? "Please wait" : "Make my account"}
        </Button>
        <Button variant="secondary" onClick={onGo}>
          Not now, open the request
        </Button>
      </div>
    </form>
  );
}
