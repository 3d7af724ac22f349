import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { ConnectionLost, Problem, post } from "../../api/client";
import { currentDraftQuery } from "../../api/queries";
import type { DraftView } from "../../api/types";
import { paths } from "../../app/paths";
import { firstIncomplete, situation } from "../../forms/journey";
import { Button, ErrorSummary, Page, type SummaryError, TextInput } from "../../ui";
import { useNotification } from "./context";
import { useGo } from "./navigation";

/** Opens a saved notification with its reference and code, on any device. */
export default function ResumePage() {
  const { store } = useNotification();
  const queryClient = useQueryClient();
  const go = useGo();
  const [reference, setReference] = useState("");
  const [code, setCode] = useState("");
  const [errors, setErrors] = useState<SummaryError[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [busy, setBusy] = useState(false);
  const messageFor = (fieldId: string) => errors.find((error) => error.fieldId === fieldId)?.message;

  const fail = (found: SummaryError[]) => {
    setErrors(found);
    setAttempt((count) => count + 1);
  };

  const submit = async () => {
    const found: SummaryError[] = [];
    if (reference.trim() === "") found.push({ fieldId: "reference", message: "Enter the reference" });
    if (code.trim() === "") found.push({ fieldId: "code", message: "Enter the code" });
    if (found.length > 0) return fail(found);
    setBusy(true);
    try {
      const draft = await post<DraftView>(
        "/notification-draft-resumptions",
        { reference: reference.trim().toUpperCase(), code: code.trim().toUpperCase() },
        { retries: 1 },
      );
      queryClient.setQueryData(currentDraftQuery.queryKey, draft);
      store.adopt(draft);
      const missing = firstIncomplete(situation(store.form, draft.answers));
      go(missing ? { to: "page", page: missing } : { to: "more" });
    } catch (error) {
      fail([{ fieldId: "reference", message: refusal(error) }]);
    } finally {
      setBusy(false);
    }
  };

  return (
    <>
      <Link className="nhsuk-back-link" to={paths.start}>
        Back
      </Link>
      <Page title="Continue a saved notification" errors={errors.length}>
        <ErrorSummary errors={errors} attempt={attempt} />
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (!busy) void submit();
          }}
        >
          <h1>Continue a saved notification</h1>
          <p>You need the reference and the code we showed you when your answers were first saved.</p>
          <TextInput
            id="reference"
            label="Reference"
            hint="For example, D-7K3M-92QX"
            value={reference}
            onChange={setReference}
            error={messageFor("reference")}
            spellCheck={false}
            width={20}
          />
          <TextInput
            id="code"
            label="Code"
            hint="8 letters and numbers"
            value={code}
            onChange={setCode}
            error={messageFor("code")}
            spellCheck={false}
            width={20}
          />
          <Button type="submit" busy={busy}>
            {busy ? "Opening" : "Continue"}
          </Button>
        </form>
        <p>
          If you no longer have them, <Link to={paths.notify}>start a new notification</Link>. Nothing is lost
          by notifying twice.
        </p>
      </Page>
    </>
  );
}

function refusal(error: unknown): string {
  if (error instanceof ConnectionLost)
    return "We could not reach the service. Check your connection and try again";
  if (!(error instanceof Problem)) throw error;
  if (error.status === 429) {
    const minutes = Math.max(1, Math.ceil((error.retryAfter ?? 60) / 60));
    return `There have been too many tries. Wait ${minutes} ${minutes === 1 ? "minute" : "minutes"}, then try again`;
  }
  if (error.status >= 500) return "Sorry, the service has a problem. Try again in a minute";
  return "No saved notification has this reference and code. Check both, or it may have been deleted because its time ran out";
}
