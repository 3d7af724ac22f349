import { Link } from "@tanstack/react-router";
import type { Deadline } from "../../api/types";
import { paths } from "../../app/paths";
import { Cell } from "../../ui/cell";
import { dueInWords } from "../../ui/duration";
import { formatDate, formatInstant } from "../../ui/format";
import { Tag } from "../../ui/notices";
import { Table } from "../../ui/table";
import { kindName } from "./words";

/** Overdue first, then what is next, then what has been done. */
export function inOrder(deadlines: Deadline[]): Deadline[] {
  const rank = (one: Deadline) => (one.met_at || one.stopped_at ? 2 : one.overdue ? 0 : 1);
  return [...deadlines].sort((a, b) => rank(a) - rank(b) || Date.parse(a.due_at) - Date.parse(b.due_at));
}

interface DeadlinesProps {
  caseId: string;
  deadlines: Deadline[];
}

export function Deadlines({ caseId, deadlines }: DeadlinesProps) {
  if (deadlines.length === 0) return <p>This case has no deadlines at the moment.</p>;
  const now = Date.now();
  return (
    <Table
      caption="Deadlines of this case"
      captionHidden
      items={inOrder(deadlines)}
      rowKey={(one) => `${one.rule_id} ${one.trigger_at}`}
      columns={[
        {
          key: "what",
          heading: "What",
          cell: (one) => (
            <Cell small={one.rule_id === "family_support" && !one.met_at && <WhereFamily caseId={caseId} />}>
              <strong>{one.label}</strong>
            </Cell>
          ),
        },
        {
          key: "due",
          heading: "Due",
          cell: (one) => <Cell mark={<State deadline={one} now={now} />}>{formatInstant(one.due_at)}</Cell>,
        },
        {
          key: "rule",
          heading: "Where the rule comes from",
          cell: (one) => <Cell small={one.citation}>{kindName[one.kind]}</Cell>,
        },
      ]}
    />
  );
}

/** The one deadline that is met on another page of the case says where. */
function WhereFamily({ caseId }: { caseId: string }) {
  return (
    <Link className="oc-no-print" to={paths.case} params={{ id: caseId }} search={{ tab: "family" }}>
      Write it down under Family contact
    </Link>
  );
}

function State({ deadline, now }: { deadline: Deadline; now: number }) {
  if (deadline.met_at) {
    const late = Date.parse(deadline.met_at) > Date.parse(deadline.due_at);
    return (
      <>
        <Tag colour={late ? "orange" : "green"}>{late ? "Done late" : "Done"}</Tag>{" "}
        {formatDate(deadline.met_at)}
      </>
    );
  }
  if (deadline.stopped_at)
    return (
      <>
        <Tag colour="grey">Stopped</Tag> {formatInstant(deadline.stopped_at)}
      </>
    );
  if (deadline.overdue) return <Tag colour="red">{dueInWords(deadline.due_at, true, now)}</Tag>;
  return <>{dueInWords(deadline.due_at, false, now)}</>;
}
