import type { ComparisonOutcome, ComparisonRow } from "../api/types";
import { Cell } from "./cell";
import { Tag, type TagColour } from "./notices";
import { Table } from "./table";

export const outcomeName: Record<ComparisonOutcome, string> = {
  agree: "The same",
  close: "Close",
  differ: "Different",
  missing: "Cannot be compared",
};

export const outcomeColour: Record<ComparisonOutcome, TagColour> = {
  agree: "green",
  close: "yellow",
  differ: "red",
  missing: "grey",
};

interface ComparisonTableProps {
  /** What the two columns are called. */
  left: string;
  right: string;
  rows: ComparisonRow[];
}

/** Two records side by side, one below the other on a narrow screen; how they differ is said in words as well as by colour. */
export function ComparisonTable({ left, right, rows }: ComparisonTableProps) {
  return (
    <Table
      caption={`${left} beside ${right}`}
      captionHidden
      items={rows}
      rowKey={(row) => row.field}
      columns={[
        { key: "label", heading: "Detail", cell: (row) => <strong>{row.label}</strong> },
        {
          key: "left",
          heading: left,
          cell: (row) => <span className="oc-break">{row.left ?? "Not given"}</span>,
        },
        {
          key: "right",
          heading: right,
          cell: (row) => <span className="oc-break">{row.right ?? "Not given"}</span>,
        },
        {
          key: "outcome",
          heading: "How they compare",
          cell: (row) => (
            <Cell small={row.words}>
              <Tag colour={outcomeColour[row.outcome]}>{outcomeName[row.outcome]}</Tag>
            </Cell>
          ),
        },
      ]}
    />
  );
}

/** What tells two children apart: families move, and a place is named in several ways. */
const telling = ["name", "date_of_birth", "date_of_death", "nhs_number", "sex", "birth_order"];

interface DifferingProps {
  rows: ComparisonRow[];
  /** References of the two records. */
  left: string;
  right: string;
}

/** What the two records say differently about the child, fact by fact, with both values. */
export function Differing({ rows, left, right }: DifferingProps) {
  const facts = rows.filter(
    ({ field, outcome }) => telling.includes(field) && (outcome === "differ" || outcome === "close"),
  );
  if (facts.length === 0) return <p>Nothing that tells children apart differs between the two records.</p>;
  return (
    <>
      <p>The two records differ in:</p>
      <ul>
        {facts.map((row) => (
          <li key={row.field} className="oc-break">
            <strong>{row.label}:</strong> {row.left ?? "not given"} ({left}), {row.right ?? "not given"} (
            {right}
            ). {row.words}.
          </li>
        ))}
      </ul>
    </>
  );
}

/** What speaks for two children, before anybody makes one of them. */
export function TwoChildren(props: DifferingProps) {
  return (
    <>
      <p>
        <strong>These may be two children, for example twins.</strong>
      </p>
      <Differing {...props} />
    </>
  );
}
