import { type SubmitEvent, useState } from "react";
import { isStale } from "../api/client";
import type { Versioned } from "../api/staff";
import type { ScopeAnswer, ScopeQuestion, ScopeView } from "../api/types";
import { Button, ButtonGroup } from "./button";
import { Radios } from "./choices";
import { ErrorSummary } from "./error-summary";
import { formatInstant } from "./format";
import { LoadProblem } from "./load-problem";
import { Details, InsetText, NotificationBanner, Tag } from "./notices";
import { problemWords } from "./problem-words";
import { Loading } from "./progress";
import { SummaryList } from "./summary";
import { useEditing } from "./use-editing";

const answerWords: Record<ScopeAnswer, string> = { yes: "Yes", no: "No", not_known: "Not known" };

interface ScopePanelProps {
  title: string;
  /** One of many parts of a page, rather than one of a few. */
  small?: boolean;
  loaded: {
    isPending: boolean;
    data: Versioned<ScopeView> | undefined;
    error: unknown;
    refetch: () => unknown;
  };
  save: (answers: Record<string, ScopeAnswer>, etag: string | null) => Promise<unknown>;
  /** The words of a reason for a rejection, where the page knows them. */
  reasonLabel?: (code: string) => string | undefined;
}

/** Whether a death is reviewed here: named questions, their answers, and what follows. */
export function ScopePanel({ title, small, loaded, save, reasonLabel }: ScopePanelProps) {
  const { editing, heading, saved, open, close, done } = useEditing();
  const view = loaded.data?.view;
  const answered = async () => {
    await loaded.refetch();
    done();
  };
  return (
    <section aria-labelledby="scope" className="oc-panel">
      <h2 className={small ? "nhsuk-heading-m" : undefined} id="scope" ref={heading} tabIndex={-1}>
        {title}
      </h2>
      {loaded.isPending && <Loading text="Loading the questions" />}
      {!loaded.isPending && !view && <LoadProblem error={loaded.error} onRetry={() => loaded.refetch()} />}
      {view && editing && (
        <AnswerForm
          view={view}
          save={(answers) => save(answers, loaded.data?.etag ?? null)}
          onDone={answered}
          onCancel={close}
          onStale={() => loaded.refetch()}
        />
      )}
      {view && !editing && (
        <>
          {saved > 0 && (
            <NotificationBanner key={saved} kind="success" takeFocus>
              <p className="nhsuk-notification-banner__heading">Your answers have been saved.</p>
            </NotificationBanner>
          )}
          <Outcome view={view} reasonLabel={reasonLabel} />
          <SummaryList
            rows={view.questions
              .filter((one) => one.asked)
              .map((one) => ({ key: one.code, label: one.words, value: <Answered question={one} /> }))}
          />
          {view.may_answer ? (
            <p className="oc-no-print">
              <Button variant="secondary" small onClick={open}>
                {view.outcome.unconfirmed.length === 0 ? "Change the answers" : "Answer these questions"}
              </Button>
            </p>
          ) : (
            <p className="oc-no-print">{view.reason}</p>
          )}
          <Details summary="Where these rules are written">
            <ul>
              {[...new Set(view.questions.map((one) => one.citation))].map((citation) => (
                <li key={citation}>{citation}</li>
              ))}
            </ul>
          </Details>
        </>
      )}
    </section>
  );
}

function Outcome({
  view,
  reasonLabel,
}: {
  view: ScopeView;
  reasonLabel: ScopePanelProps["reasonLabel"] | undefined;
}) {
  const { outcome, stillbirth_proof: proof } = view;
  const reason = outcome.reason ? reasonLabel?.(outcome.reason) : undefined;
  return (
    <InsetText>
      <p>
        <strong>{outcome.words}</strong>
        {reason && ` Reason: ${reason}.`}
      </p>
      <StillOpen view={view} />
      {outcome.ask_for.length > 0 && (
        <ul>
          {outcome.ask_for.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      )}
      {proof && (
        <p className="oc-keep-lines">
          {`Shown to be a stillbirth on ${proof.proved_on} by ${proof.proved_by}: ${proof.proof}\nRecorded by ${proof.recorded_by}, ${formatInstant(proof.recorded_at)}`}
        </p>
      )}
    </InsetText>
  );
}

/** What has to be found out first, or else what nobody has confirmed yet: by name, so that nobody has to search. */
function StillOpen({ view }: { view: ScopeView }) {
  const { open, unconfirmed } = view.outcome;
  const asked = view.questions.filter((one) => one.asked);
  const list = (codes: string[]) => (
    <ul>
      {asked
        .filter((one) => codes.includes(one.code))
        .map((one) => (
          <li key={one.code}>{one.words}</li>
        ))}
    </ul>
  );
  if (open.length > 0)
    return (
      <>
        <p>To be found out:</p>
        {list(open)}
      </>
    );
  if (unconfirmed.length === 0) return null;
  if (unconfirmed.length === asked.length)
    return (
      <p>
        This rests on what the notification says.
        {view.may_answer && " Answer the questions to confirm it."}
      </p>
    );
  return (
    <>
      <p>Taken from the notification and not yet confirmed:</p>
      {list(unconfirmed)}
    </>
  );
}

function Answered({ question }: { question: ScopeQuestion }) {
  const { answer, suggestion } = question;
  if (answer)
    return (
      <>
        {answerWords[answer]}
        <br />
        <span className="nhsuk-body-s">
          {question.answered_by}, {formatInstant(question.answered_at)}
        </span>
      </>
    );
  if (!suggestion) return <>Not answered</>;
  return (
    <>
      {answerWords[suggestion.answer]} <Tag colour="yellow">Not confirmed</Tag>
      <br />
      <span className="nhsuk-body-s">{suggestion.because}</span>
    </>
  );
}

interface AnswerFormProps {
  view: ScopeView;
  save: (answers: Record<string, ScopeAnswer>) => Promise<unknown>;
  onDone: () => Promise<void>;
  onCancel: () => void;
  onStale: () => void;
}

/** Only questions that matter are asked: an answer brings up others, or leaves them aside, as it is given. */
function AnswerForm({ view, save, onDone, onCancel, onStale }: AnswerFormProps) {
  const [answers, setAnswers] = useState<Record<string, ScopeAnswer>>(() =>
    Object.fromEntries(
      view.questions.flatMap((one) => {
        const known = one.answer ?? one.suggestion?.answer;
        return known ? [[one.code, known] as const] : [];
      }),
    ),
  );
  const asked = view.questions.filter(
    ({ asked_unless: unless }) => !unless || answers[unless.question] !== unless.answer,
  );
  const [problem, setProblem] = useState("");
  const [attempt, setAttempt] = useState(0);
  const [busy, setBusy] = useState(false);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    const given = Object.fromEntries(
      asked.flatMap(({ code }) => (answers[code] ? [[code, answers[code]] as const] : [])),
    );
    const fail = (words: string) => {
      setProblem(words);
      setAttempt((count) => count + 1);
    };
    if (Object.keys(given).length === 0) return fail("Answer at least one question");
    setBusy(true);
    try {
      await save(given);
      await onDone();
    } catch (error) {
      fail(problemWords(error));
      if (isStale(error)) onStale();
    } finally {
      setBusy(false);
    }
  };
  return (
    <form onSubmit={submit} noValidate>
      <ErrorSummary errors={problem ? [{ message: problem }] : []} attempt={attempt} />
      {asked.map((one) => (
        <Radios
          key={one.code}
          id={`scope-${one.code.replaceAll("_", "-")}`}
          label={one.words}
          hint={one.help}
          inline
          small
          value={answers[one.code] ?? null}
          onChange={(value) => setAnswers((before) => ({ ...before, [one.code]: value as ScopeAnswer }))}
          choices={(["yes", "no", "not_known"] as const).map((value) => ({
            value,
            label: answerWords[value],
          }))}
        />
      ))}
      <ButtonGroup>
        <Button type="submit" busy={busy}>
          {busy ? "Please wait" : "Save the answers"}
        </Button>
        <Button variant="secondary" onClick={onCancel}>
          Cancel
        </Button>
      </ButtonGroup>
    </form>
  );
}
