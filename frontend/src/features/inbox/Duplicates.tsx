import { Link } from "@tanstack/react-router";
import type { Duplicate, NotificationView } from "../../api/types";
import { paths } from "../../app/paths";
import { outcomeColour, outcomeName } from "../../ui/comparison-table";
import { formatDate, formatInstant, formatNhsNumber } from "../../ui/format";
import { Tag, WarningCallout } from "../../ui/notices";
import { answerName, signalName, statusLabel, twinsOf } from "./words";

interface DuplicatesProps {
  notification: NotificationView;
}

/** Records that may be about the same child. Each can be compared in two columns; the coordinator decides, never the software. */
export function Duplicates({ notification }: DuplicatesProps) {
  const { duplicates } = notification;
  return (
    <>
      <Elsewhere notification={notification} />
      <PerhapsTwins notification={notification} />
      {duplicates.length === 0 ? (
        <p>
          We found no case and no other notification that looks like this child. You can still search before
          you decide.
        </p>
      ) : (
        <p>
          It is normal for several professionals to notify the same death. Compare each record and decide
          whether it is the same child.
        </p>
      )}
      {duplicates.map((duplicate) => (
        <Candidate key={`${duplicate.kind} ${duplicate.id}`} notification={notification} other={duplicate} />
      ))}
    </>
  );
}

/** Of a record in another area nothing is known here but whom to ask. */
function Elsewhere({ notification }: DuplicatesProps) {
  if (notification.elsewhere.length === 0) return null;
  return (
    <WarningCallout title="Another area may know this child">
      <ul>
        {notification.elsewhere.map((area) => (
          <li key={area.id}>Possible match: contact {area.name}</li>
        ))}
      </ul>
      <p>For the family’s privacy, what they have is not shown here.</p>
    </WarningCallout>
  );
}

/** A twin is not offered as the same child, and is worth knowing of all the same. */
function PerhapsTwins({ notification }: DuplicatesProps) {
  const twins = twinsOf(notification);
  if (twins.length === 0) return null;
  return (
    <WarningCallout title="Perhaps a twin">
      <p>
        Perhaps a twin or other child of a multiple birth. If so, open this notification as its own case and
        link the two cases: each child has a review of their own.
      </p>
      <ul>
        {twins.map((one) => (
          <li key={one.id} className="oc-break">
            {one.kind === "case" ? (
              <Link to={paths.case} params={{ id: one.id }}>
                Case {one.reference}
              </Link>
            ) : (
              <Link to={paths.notification} params={{ id: one.id }}>
                Notification {one.reference}
              </Link>
            )}
            , {one.child_name}, born {formatDate(one.date_of_birth)}, died {formatDate(one.date_of_death)}.{" "}
            {one.answer ? (
              `Answered before: ${answerName[one.answer.answer]}.`
            ) : (
              <Link
                to={paths.comparison}
                params={{ id: notification.id, kind: one.kind, other: one.id }}
                className="oc-no-print"
              >
                Compare with {one.kind === "case" ? "Case" : "Notification"} {one.reference}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </WarningCallout>
  );
}

interface CandidateProps {
  notification: NotificationView;
  other: Duplicate;
}

function Candidate({ notification, other }: CandidateProps) {
  const band = other.band === "very_likely" ? "Very likely the same child" : "Possibly the same child";
  const name = other.kind === "case" ? `Case ${other.reference}` : `Another notification, ${other.reference}`;
  const said = [
    other.child_name,
    other.nhs_number ? `NHS number ${formatNhsNumber(other.nhs_number)}` : "NHS number not given",
    `born ${formatDate(other.date_of_birth)}`,
    `died ${formatDate(other.date_of_death)}`,
  ];
  return (
    <div className="nhsuk-card">
      <div className="nhsuk-card__content">
        <h3 className="nhsuk-card__heading nhsuk-heading-s">
          {band}:{" "}
          {other.kind === "case" ? (
            <Link to={paths.case} params={{ id: other.id }}>
              {name}
            </Link>
          ) : (
            <Link to={paths.notification} params={{ id: other.id }}>
              {name}
            </Link>
          )}
        </h3>
        <p className="oc-break">{said.join(", ")}.</p>
        <p className="nhsuk-body-s">Status: {statusLabel(other.status)}</p>
        <ul className="nhsuk-list oc-signals">
          {other.signals.map((signal) => (
            <li key={signal.signal}>
              <Tag colour={outcomeColour[signal.outcome]}>{outcomeName[signal.outcome]}</Tag>{" "}
              <strong>{signalName(signal.signal)}.</strong> {signal.explanation}
            </li>
          ))}
        </ul>
        {other.answer && (
          <p className="oc-keep-lines oc-break">
            <strong>Answered before: {answerName[other.answer.answer]}</strong>, by {other.answer.by} on{" "}
            {formatInstant(other.answer.at)}. {other.answer.reason}
          </p>
        )}
        <p className="oc-no-print nhsuk-u-margin-bottom-0">
          <Link
            className="nhsuk-action-link"
            to={paths.comparison}
            params={{ id: notification.id, kind: other.kind, other: other.id }}
          >
            <span className="nhsuk-action-link__text">
              Compare<span className="nhsuk-u-visually-hidden"> with {name}</span>
            </span>
          </Link>
        </p>
      </div>
    </div>
  );
}
