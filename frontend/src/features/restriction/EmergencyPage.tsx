import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type SubmitEvent, useState } from "react";
import { meQuery } from "../../api/queries";
import { openInEmergency } from "../../api/restriction";
import { paths } from "../../app/paths";
import { Button, ButtonLink } from "../../ui/button";
import { Radios } from "../../ui/choices";
import { ErrorSummary, type SummaryError } from "../../ui/error-summary";
import { LoadProblemPage } from "../../ui/load-problem";
import { Page } from "../../ui/page";
import { Loading } from "../../ui/progress";
import { TextInput } from "../../ui/text-input";
import { Textarea } from "../../ui/textarea";
import { emergencyReasons, fewestWords, mostWords, refusals } from "./words";

const fields = {
  "/reference": "reference",
  "/reason": "reason",
  "/words": "words",
  "/code": "code",
  "/recovery_code": "code",
};

/** Opens one restricted case for an hour, to read, when it cannot wait. */
export default function EmergencyPage() {
  const me = useQuery(meQuery);
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [reference, setReference] = useState("");
  const [reason, setReason] = useState<string | null>(null);
  const [words, setWords] = useState("");
  const [code, setCode] = useState("");
  const [recovery, setRecovery] = useState(false);
  const [errors, setErrors] = useState<SummaryError[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [busy, setBusy] = useState(false);
  const errorOf = (id: string) => errors.find((error) => error.fieldId === id)?.message;

  if (me.isPending) return <Loading />;
  if (!me.data) return <LoadProblemPage error={me.error} onRetry={() => me.refetch()} />;
  const asked = me.data.second_factor.enrolled;

  const show = (found: SummaryError[]) => {
    setErrors(found);
    setAttempt((count) => count + 1);
  };
  const missing = (): SummaryError[] => [
    ...(reference.trim() === ""
      ? [{ fieldId: "reference", message: "Enter the whole case reference, such as KENT/2026/0042" }]
      : []),
    ...(reason === null ? [{ fieldId: "reason", message: "Choose why it cannot wait" }] : []),
    ...([...words.trim()].length < fewestWords
      ? [{ fieldId: "words", message: `Explain in at least ${fewestWords} characters why it cannot wait` }]
      : []),
    ...(asked && code.trim() === ""
      ? [
          {
            fieldId: "code",
            message: recovery ? "Enter one of your recovery codes" : "Enter the 6-digit code",
          },
        ]
      : []),
  ];

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    const found = missing();
    if (found.length > 0 || reason === null) return show(found);
    const typed = code.replace(/\s/g, "");
    setBusy(true);
    try {
      const opened = await openInEmergency({
        reference: reference.trim(),
        reason,
        words: words.trim(),
        ...(asked ? (recovery ? { recovery_code: typed } : { code: typed }) : {}),
      });
      void queryClient.invalidateQueries();
      await navigate({ to: paths.case, params: { id: opened.case_id } });
    } catch (error) {
      // A code works for one attempt only.
      setCode("");
      show(refusals(error, fields));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Page title="Open a restricted case in an emergency" errors={errors.length}>
      <p>
        <Link className="nhsuk-back-link" to={paths.cases} activeOptions={{ exact: true }}>
          All cases
        </Link>
      </p>
      <ErrorSummary errors={errors} attempt={attempt} />
      <h1>Open a restricted case in an emergency</h1>
      <p>
        Some cases are restricted to a few people, for example when the child belonged to a member of staff.
        If you need one and cannot wait for a manager to give you access, you can open it here.
      </p>
      <ul>
        <li>You can read that one case for 60 minutes. You cannot change it.</li>
        <li>
          The managers of your panel and the auditors are told at once that you opened a restricted case.
        </li>
        <li>A manager reads your reason and reviews it.</li>
      </ul>
      <form onSubmit={submit} noValidate>
        <TextInput
          id="reference"
          label="Case reference"
          hint="The whole reference, such as KENT/2026/0042"
          width={20}
          spellCheck={false}
          value={reference}
          onChange={setReference}
          error={errorOf("reference")}
        />
        <Radios
          id="reason"
          label="Why can it not wait?"
          choices={emergencyReasons}
          value={reason}
          onChange={setReason}
          error={errorOf("reason")}
        />
        <Textarea
          id="words"
          label="Explain what has happened"
          hint={`At least ${fewestWords} characters. A manager will read this. Leave out the name of the child.`}
          rows={4}
          maxLength={mostWords}
          value={words}
          onChange={setWords}
          error={errorOf("words")}
        />
        {asked && (
          <>
            <TextInput
              id="code"
              label={recovery ? "Recovery code" : "6-digit code"}
              hint={
                recovery
                  ? "One of the codes you kept when you set up your second factor. Each works once."
                  : "We ask for your second factor again. If you have just used a code, wait for the next one."
              }
              width={recovery ? 20 : 10}
              {...(recovery ? {} : { inputMode: "numeric" as const, autoComplete: "one-time-code" as const })}
              spellCheck={false}
              value={code}
              onChange={setCode}
              error={errorOf("code")}
            />
            <p>
              <ButtonLink
                onClick={() => {
                  setRecovery(!recovery);
                  setCode("");
                }}
              >
                {recovery ? "Use a code from your app instead" : "Use a recovery code instead"}
              </ButtonLink>
            </p>
          </>
        )}
        <Button type="submit" variant="warning" busy={busy}>
          Open the case for 60 minutes
        </Button>
      </form>
    </Page>
  );
}
