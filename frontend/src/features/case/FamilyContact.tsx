import { useQuery } from "@tanstack/react-query";
import { familyQuery, saveArrangements } from "../../api/record";
import type { Family } from "../../api/types";
import { ButtonLink } from "../../ui/button";
import { formatDate } from "../../ui/format";
import { Tag, WarningCallout } from "../../ui/notices";
import { SummaryCard, SummaryList } from "../../ui/summary";
import { arrangementFields, contactFields, dayFields, questionFields } from "./family-fields";
import type { Field } from "./record/fields";
import { History } from "./record/History";
import { Add, type Editing, Part } from "./record/Part";
import { RecordForm, type RecordFormProps } from "./record/RecordForm";
import { Change, row } from "./record/rows";

/** Contact with the family: who they turn to, what they wish, what they asked and what they were told. */
export function FamilyContact({ caseId }: { caseId: string }) {
  const query = useQuery(familyQuery(caseId));
  return (
    <Part query={query} loading="Loading the contact with the family">
      {(family, editing) => (
        <>
          <h2 className="nhsuk-heading-m">Contact with the family</h2>
          {family.before_contact.length > 0 && (
            <WarningCallout title="Before you write or call">
              {family.before_contact.map((sentence) => (
                <p key={sentence}>{sentence}</p>
              ))}
            </WarningCallout>
          )}
          <Arrangements caseId={caseId} family={family} editing={editing} />
          <Questions caseId={caseId} family={family} editing={editing} />
          <Days caseId={caseId} family={family} editing={editing} />
          <Conversations caseId={caseId} family={family} editing={editing} />
        </>
      )}
    </Part>
  );
}

interface SectionProps {
  caseId: string;
  family: Family;
  editing: Editing;
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

function Arrangements({ caseId, family, editing }: SectionProps) {
  const { arrangements } = family;
  const fields = arrangementFields(family);
  const open = () =>
    editing.edit(({ onSaved, onCancel }) => (
      <RecordForm
        caseId={caseId}
        word="family-arrangements"
        title="Key worker and wishes of the family"
        fields={fields}
        row={arrangements}
        save={(body, version) => saveArrangements(caseId, body, version)}
        onSaved={() => onSaved("The key worker and the wishes of the family have been written down.")}
        onCancel={onCancel}
      />
    ));
  if (!arrangements)
    return (
      <>
        <h3 className="nhsuk-heading-s">Key worker and wishes</h3>
        <p>
          Nothing is written down yet. Every bereaved family has a key worker, the one person they can always
          turn to, and is offered the guide “When a Child Dies”. Write here who that is, what was given to
          them, and how they like to be in touch.
        </p>
        {family.may_change && (
          <Add id="change-arrangements" label="Write down key worker and wishes" onClick={open} />
        )}
      </>
    );
  const worker = [
    arrangements.key_worker,
    arrangements.key_worker_role,
    arrangements.key_worker_on && `Since ${formatDate(arrangements.key_worker_on)}`,
    arrangements.key_worker_phone,
    arrangements.key_worker_email,
  ];
  const leaflet = [
    leafletWords[arrangements.leaflet_given ?? ""] ?? "Not written down",
    formatDate(arrangements.leaflet_on),
    arrangements.leaflet_by,
    arrangements.leaflet_language,
  ];
  const ways = family.channels.filter(({ code }) => arrangements.channels?.includes(code));
  return (
    <SummaryCard
      title="Key worker and wishes"
      level={3}
      actions={
        family.may_change
          ? [<Change key="change" id="arrangements" of="key worker and wishes" onClick={open} />]
          : []
      }
    >
      <SummaryList
        rows={[
          ...row("Key worker", worker.filter(Boolean).join("\n") || "Not yet named"),
          ...row("Guide “When a Child Dies”", leaflet.filter(Boolean).join("\n")),
          ...row(
            "Do not contact",
            arrangements.do_not_contact && (arrangements.do_not_contact_words || "Yes"),
          ),
          ...row("Whom to be in touch with", arrangements.whom),
          ...row("How", ways.map(({ label }) => label).join(", ")),
          ...row("When", arrangements.times),
          ...row(
            "Language",
            [arrangements.language, arrangements.interpreter && "An interpreter is needed"]
              .filter(Boolean)
              .join("\n"),
          ),
          ...row("Wishes", arrangements.wishes),
        ]}
      />
      <History
        caseId={caseId}
        row={arrangements.id}
        written={arrangements.written}
        of="key worker and wishes"
        fields={fields}
      />
    </SummaryCard>
  );
}

const leafletWords: Record<string, string> = {
  yes: "Given",
  no: "Not given yet",
  not_known: "Not known whether it was given",
};

function Questions({ caseId, family, editing }: SectionProps) {
  const fields = questionFields(family);
  const open = (one: Family["questions"][number] | null) =>
    openForm(editing, {
      caseId,
      word: "family-questions",
      title: one ? "Question of the family" : "Write down a question of the family",
      fields,
      row: one ?? { status: "open" },
      saved: one ? "The question has been changed." : "The question has been written down.",
    });
  return (
    <>
      <h3 className="nhsuk-heading-s">What they asked</h3>
      {family.questions.length === 0 && (
        <p>
          No question is written down yet. Parents often have questions that only the review can answer. Each
          stays here until it has an answer and they have heard it.
        </p>
      )}
      {family.questions.map((one) => (
        <SummaryCard
          key={one.id}
          title={one.question}
          level={4}
          actions={
            family.may_change
              ? [
                  <Change
                    key="change"
                    id={one.id}
                    of={one.question ?? ""}
                    label={one.status === "answered" ? "Change" : "Answer"}
                    onClick={() => open(one)}
                  />,
                ]
              : []
          }
        >
          <SummaryList
            rows={[
              {
                key: "status",
                label: "Status",
                value: (
                  <>
                    <Tag colour={one.owed ? "yellow" : "green"}>{one.status_label}</Tag>
                    {one.status === "answered" && one.owed && " The family has not heard it yet."}
                  </>
                ),
              },
              ...row("Asked", [formatDate(one.asked_on), one.asked_by].filter(Boolean).join(", by ")),
              ...row("Who answers", one.answerer),
              ...row("Answer", one.answer),
              ...row(
                "The family was told",
                one.told_on && [formatDate(one.told_on), one.told_by].filter(Boolean).join(", "),
              ),
            ]}
          />
          <History caseId={caseId} row={one.id} written={one.written} of="question" fields={fields} />
        </SummaryCard>
      ))}
      {family.may_change && (
        <Add id="add-question" label="Write down a question" onClick={() => open(null)} />
      )}
    </>
  );
}

function Days({ caseId, family, editing }: SectionProps) {
  const open = (one: Family["days"][number] | null) =>
    openForm(editing, {
      caseId,
      word: "family-days",
      title: one ? "Change a day not to write on" : "Add a day not to write on",
      fields: dayFields,
      row: one,
      saved: one ? "The day has been changed." : "The day has been added.",
    });
  const own = family.days.filter((one) => !one.over);
  return (
    <>
      <h3 className="nhsuk-heading-s">Days not to write on</h3>
      <p>
        The child’s birthday and the day of death are here by themselves. Add others that matter to this
        family, such as a religious feast or a brother’s or sister’s birthday.
      </p>
      <ul>
        {family.tender_days.map((day) => (
          <li key={`${day.on} ${day.why}`}>
            {formatDate(day.on)}: {day.why} {day.near && <Tag colour="yellow">Near</Tag>}
          </li>
        ))}
      </ul>
      {family.may_change && own.length > 0 && (
        <ul className="nhsuk-list oc-no-print">
          {own.map((one) => (
            <li key={one.id}>
              <ButtonLink id={`change-${one.id}`} onClick={() => open(one)}>
                Change: {one.why}
              </ButtonLink>
            </li>
          ))}
        </ul>
      )}
      {family.may_change && <Add id="add-day" label="Add a day" onClick={() => open(null)} />}
    </>
  );
}

function Conversations({ caseId, family, editing }: SectionProps) {
  const fields = contactFields(family);
  const open = (one: Family["contacts"][number] | null) =>
    openForm(editing, {
      caseId,
      word: "family-contacts",
      title: one ? "Change what was said" : "Write down a conversation, letter or visit",
      fields,
      row: one,
      saved: one ? "It has been changed." : "It has been written down.",
    });
  return (
    <>
      <h3 className="nhsuk-heading-s">Conversations, letters and visits</h3>
      {family.contacts.length === 0 && (
        <p>
          Nothing is written down yet. A few lines after each call or visit spare the family from telling
          their story twice.
        </p>
      )}
      {family.contacts.map((one) => (
        <SummaryCard
          key={one.id}
          title={`${formatDate(one.on)}: ${one.channel_label}`}
          level={4}
          actions={
            family.may_change
              ? [
                  <Change
                    key="change"
                    id={one.id}
                    of={`what was said on ${formatDate(one.on)}`}
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
              ...row("Between", [one.by_whom, one.with_whom].filter(Boolean).join(" and ")),
              ...row("What was said", one.said),
            ]}
          />
          <History caseId={caseId} row={one.id} written={one.written} of="conversation" fields={fields} />
        </SummaryCard>
      ))}
      {family.may_change && (
        <Add id="add-contact" label="Write down a conversation" onClick={() => open(null)} />
      )}
    </>
  );
}
