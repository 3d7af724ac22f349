import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { chronologyQuery } from "../../api/record";
import type { ChronologyRecord, ChronologyView } from "../../api/types";
import { Button } from "../../ui/button";
import { Tag } from "../../ui/notices";
import { Select } from "../../ui/select";
import type { Field } from "./record/fields";
import { History } from "./record/History";
import { Add, type Editing, Part } from "./record/Part";
import { RecordForm } from "./record/RecordForm";
import { Change } from "./record/rows";
import { choices } from "./record/words";

const fieldsOf = (view: ChronologyView): Field[] => [
  {
    id: "from",
    kind: "partial",
    label: "When was it?",
    hint: "As far as it is known: a year, or a month and year, will do",
  },
  {
    id: "to",
    kind: "partial",
    label: "Latest date",
    hint: "Only where it lies between two dates, or went on for a time",
    optional: true,
  },
  { id: "about", kind: "check", label: "It is only about then" },
  {
    id: "time",
    kind: "text",
    width: 5,
    label: "Time",
    hint: "Only with a whole date, such as 14:05",
    optional: true,
  },
  { id: "text", kind: "lines", rows: 5, label: "What happened" },
  { id: "source", kind: "choice", label: "Who says so?", choices: choices(view.sources) },
  {
    id: "source_name",
    kind: "text",
    label: "Which one?",
    hint: "The agency, document, form or person",
    optional: true,
  },
  {
    id: "significance",
    kind: "radios",
    label: "How much does it matter for the review?",
    choices: choices(view.significances),
  },
  {
    id: "mistaken",
    correction: true,
    kind: "check",
    label: "This was entered by mistake and does not count",
  },
];

/** What happened in the child’s life and afterwards, in one order, each entry with its source. */
export function Chronology({ caseId }: { caseId: string }) {
  const query = useQuery(chronologyQuery(caseId));
  return (
    <Part query={query} loading="Loading the chronology">
      {(view, editing) => <Entries caseId={caseId} view={view} editing={editing} />}
    </Part>
  );
}

interface EntriesProps {
  caseId: string;
  view: ChronologyView;
  editing: Editing;
}

function Entries({ caseId, view, editing }: EntriesProps) {
  const [source, setSource] = useState("");
  const fields = fieldsOf(view);
  const shown = view.items.filter((one) => source === "" || one.source === source);
  const open = (one: ChronologyRecord | null) =>
    editing.edit(({ onSaved, onCancel }) => (
      <RecordForm
        caseId={caseId}
        word="chronology"
        title={one ? "Change an entry of the chronology" : "Add to the chronology"}
        fields={fields}
        row={one && { ...one, id: one.id ?? "", time: one.time?.slice(0, 5) ?? null }}
        onSaved={() => onSaved(one ? "The entry has been changed." : "The entry has been added.")}
        onCancel={onCancel}
      />
    ));
  return (
    <>
      <h2 className="nhsuk-heading-m">Chronology</h2>
      <p>
        What happened, in one order, each with who says so. Birth, death, notifications and other reviews are
        in their places by themselves.
      </p>
      <div className="oc-no-print">
        <Select
          id="chronology-source"
          label="Show what comes from"
          choices={[...choices(view.sources), { value: "case", label: "The case itself" }]}
          value={source}
          onChange={setSource}
          empty="Everyone"
        />
        <p role="status" className="nhsuk-body-s">
          Showing {shown.length} of {view.items.length} entries
        </p>
      </div>
      <ol className="oc-timeline">
        {shown.map((one) => (
          <li key={one.id ?? `${one.when} ${one.text}`}>
            <h3 className="oc-timeline__title">{one.when}</h3>
            {one.mistaken && (
              <p>
                <Tag colour="grey">Entered by mistake</Tag>
              </p>
            )}
            <p className="oc-keep-lines oc-break oc-chronology__text">{one.text}</p>
            <p className="oc-timeline__when">
              {one.source_label}
              {one.source_name && `: ${one.source_name}`}
              {one.significance !== "background" && (
                <>
                  {" "}
                  <Tag colour={one.significance === "key" ? "red" : "yellow"}>{one.significance_label}</Tag>
                </>
              )}
            </p>
            {one.id && view.may_change && (
              <p className="oc-no-print">
                <Change id={one.id} of={`${one.when}: ${one.text}`} onClick={() => open(one)} />
              </p>
            )}
            {one.id && one.written && (
              <div className="oc-no-print">
                <History caseId={caseId} row={one.id} written={one.written} of={one.when} fields={fields} />
              </div>
            )}
          </li>
        ))}
      </ol>
      {view.may_change && (
        <Add id="add-chronology" label="Add to the chronology" onClick={() => open(null)} />
      )}
      <div className="oc-no-print">
        <Button variant="secondary" onClick={() => window.print()}>
          Print the chronology
        </Button>
      </div>
    </>
  );
}
