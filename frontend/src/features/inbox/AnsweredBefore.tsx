import { Link } from "@tanstack/react-router";
import { withdrawAnswer } from "../../api/linking";
import type { AnswerBefore, NotificationView } from "../../api/types";
import { paths } from "../../app/paths";
import { formatInstant } from "../../ui/format";
import { Details } from "../../ui/notices";
import { ReasonForm } from "../../ui/reason-form";
import { answerName } from "./words";

interface AnsweredBeforeProps {
  notification: NotificationView;
  /** Whether this person may answer, and so take answers back. */
  may: boolean;
  onTakenBack: (word: string) => void;
}

/** What was answered when this notification was compared with others. Every answer can be taken back. */
export function AnsweredBefore({ notification, may, onTakenBack }: AnsweredBeforeProps) {
  if (notification.answers_before.length === 0) return null;
  const takeBack = async (answer: AnswerBefore, reason: string, idempotencyKey: string) => {
    await withdrawAnswer(notification.id, { answer: answer.id, reason }, { idempotencyKey });
    onTakenBack(
      `The answer about ${answer.kind} ${answer.reference} has been taken back. It is offered again.`,
    );
  };
  return (
    <>
      <h3>Answered before</h3>
      {notification.answers_before.map((answer) => (
        <div key={answer.id} className="nhsuk-inset-text">
          <p>
            <strong>{answerName[answer.answer]}:</strong> <Other answer={answer} />, by {answer.by} on{" "}
            {formatInstant(answer.at)}.
          </p>
          <p className="oc-keep-lines oc-break">{answer.reason}</p>
          {answer.case && answer.answer === "same_child" && (
            <p>
              That notification belongs to case{" "}
              <Link to={paths.case} params={{ id: answer.case.id }}>
                {answer.case.reference}
              </Link>{" "}
              now. Link this one to it, if it is the same child.
            </p>
          )}
          {may && (
            <Details summary={`Take back the answer about ${answer.reference}`}>
              <ReasonForm
                id={`withdraw-${answer.id}`}
                label="Why do you take it back?"
                missing="Say in a few words why you take it back"
                button="Take the answer back"
                onSend={(reason, key) => takeBack(answer, reason, key)}
              />
            </Details>
          )}
        </div>
      ))}
    </>
  );
}

function Other({ answer }: { answer: AnswerBefore }) {
  return answer.kind === "case" ? (
    <Link to={paths.case} params={{ id: answer.other }}>
      case {answer.reference}
    </Link>
  ) : (
    <Link to={paths.notification} params={{ id: answer.other }}>
      notification {answer.reference}
    </Link>
  );
}
