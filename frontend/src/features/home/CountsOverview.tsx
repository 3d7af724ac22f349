import { Link } from "@tanstack/react-router";
import type { Counts } from "../../api/types";
import { paths } from "../../app/paths";
import "./home.scss";

interface CountsOverviewProps {
  counts: Counts;
  /** What other areas offer, in words; nothing when they offer nothing. */
  offers: string | null;
  permissions: string[];
}

const several = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

/** What waits, most pressing first, and where to go next. */
export function CountsOverview({ counts, offers, permissions }: CountsOverviewProps) {
  const may = (permission: string) => permissions.includes(permission);
  const waiting = may("list_notifications") ? counts.notifications.received : 0;
  const overdue = may("list_cases") ? counts.cases.overdue : 0;
  const reviews = counts.emergencies_to_review ?? 0;
  const decides = may("accept_notification");

  return (
    <>
      <h2>What needs you</h2>
      {waiting === 0 && overdue === 0 && reviews === 0 && offers === null && (
        <p>Nothing needs you at the moment. No notification is waiting and no case is overdue.</p>
      )}
      <ul className="oc-waiting">
        {reviews > 0 && (
          <li>
            <p className="oc-waiting__what">
              <Link to={paths.emergencyReviews}>
                {several(reviews, "opening in an emergency waits", "openings in an emergency wait")} for your
                review
              </Link>
            </p>
            <p className="oc-waiting__why">
              Somebody opened a restricted case without being given access. Read why, and say within 5 working
              days whether it was right.
            </p>
          </li>
        )}
        {waiting > 0 && (
          <li>
            <p className="oc-waiting__what">
              <Link to={paths.inbox}>
                {several(waiting, "notification is waiting", "notifications are waiting")} for a decision
              </Link>
            </p>
            <p className="oc-waiting__why">
              {decides
                ? "Open the oldest first. Decide whether it becomes a new case, belongs to a case you have, or is not for review."
                : "You can read them. The panel’s coordinator or manager decides what becomes of them."}
            </p>
          </li>
        )}
        {offers !== null && (
          <li>
            <p className="oc-waiting__what">
              <Link to={paths.transfers}>{offers}</Link>
            </p>
            <p className="oc-waiting__why">
              Say whether the death is for your area to review. Until you answer, nobody can work on it.
            </p>
          </li>
        )}
        {overdue > 0 && (
          <li>
            <p className="oc-waiting__what">
              <Link to={paths.cases} search={{ tab: "overdue" }}>
                {several(overdue, "case has", "cases have")} an overdue step
              </Link>
            </p>
            <p className="oc-waiting__why">The list shows which step it is and how long ago it was due.</p>
          </li>
        )}
      </ul>
      {may("list_cases") && (
        <>
          <h2>Your area’s cases</h2>
          <p>
            <Link to={paths.cases}>{several(counts.cases.open, "case is open", "cases are open")}</Link>. You
            can{" "}
            <Link to={paths.cases} search={{ tab: "all" }}>
              find a case
            </Link>{" "}
            by name, case reference or NHS number.
          </p>
          {may("review_emergency_access") && (
            <p>
              <Link to={paths.emergencyReviews}>See what was opened in an emergency</Link>, and what was
              found.
            </p>
          )}
        </>
      )}
    </>
  );
}
