import { Link } from "@tanstack/react-router";
import type { CaseSummary } from "../../api/types";
import { paths } from "../../app/paths";
import { CaseStatusTag } from "../../ui/case-status";
import { Cell } from "../../ui/cell";
import { dueInWords } from "../../ui/duration";
import { itemId } from "../../ui/more";
import { NhsNumber } from "../../ui/nhs-number";
import { Tag } from "../../ui/notices";
import { shortDate } from "../../ui/short-date";
import { type Column, Table } from "../../ui/table";

const columns = (now: number): Column<CaseSummary>[] => [
  {
    key: "child",
    heading: "Child",
    cell: (item) => (
      <Cell small={item.reference} mark={item.restricted && <Tag colour="purple">Restricted</Tag>}>
        <Link to={paths.case} params={{ id: item.id }} id={itemId(item.id)} className="oc-break">
          {item.child_name}
        </Link>
      </Cell>
    ),
  },
  {
    key: "nhs",
    heading: "NHS number",
    cell: (item) => <NhsNumber value={item.nhs_number} />,
  },
  {
    key: "died",
    heading: "Died",
    cell: (item) => (
      <Cell small={item.age_text ? `Age ${item.age_text.toLowerCase()}` : "Age not known"}>
        <span className="oc-cell__date">{shortDate(item.date_of_death) || "Not known"}</span>
      </Cell>
    ),
  },
  { key: "place", heading: "Place", cell: (item) => item.place_label || "Not known" },
  {
    key: "status",
    heading: "Status",
    cell: (item) => (
      <Cell small={item.continues_as ? `Continues as ${item.continues_as.reference}` : undefined}>
        <CaseStatusTag code={item.status} label={item.status_label} />
      </Cell>
    ),
  },
  {
    key: "due",
    heading: "Next deadline",
    cell: ({ next_deadline: next }) =>
      next ? (
        <Cell
          small={next.overdue ? null : dueInWords(next.due_at, false, now)}
          mark={next.overdue && <Tag colour="red">{dueInWords(next.due_at, true, now)}</Tag>}
        >
          {next.label}
        </Cell>
      ) : (
        "None"
      ),
  },
];

export function CaseTable({ caption, cases }: { caption: string; cases: CaseSummary[] }) {
  return (
    <Table
      caption={caption}
      captionHidden
      columns={columns(Date.now())}
      items={cases}
      rowKey={(item) => item.id}
    />
  );
}
