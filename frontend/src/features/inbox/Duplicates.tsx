import { Link } from "@tanstack/react-router";
import type { Duplicate, DuplicateSignal, NotificationView } from "../../api/types";
import { paths } from "../../app/paths";
import { formatDate, formatNhsNumber } from "../../ui/format";
import { Tag, type TagColour } from "../../ui/notices";
import { Table } from "../../ui/table";
import { outcomeName, signalName, statusLabel } from "./words";

const colours: Record<DuplicateSignal["outcome"], TagColour> = {
  agree: "green",
  close: "yellow",
  differ: "red",
  missing: "grey",
};

interface DuplicatesProps {
  notification: NotificationView;
}

/** Records that may be about the same child, side by side with this one. The coordinator decides, never the software. */
export function Duplicates({ notification }: DuplicatesProps) {
  const { duplicates } = notification;
  if (duplicates.length === 0)
    return (
      <p>
        We found no case and no other notification that looks like this child. You can still search before you
        decide.
      </p>
    );
  return (
    <>
      <p>
        It is normal for several professionals to notify the same death. Compare each record and decide
        whether it is the same child.
      </p>
      {duplicates.map((duplicate) => (
        <Comparison key={`${duplicate.kind} ${duplicate.id}`} notification={notification} other={duplicate} />
      ))}
    </>
  );
}

interface ComparisonProps {
  notification: NotificationView;
  other: Duplicate;
}

function Comparison({ notification, other }: ComparisonProps) {
  const band = other.band === "very_likely" ? "Very likely the same child" : "Possibly the same child";
  const name = other.kind === "case" ? `Case ${other.reference}` : `Another notification, ${other.reference}`;
  const facts = [
    { key: "name", label: "Name", here: notification.child_name, there: other.child_name },
    {
      key: "nhs",
      label: "NHS number",
      here: formatNhsNumber(notification.nhs_number),
      there: formatNhsNumber(other.nhs_number),
    },
    {
      key: "born",
      label: "Born",
      here: formatDate(notification.date_of_birth),
      there: formatDate(other.date_of_birth),
    },
    {
      key: "died",
      label: "Died",
      here: formatDate(notification.date_of_death),
      there: formatDate(other.date_of_death),
    },
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
        <p className="nhsuk-body-s">Status: {statusLabel(other.status)}</p>
        <Table
          caption={`This notification beside ${name}`}
          captionHidden
          rowKey={(fact) => fact.key}
          items={facts}
          columns={[
            { key: "label", heading: "Detail", cell: (fact) => fact.label },
            { key: "here", heading: "This notification", cell: (fact) => fact.here || "Not given" },
            {
              key: "there",
              heading: other.kind === "case" ? "The case" : "The other one",
              cell: (fact) => fact.there || "Not given",
            },
          ]}
        />
        <h4 className="nhsuk-heading-xs">How they compare</h4>
        <ul className="nhsuk-list oc-signals">
          {other.signals.map((signal) => (
            <li key={signal.signal}>
              <Tag colour={colours[signal.outcome]}>{outcomeName[signal.outcome]}</Tag>{" "}
              <strong>{signalName(signal.signal)}.</strong> {signal.explanation}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
