import { useQuery } from "@tanstack/react-query";
import { notesQuery } from "../../api/record";
import type { NoteList } from "../../api/types";
import { InsetText, Tag } from "../../ui/notices";
import { SummaryCard } from "../../ui/summary";
import type { Field } from "./record/fields";
import { Add, type Editing, Part } from "./record/Part";
import { RecordForm } from "./record/RecordForm";
import { Change } from "./record/rows";
import { writtenWords } from "./record/words";

const fields: Field[] = [
  { id: "text", kind: "lines", label: "Note" },
  { id: "done", correction: true, kind: "check", label: "This is done with" },
];

/** Working notes of the office. They are not printed, and nothing of the record reads them. */
export function Notes({ caseId }: { caseId: string }) {
  const query = useQuery(notesQuery(caseId));
  return (
    <Part query={query} loading="Loading the notes">
      {(list, editing) => <List caseId={caseId} list={list} editing={editing} />}
    </Part>
  );
}

function List({ caseId, list, editing }: { caseId: string; list: NoteList; editing: Editing }) {
  const open = (one: NoteList["items"][number] | null) =>
    editing.edit(({ onSaved, onCancel }) => (
      <RecordForm
        caseId={caseId}
        word="notes"
        title={one ? "Change a note" : "Write a note"}
        fields={fields}
        row={one}
        onSaved={() => onSaved(one ? "The note has been changed." : "The note has been written.")}
        onCancel={onCancel}
      />
    ));
  return (
    <>
      <h2 className="nhsuk-heading-m">Notes</h2>
      <InsetText>
        <p>
          Notes are kept apart from the statutory record. Only the panel’s office reads them: they go into no
          pack, no print and no export. A changed note does not keep its earlier words. They can still be
          asked for by a court or by somebody they speak of, so write as you would wish to be read.
        </p>
      </InsetText>
      {list.items.length === 0 && (
        <p>
          No note is written yet. This is the place for reminders and arrangements, such as whom to ring on
          Monday. What matters for the review belongs in the chronology.
        </p>
      )}
      {list.items.map((one) => (
        <SummaryCard
          key={one.id}
          title={writtenWords(one.written)}
          level={3}
          actions={
            list.may_change
              ? [
                  <Change
                    key="change"
                    id={one.id}
                    of={(one.text ?? "").slice(0, 60)}
                    onClick={() => open(one)}
                  />,
                ]
              : []
          }
        >
          <p className="oc-keep-lines oc-break">
            {one.done && <Tag colour="grey">Done with</Tag>} {one.text}
          </p>
        </SummaryCard>
      ))}
      {list.may_change && <Add id="add-note" label="Write a note" onClick={() => open(null)} />}
    </>
  );
}
