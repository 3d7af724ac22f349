import { useQuery } from "@tanstack/react-query";
import { professionalsQuery } from "../../api/record";
import type { ProfessionalList, ProfessionalRecord } from "../../api/types";
import { formatDate } from "../../ui/format";
import { Tag } from "../../ui/notices";
import { SummaryCard, SummaryList } from "../../ui/summary";
import type { Field } from "./record/fields";
import { History } from "./record/History";
import { Add, type Editing, Part } from "./record/Part";
import { RecordForm } from "./record/RecordForm";
import { Change, row } from "./record/rows";
import { informedWords } from "./words";

const fields: Field[] = [
  { id: "agency", kind: "text", label: "Agency or service", hint: "Such as GP, school or health visiting" },
  { id: "name", kind: "text", label: "Name", optional: true },
  { id: "job_title", kind: "text", label: "Role", optional: true },
  { id: "organisation", kind: "text", label: "Organisation", optional: true },
  { id: "phone", kind: "text", width: 20, label: "Telephone number", optional: true },
  { id: "email", kind: "text", label: "Email address", optional: true },
  {
    id: "informed",
    kind: "choice",
    label: "Have they been told of the death?",
    choices: [
      { value: "yes", label: "Yes" },
      { value: "no", label: "No" },
      { value: "not_known", label: "Not known" },
    ],
    optional: true,
  },
  {
    id: "words",
    kind: "lines",
    rows: 3,
    max: 2000,
    label: "What they did for the child, or do on the case",
    optional: true,
  },
  { id: "left", kind: "check", label: "They have left this post" },
  {
    id: "left_on",
    kind: "date",
    label: "Day they left",
    optional: true,
    when: (values) => values.left === true,
  },
  {
    id: "followed_by",
    kind: "text",
    label: "Whom to ask instead",
    optional: true,
    when: (values) => values.left === true,
  },
];

/** Professionals who knew the child or work on the case. */
export function Team({ caseId }: { caseId: string }) {
  const query = useQuery(professionalsQuery(caseId));
  return (
    <Part query={query} loading="Loading professionals">
      {(list, editing) => <List caseId={caseId} list={list} editing={editing} />}
    </Part>
  );
}

interface ListProps {
  caseId: string;
  list: ProfessionalList;
  editing: Editing;
}

function List({ caseId, list, editing }: ListProps) {
  const open = (one: ProfessionalRecord | null) =>
    editing.edit(({ onSaved, onCancel }) => (
      <RecordForm
        caseId={caseId}
        word="professionals"
        title={one ? `Change: ${called(one)}` : "Add a professional"}
        fields={fields}
        row={one}
        onSaved={() =>
          onSaved(one ? "The professional has been changed." : "The professional has been added.")
        }
        onCancel={onCancel}
      />
    ));
  return (
    <>
      <h2 className="nhsuk-heading-m">Professionals</h2>
      {list.items.length === 0 && (
        <p>
          No professional is written down yet. The panel needs to find out who knew the child: start with the
          GP and children’s social care.
        </p>
      )}
      {list.items.map((one) => (
        <SummaryCard
          key={one.id}
          title={called(one)}
          level={3}
          actions={
            list.may_change
              ? [<Change key="change" id={one.id} of={called(one)} onClick={() => open(one)} />]
              : []
          }
        >
          {one.left && (
            <p>
              <Tag colour="grey">Has left</Tag> {formatDate(one.left_on)}
              {one.followed_by && ` Ask instead: ${one.followed_by}`}
            </p>
          )}
          <SummaryList
            rows={[
              ...row("Role", [one.job_title, one.organisation].filter(Boolean).join("\n")),
              ...row("Contact", [one.phone, one.email].filter(Boolean).join("\n")),
              ...row("Told of the death", informedWords(one.informed)),
              ...row("What they did or do", one.words),
            ]}
          />
          {one.written.version === 0 ? (
            <p className="oc-written">As the notification told it</p>
          ) : (
            <History caseId={caseId} row={one.id} written={one.written} of={called(one)} fields={fields} />
          )}
        </SummaryCard>
      ))}
      {list.may_change && <Add id="add-professional" label="Add a professional" onClick={() => open(null)} />}
    </>
  );
}

const called = (one: ProfessionalRecord) => [one.agency, one.name].filter(Boolean).join(": ");
