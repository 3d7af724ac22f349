import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, Navigate, useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { ConnectionLost, Problem } from "../../api/client";
import { currentDraftQuery, receiptQuery } from "../../api/queries";
import type { FieldError } from "../../api/types";
import { paths } from "../../app/paths";
import { AnswerSections } from "../../forms/answer-sections";
import { answerText } from "../../forms/answer-text";
import { hiddenAnswers } from "../../forms/journey";
import { checkAll } from "../../forms/validate";
import { Button, Details, ErrorSummary, focusField, Page, type SummaryError, SummaryList } from "../../ui";
import { areaLookupQuery, postcodeOf } from "./area";
import { useNotification } from "./context";
import { problemMessage, toSummary } from "./errors";
import { noticeId, SavedAt } from "./SaveNotices";
import { SecondLook } from "./SecondLook";

/** Everything that will be sent, with a way to change each answer, and the button that sends it. */
export default function CheckPage() {
  const { store, state, at } = useNotification();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [errors, setErrors] = useState<SummaryError[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [sending, setSending] = useState(false);
  // React may not have drawn the busy button yet when a second press comes.
  const underWay = useRef(false);
  const postcode = postcodeOf(at);
  const lookup = useQuery({ ...areaLookupQuery(postcode ?? ""), enabled: postcode !== null });
  const area = lookup.data?.outcome === "found" ? lookup.data.area : state.chosenArea;
  const mustChoose = !area && !(postcode !== null && lookup.isPending);

  if (!state.draft && !sending) return <Navigate to={paths.notify} replace />;

  const fail = (found: SummaryError[]) => {
    setErrors(found);
    setAttempt((count) => count + 1);
  };

  const chooseFirst: SummaryError = {
    message: "Choose the panel that should receive this",
    link: (
      <Link to={paths.notifyArea} search={{ from: "check" }}>
        Choose the panel that should receive this
      </Link>
    ),
  };

  const send = async () => {
    if (underWay.current) return;
    const found: FieldError[] = checkAll(at);
    const shown = toSummary(at, found, null, "check");
    if (mustChoose) shown.unshift(chooseFirst);
    if (shown.length > 0) return fail(shown);
    underWay.current = true;
    setSending(true);
    setErrors([]);
    try {
      const saved = await store.save();
      if (!saved.done) {
        if (saved.problem) fail(problemErrors(saved.problem));
        else focusField(noticeId);
        return;
      }
      await store.submit(lookup.data?.outcome === "found" ? null : (state.chosenArea?.id ?? null));
      queryClient.removeQueries({ queryKey: receiptQuery.queryKey });
      await navigate({ to: paths.notifyReceipt, replace: true });
      queryClient.removeQueries({ queryKey: currentDraftQuery.queryKey });
      store.startAgain();
    } catch (error) {
      if (error instanceof ConnectionLost) {
        fail([
          {
            message:
              "We could not reach the service, so we do not know whether it arrived. Send it again: it will not be counted twice",
          },
        ]);
      } else if (error instanceof Problem) fail(problemErrors(error));
      else throw error;
    } finally {
      underWay.current = false;
      setSending(false);
    }
  };

  const problemErrors = (problem: Problem): SummaryError[] =>
    problem.errors.length > 0
      ? toSummary(at, problem.errors, null, "check")
      : [{ message: problemMessage(problem) }];

  const hidden = hiddenAnswers(at);

  return (
    <>
      <Link className="nhsuk-back-link" to={paths.notifyMore}>
        Back
      </Link>
      <Page title="Check your answers" errors={errors.length}>
        {errors.length > 0 && <ErrorSummary errors={errors} attempt={attempt} />}
        <h1>Check your answers before you send them</h1>
        <SecondLook />
        <SummaryList
          rows={[
            {
              key: "area",
              label: "Panel that will receive this",
              value: area ? area.name : mustChoose ? "Not chosen yet" : "Looking up the postcode",
              actions: [
                <Link key="change" to={paths.notifyArea} search={{ from: "check" }}>
                  {mustChoose ? "Choose" : "Change"}
                  <span className="nhsuk-u-visually-hidden"> the panel that will receive this</span>
                </Link>,
              ],
            },
          ]}
        />
        <AnswerSections
          at={at}
          showEmpty
          change={(page, question) => (
            <Link to={paths.notifyPage} params={{ pageId: page.id }} search={{ from: "check" }}>
              Change<span className="nhsuk-u-visually-hidden"> {question.label}</span>
            </Link>
          )}
        />
        {hidden.length > 0 && (
          <Details summary={`Answers that will not be sent (${hidden.length})`}>
            <p>
              You answered these before, and later answers mean that they no longer apply. They come back if
              you change those answers.
            </p>
            <SummaryList
              rows={hidden.map((question) => ({
                key: question.id,
                label: question.label,
                value: answerText(at.form, question, state.answers[question.id]),
              }))}
            />
          </Details>
        )}
        <h2>Send the notification</h2>
        <p>By sending this you confirm that, as far as you know, what you have written is right.</p>
        <Button onClick={() => void send()} busy={sending}>
          {sending ? "Sending" : "Send notification"}
        </Button>
        <SavedAt />
        <p>
          <Link to={paths.notifySaved}>Save and come back later</Link>
        </p>
      </Page>
    </>
  );
}
