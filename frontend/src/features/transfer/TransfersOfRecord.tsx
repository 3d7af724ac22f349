import { Link } from "@tanstack/react-router";
import type { Transfer } from "../../api/types";
import { paths } from "../../app/paths";
import { Cell } from "../../ui/cell";
import { formatDate } from "../../ui/format";
import { Tag } from "../../ui/notices";
import { type Column, Table } from "../../ui/table";
import { stateColour } from "./words";

const columns: Column<Transfer>[] = [
  {
    key: "offered",
    heading: "Offered",
    cell: (one) => (
      <Cell small={`by ${one.offered_by.name}`}>
        <Link to={paths.transfer} params={{ id: one.id }}>
          {formatDate(one.offered_at)}
        </Link>
      </Cell>
    ),
  },
  {
    key: "areas",
    heading: "From and to",
    cell: (one) => `${one.from.name} to ${one.to.name}`,
  },
  { key: "reason", heading: "Reason", cell: (one) => one.reason_label ?? "Not told" },
  {
    key: "outcome",
    heading: "Outcome",
    cell: (one) => (
      <Cell
        small={
          one.decided_at && [formatDate(one.decided_at), one.decided_by?.name].filter(Boolean).join(", by ")
        }
        mark={one.decision_words && <span className="oc-keep-lines oc-break">{one.decision_words}</span>}
      >
        <Tag colour={stateColour[one.state]}>{one.state_label}</Tag>
      </Cell>
    ),
  },
];

/** Where a record has been offered and gone, the latest first. */
export function TransfersOfRecord({ transfers }: { transfers: Transfer[] }) {
  return (
    <Table
      caption="Offers of this record, latest first"
      captionHidden
      columns={columns}
      items={transfers}
      rowKey={(one) => one.id}
    />
  );
}
