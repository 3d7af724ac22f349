import { useQuery } from "@tanstack/react-query";
import { householdQuery } from "../../api/record";
import type { HouseholdView, PersonRecord } from "../../api/types";
import { formatDate } from "../../ui/format";
import { Tag } from "../../ui/notices";
import { SummaryCard, SummaryList } from "../../ui/summary";
import { addressFields, householdFields, personFields, stayFields } from "./household-fields";
import type { Field } from "./record/fields";
import { History } from "./record/History";
import { Add, type Editing, Part } from "./record/Part";
import { RecordForm, type RecordFormProps } from "./record/RecordForm";
import { Change, row } from "./record/rows";

interface SectionProps {
  caseId: string;
  view: HouseholdView;
  editing: Editing;
}

/** Everybody around the child, the households they live in, and addresses with their dates. */
export function Household({ caseId }: { caseId: string }) {
  const query = useQuery(householdQuery(caseId));
  return (
    <Part query={query} loading="Loading the family and household">
      {(view, editing) => (
        <>
          <People caseId={caseId} view={view} editing={editing} />
          <Households caseId={caseId} view={view} editing={editing} />
          <Addresses caseId={caseId} view={view} editing={editing} />
        </>
      )}
    </Part>
  );
}

interface Opening {
  caseId: string;
  word: string;
  title: string;
  fields: Field[];
  row: RecordFormProps["row"];
  saved: string;
}

const openForm = (editing: Editing, { saved, ...form }: Opening) =>
  editing.edit(({ onSaved, onCancel }) => (
    <RecordForm {...form} onSaved={() => onSaved(saved)} onCancel={onCancel} />
  ));

const knownWords = (view: HouseholdView, code: string | null) =>
  view.known.find((one) => one.code === code)?.label;

/** Since when and until when. What has no end for the child ended with the death. */
const spanWords = (who: string | null, { span, to }: { span: string; to: string | null }) =>
  span && who === "child" && !to ? `${span}, until the death` : span;

const livingThere = (who: string | null) => (who === "child" ? "Lived there" : "Lives there");

function People({ caseId, view, editing }: SectionProps) {
  const fields = personFields(view);
  const open = (one: PersonRecord | null) =>
    openForm(editing, {
      caseId,
      word: "people",
      title: one ? `Change: ${one.name}` : "Add somebody",
      fields,
      row: one,
      saved: one ? "The person has been changed." : "The person has been added.",
    });
  return (
    <>
      <h2 className="nhsuk-heading-m">People around the child</h2>
      {view.people.length === 0 && (
        <p>
          No one is written down yet. Add parents, carers, brothers and sisters, and anybody else who mattered
          to the child.
        </p>
      )}
      {view.people.map((one) => (
        <SummaryCard
          key={one.id}
          title={one.name}
          level={3}
          actions={
            view.may_change
              ? [<Change key="change" id={one.id} of={one.name ?? ""} onClick={() => open(one)} />]
              : []
          }
        >
          {one.ended && (
            <p>
              <Tag colour="grey">No longer on this case</Tag> {one.ended_words}
            </p>
          )}
          <SummaryList
            rows={[
              ...row("Who", one.role_labels.join(", ")),
              ...row("Relationship to the child", one.relationship),
              ...row("Date of birth", formatDate(one.date_of_birth)),
              ...row("Parental responsibility", knownWords(view, one.parental_responsibility)),
              ...row("Alive", one.died_words ? `${one.life_label}: ${one.died_words}` : one.life_label),
              ...row("How to reach them", one.contact),
              ...row("Anything else", one.words),
              ...one.told.map(({ label, value }) => ({ key: `told ${label}`, label, value })),
            ]}
          />
          {one.written.version === 0 ? (
            <p className="oc-written">As the notification told it</p>
          ) : (
            <History caseId={caseId} row={one.id} written={one.written} of={one.name ?? ""} fields={fields} />
          )}
        </SummaryCard>
      ))}
      {view.may_change && <Add id="add-person" label="Add somebody" onClick={() => open(null)} />}
    </>
  );
}

function Households({ caseId, view, editing }: SectionProps) {
  const openHousehold = (one: HouseholdView["households"][number] | null) =>
    openForm(editing, {
      caseId,
      word: "households",
      title: one ? `Change: ${one.name}` : "Add a household",
      fields: householdFields,
      row: one,
      saved: one ? "The household has been changed." : "The household has been added.",
    });
  const fields = stayFields(view);
  const openStay = (one: Partial<HouseholdView["stays"][number]>) =>
    openForm(editing, {
      caseId,
      word: "household-stays",
      title: "Who lives in a household",
      fields,
      row: one,
      saved: "Who lives there has been written down.",
    });
  return (
    <>
      <h2 className="nhsuk-heading-m">Households</h2>
      {view.households.length === 0 && (
        <p>
          No household is written down yet. A child may have lived in more than one: add each, then say who
          lives or lived there, and when.
        </p>
      )}
      {view.households.map((home) => (
        <SummaryCard
          key={home.id}
          title={home.name}
          level={3}
          actions={
            view.may_change
              ? [
                  <Change
                    key="add"
                    id={`stay-${home.id}`}
                    label="Add who lives there"
                    of={home.name ?? ""}
                    onClick={() => openStay({ household: home.id })}
                  />,
                  <Change
                    key="change"
                    id={home.id}
                    of={home.name ?? ""}
                    onClick={() => openHousehold(home)}
                  />,
                ]
              : []
          }
        >
          {home.words && <p className="oc-keep-lines">{home.words}</p>}
          <SummaryList
            rows={view.stays
              .filter((stay) => stay.household === home.id)
              .map((stay) => ({
                key: stay.id,
                label: stay.who_name,
                value: (
                  <>
                    {[spanWords(stay.who, stay), stay.words].filter(Boolean).join(", ") ||
                      livingThere(stay.who)}
                    {stay.over && " (over)"} {stay.mistaken && <Tag colour="grey">Entered by mistake</Tag>}
                  </>
                ),
                actions: view.may_change
                  ? [
                      <Change
                        key="change"
                        id={stay.id}
                        of={`${stay.who_name} in ${home.name}`}
                        onClick={() => openStay(stay)}
                      />,
                    ]
                  : [],
              }))}
          />
          {view.stays.every((stay) => stay.household !== home.id) && (
            <p>No one is written down as living there yet.</p>
          )}
          <History
            caseId={caseId}
            row={home.id}
            written={home.written}
            of={home.name ?? ""}
            fields={householdFields}
          />
        </SummaryCard>
      ))}
      {view.may_change && (
        <Add id="add-household" label="Add a household" onClick={() => openHousehold(null)} />
      )}
    </>
  );
}

function Addresses({ caseId, view, editing }: SectionProps) {
  const fields = addressFields(view);
  const open = (one: HouseholdView["addresses"][number] | null) =>
    openForm(editing, {
      caseId,
      word: "addresses",
      title: one ? "Change an address" : "Add an address",
      fields,
      row: one,
      saved: one ? "The address has been changed." : "The address has been added.",
    });
  return (
    <>
      <h2 className="nhsuk-heading-m">Addresses</h2>
      <p>
        The home address of the notification is on the overview. Here is where people lived and when, as far
        as it is known.
      </p>
      {view.addresses.map((one) => (
        <SummaryCard
          key={one.id}
          title={one.whose_name}
          level={3}
          actions={
            view.may_change
              ? [
                  <Change
                    key="change"
                    id={one.id}
                    of={`address of ${one.whose_name}`}
                    onClick={() => open(one)}
                  />,
                ]
              : []
          }
        >
          {one.mistaken && (
            <p>
              <Tag colour="grey">Entered by mistake</Tag>
            </p>
          )}
          <SummaryList
            rows={[
              ...row("Address", [one.lines, one.postcode].filter(Boolean).join("\n")),
              ...row("When", spanWords(one.whose, one) || "Not known"),
              ...row("Anything else", one.words),
            ]}
          />
          <History caseId={caseId} row={one.id} written={one.written} of="address" fields={fields} />
        </SummaryCard>
      ))}
      {view.may_change && <Add id="add-address" label="Add an address" onClick={() => open(null)} />}
    </>
  );
}
