import { useQuery } from "@tanstack/react-query";
import { processesQuery } from "../../api/record";
import type { Process, ProcessList } from "../../api/types";
import { formatDate } from "../../ui/format";
import { Tag, type TagColour } from "../../ui/notices";
import { SummaryCard, SummaryList, type SummaryRow } from "../../ui/summary";
import type { Field, Values } from "./record/fields";
import { History } from "./record/History";
import { Add, type Editing, Part } from "./record/Part";
import { RecordForm } from "./record/RecordForm";
import { Change, row } from "./record/rows";
import { choices } from "./record/words";
import { Waiting } from "./Waiting";

const fieldsOf = (list: ProcessList): Field[] => [
  { id: "kind", kind: "choice", label: "What is it?", choices: choices(list.kinds) },
  {
    id: "organisation",
    kind: "text",
    label: "Who leads it?",
    hint: "For example, the coroner’s area, the police force or the hospital trust",
    optional: true,
  },
  { id: "contact", kind: "lines", rows: 2, max: 500, label: "Who to ask there, and how", optional: true },
  { id: "reference", kind: "text", width: 20, label: "Their reference", optional: true },
  { id: "status", kind: "radios", label: "How far has it come?", choices: choices(list.statuses) },
  {
    id: "started_on",
    kind: "date",
    label: "Day it began",
    optional: true,
    when: (values) => values.status === "under_way" || values.status === "concluded",
  },
  {
    id: "expected_on",
    kind: "date",
    label: "Outcome expected",
    hint: "A hearing date, or the day the report is promised for",
    optional: true,
    when: (values) => values.status === "expected" || values.status === "under_way",
  },
  {
    id: "concluded_on",
    kind: "date",
    label: "Day it was concluded",
    when: (values) => values.status === "concluded",
  },
  {
    id: "outcome",
    kind: "lines",
    label: "What it found",
    hint: "In their words, as far as they may be shared with the review",
    optional: true,
    when: (values) => values.status === "concluded",
  },
  { id: "blocks_meeting", kind: "check", label: "The review meeting waits for it" },
  { id: "blocks_panel", kind: "check", label: "The panel waits for it" },
  {
    id: "stops_clock",
    kind: "check",
    label: "The review may take longer while it goes on",
    hint: "Written down as the reason. Deadlines keep their dates.",
  },
];

const tone: Record<string, TagColour> = {
  expected: "blue",
  under_way: "yellow",
  concluded: "green",
  not_taking_place: "grey",
};

/** What else looks into the death, and what has to wait for it. */
export function Processes({ caseId }: { caseId: string }) {
  const query = useQuery(processesQuery(caseId));
  return (
    <Part query={query} loading="Loading other reviews">
      {(list, editing) => <List caseId={caseId} list={list} editing={editing} />}
    </Part>
  );
}

function List({ caseId, list, editing }: { caseId: string; list: ProcessList; editing: Editing }) {
  const fields = fieldsOf(list);
  // What a kind usually holds up is offered when it is chosen; people decide for the case.
  const follow = (changed: string, values: Values): Values => {
    const kind = changed === "kind" ? list.kinds.find((one) => one.code === values.kind) : undefined;
    if (!kind) return values;
    const { blocks_meeting, blocks_panel, stops_clock } = kind;
    return { ...values, blocks_meeting, blocks_panel, stops_clock };
  };
  const open = (row: Process | null) =>
    editing.edit(({ onSaved, onCancel }) => (
      <RecordForm
        caseId={caseId}
        word="processes"
        title={row ? `Change: ${row.kind_label}` : "Add another review or investigation"}
        fields={fields}
        row={row}
        follow={follow}
        onSaved={() => onSaved(row ? `${row.kind_label} has been changed.` : "It has been added.")}
        onCancel={onCancel}
      />
    ));
  return (
    <>
      <h2 className="nhsuk-heading-m">Other reviews and investigations</h2>
      <Waiting sentences={list.waiting} />
      {list.items.length === 0 && (
        <p>
          Nothing is written down here yet. This is the place for whatever else looks into the death: a
          post-mortem examination, an inquest, the police, a hospital’s own investigation, a safeguarding
          practice review. Saying what waits for them helps everybody know why a review takes its time.
        </p>
      )}
      {list.items.map((one) => (
        <SummaryCard
          key={one.id}
          title={one.kind_label}
          level={3}
          actions={
            list.may_change
              ? [<Change key="change" id={one.id} of={one.kind_label} onClick={() => open(one)} />]
              : []
          }
        >
          <SummaryList rows={rows(one)} />
          <History caseId={caseId} row={one.id} written={one.written} of={one.kind_label} fields={fields} />
        </SummaryCard>
      ))}
      {list.may_change && (
        <Add id="add-process" label="Add a review or investigation" onClick={() => open(null)} />
      )}
    </>
  );
}

function rows(one: Process): SummaryRow[] {
  const holds = [
    one.blocks_meeting && "the review meeting",
    one.blocks_panel && "the panel",
    one.stops_clock && "the length of the review",
  ].filter(Boolean);
  return [
    {
      key: "status",
      label: "Status",
      value: <Tag colour={tone[one.status] ?? "grey"}>{one.status_label}</Tag>,
    },
    ...row("Led by", one.organisation),
    ...row("Contact", one.contact),
    ...row("Their reference", one.reference),
    ...row("Began", formatDate(one.started_on)),
    ...row("Outcome expected", one.open ? formatDate(one.expected_on) : null),
    ...row("Concluded", formatDate(one.concluded_on)),
    ...row("What it found", one.outcome),
    ...row(one.open ? "Holds up" : "Held up", holds.join(", ") || null),
  ];
}
