import { type SubmitEvent, useState } from "react";
import { Problem } from "../../api/client";
import { beginVisit, whoIsSignedIn } from "../../api/requests";
import type { VisitView } from "../../api/types-requests";
import { Button, ErrorSummary, type SummaryError, TextInput } from "../../ui";
import { fieldProblem, problemWords } from "../../ui/problem-words";

interface InvitationFormProps {
  token: string;
  onDone: (visit: VisitView) => void;
  onErrors?: (count: number) => void;
}

/** Asks for the code that was told in another way, and who answers. Nothing is sent before both are there and the button
 * is pressed, so that a machine that opens links or presses buttons changes nothing. */
export function InvitationForm({ token, onDone, onErrors }: InvitationFormProps) {
  const [code, setCode] = useState("");
  const [name, setName] = useState("");
  const [errors, setErrors] = useState<SummaryError[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [busy, setBusy] = useState(false);

  const show = (next: SummaryError[]) => {
    setErrors(next);
    setAttempt((count) => count + 1);
    onErrors?.(next.length);
  };
  const at = (fieldId: string) => errors.find((error) => error.fieldId === fieldId)?.message;

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    const missing: SummaryError[] = [];
    if (code.trim() === "") missing.push({ fieldId: "code", message: "Enter the code you were told" });
    if (name.trim().length < 2) missing.push({ fieldId: "name", message: "Enter your full name" });
    if (missing.length > 0) return show(missing);
    setBusy(true);
    try {
      // The code works once, so it must not be used where it would open nothing.
      const signedIn = await whoIsSignedIn();
      if (signedIn !== null) return show([{ message: signOutFirst(signedIn) }]);
      onDone(await beginVisit({ token, code: code.trim(), name: name.trim() }));
    } catch (error) {
      show(invitationErrors(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <form onSubmit={submit} noValidate>
      <ErrorSummary errors={errors} attempt={attempt} />
      <TextInput
        id="code"
        label="Code"
        hint="You were told it by telephone or in a second message. It looks like 7K3M-92QX."
        value={code}
        onChange={setCode}
        error={at("code")}
        autoComplete="off"
        spellCheck={false}
        width={10}
      />
      <TextInput
        id="name"
        label="Your full name"
        hint="The panel sees who answered."
        value={name}
        onChange={setName}
        error={at("name")}
        autoComplete="name"
        spellCheck={false}
        width={30}
      />
      <Button type="submit" busy={busy}>
        {busy ? "Opening" : "Open the request"}
      </Button>
    </form>
  );
}

const signOutFirst = (name: string) =>
  `${name} is signed in to OpenCDR in this browser. Sign out first, or open the link in a private window: your code still works`;

const ask = "If you are stuck, ask the panel’s office, who sent the link.";

function invitationErrors(error: unknown): SummaryError[] {
  if (!(error instanceof Problem)) return [{ message: problemWords(error) }];
  const code = fieldProblem(error, "/code");
  const name = fieldProblem(error, "/name");
  if (code || name) {
    return [
      ...(code ? [{ fieldId: "code", message: code }] : []),
      ...(name ? [{ fieldId: "name", message: name }] : []),
    ];
  }
  const link = fieldProblem(error, "/token");
  if (link) return [{ message: `${link}. ${ask}` }];
  if (error.status !== 401) return [{ message: `${problemWords(error)} ${ask}` }];
  // Wrong, used, taken back, run out or mistyped too often: the server says which, as far as it may.
  return [{ fieldId: "code", message: error.detail || `This code does not open the request. ${ask}` }];
}
