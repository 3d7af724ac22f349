import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { requestsQuery } from "../../../api/asking";
import type { RequestSummary } from "../../../api/types-asking";
import { paths } from "../../../app/paths";
import { Cell } from "../../../ui/cell";
import { formatDate } from "../../../ui/format";
import { LoadProblem } from "../../../ui/load-problem";
import { Tag } from "../../../ui/notices";
import { Loading } from "../../../ui/progress";
import { Table } from "../../../ui/table";
import "../asking.scss";
import { countWords, dueWords, isAwaited, onDay, standingColour, undelivered } from "../words";
import { Completeness } from "./Completeness";

/** What waits for whom: first what the office has to do, then what agencies have to, then what is settled. */
const groups: { title: string; has: (one: RequestSummary) => boolean }[] = [
  { title: "To look at", has: ({ standing }) => standing.code === "submitted" },
  { title: "Waiting for an answer", has: ({ standing }) => isAwaited(standing.code) },
  { title: "Accepted", has: ({ standing }) => standing.code === "accepted" },
  {
    title: "Declined or withdrawn",
    has: ({ standing }) => standing.code === "declined" || standing.code === "withdrawn",
  },
];

/** What agencies were asked about the case, by where it stands, and what is still missing. */
export function Requests({ caseId, mayAsk }: { caseId: string; mayAsk: boolean }) {
  const query = useQuery(requestsQuery(caseId));
  if (query.isPending) return <Loading text="Loading the requests" />;
  if (!query.data) return <LoadProblem error={query.error} onRetry={() => query.refetch()} />;
  const { items, may_change } = query.data;
  const asks = mayAsk && may_change;
  const ask = asks && (
    <p className="oc-no-print">
      <Link className="nhsuk-button nhsuk-button--small" to={paths.ask} params={{ id: caseId }}>
        Ask agencies
      </Link>
    </p>
  );
  if (items.length === 0)
    return (
      <>
        <h2 className="nhsuk-heading-m">Requests to agencies</h2>
        <p>
          Nobody has been asked yet.
          {asks &&
            " We propose whom to ask from what the notification says. You look through it, and send all of it at once."}
        </p>
        {ask}
        <Completeness caseId={caseId} mayAsk={asks} />
      </>
    );
  return (
    <>
      {ask}
      <Completeness caseId={caseId} mayAsk={asks} />
      {groups.map(({ title, has }) => {
        // The soonest day first; what is overdue comes to the top by itself.
        const mine = items.filter(has).sort((a, b) => a.due_on.localeCompare(b.due_on));
        if (mine.length === 0) return null;
        return <List key={title} caseId={caseId} title={title} items={mine} />;
      })}
    </>
  );
}

function List({ caseId, title, items }: { caseId: string; title: string; items: RequestSummary[] }) {
  return (
    <Table
      caption={`${title} (${items.length})`}
      items={items}
      rowKey={({ id }) => id}
      columns={[
        {
          key: "who",
          heading: "Who",
          cell: (one) => (
            <Cell small={one.agency_label}>
              <Link to={paths.caseRequest} params={{ id: caseId, request: one.id }}>
                {one.organisation.name}
              </Link>
            </Cell>
          ),
        },
        {
          key: "what",
          heading: "Asked for",
          cell: (one) => (
            <Cell small={<span className="oc-whole">{one.reference}</span>}>
              {one.form_title}, {countWords(one.sections.length, "section")}
            </Cell>
          ),
        },
        {
          key: "standing",
          heading: "Standing",
          cell: (one) => (
            <Cell small={one.decline?.label}>
              <Tag colour={standingColour[one.standing.code]}>{one.standing.label}</Tag>
              {undelivered(one.times) && one.standing.code !== "delivery_problem" && (
                <>
                  {" "}
                  <Tag colour="red">E-mail not delivered</Tag>
                </>
              )}
              {!one.reachable && isAwaited(one.standing.code) && (
                <>
                  {" "}
                  <Tag colour="orange">Nobody invited yet</Tag>
                </>
              )}
            </Cell>
          ),
        },
        { key: "when", heading: "When", cell: (one) => <When of={one} /> },
      ]}
    />
  );
}

/** What counts of the times: the day by which an answer is due, or the day one came. */
function When({ of }: { of: RequestSummary }) {
  const { times, standing, due_on } = of;
  if (isAwaited(standing.code))
    return (
      <Cell small={formatDate(due_on)}>
        {standing.overdue ? <Tag colour="red">{dueWords(due_on)}</Tag> : dueWords(due_on)}
      </Cell>
    );
  const [word, at] =
    standing.code === "submitted"
      ? ["Sent in", times.submitted_at]
      : standing.code === "accepted"
        ? ["Accepted", times.accepted_at]
        : standing.code === "declined"
          ? ["Declined", times.declined_at]
          : ["Withdrawn", times.withdrawn_at];
  return <Cell small={at && onDay(at)}>{word}</Cell>;
}
