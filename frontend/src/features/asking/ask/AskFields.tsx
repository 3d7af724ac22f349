import type { AskableForm, OrganisationItem } from "../../../api/types-asking";
import { ButtonLink } from "../../../ui/button";
import { Checkboxes } from "../../../ui/choices";
import { DateInput } from "../../../ui/date-input";
import { Details } from "../../../ui/notices";
import { Select } from "../../../ui/select";
import { TextInput } from "../../../ui/text-input";
import { Textarea } from "../../../ui/textarea";
import { type Draft, fieldOf, usualSections } from "./drafts";
import { OrganisationInput } from "./OrganisationInput";

interface AskFieldsProps {
  draft: Draft;
  /** The request before it that says whom to ask for this one too. */
  leader: Draft | null;
  forms: AskableForm[];
  organisations: OrganisationItem[];
  errorOf: (fieldId: string) => string | undefined;
  onChange: (part: Partial<Draft>) => void;
  /** Takes out an agency that was added by hand. */
  onRemove?: (() => void) | undefined;
}

/** Whom at an agency to ask, and for what. */
export function AskFields(props: AskFieldsProps) {
  const { draft, leader, organisations, errorOf, onChange, onRemove } = props;
  const error = (field: string) => errorOf(fieldOf(draft, field));
  const of = <span className="nhsuk-u-visually-hidden"> ({draft.agencyLabel})</span>;
  const contact = (field: "name" | "email" | "phone", label: string, type: string) => (
    <TextInput
      id={fieldOf(draft, field)}
      label={
        <>
          {label}
          {of}
        </>
      }
      type={type}
      spellCheck={false}
      value={draft[field]}
      onChange={(value) => onChange({ [field]: value })}
      error={error(field)}
    />
  );
  return (
    <>
      {leader ? (
        <p className="oc-ask__meaning">
          To {leader.organisation.trim() || "the same organisation"}, as above.{" "}
          <ButtonLink
            onClick={() => {
              onChange({ own: true });
              setTimeout(() => document.getElementById(fieldOf(draft, "organisation"))?.focus(), 0);
            }}
          >
            Ask somebody else{of}
          </ButtonLink>
        </p>
      ) : (
        <div className="oc-ask__row">
          <OrganisationInput
            draft={draft}
            organisations={organisations}
            error={error("organisation")}
            onChange={(organisation) => onChange({ organisation })}
          />
          {contact("name", "Contact", "text")}
          {contact("email", "E-mail", "email")}
          {contact("phone", "Telephone", "tel")}
        </div>
      )}
      <div className="oc-ask__more">
        <AskedFor {...props} />
        <Details
          summary={<>Another day, or a message to them{of}</>}
          open={Boolean(draft.due || draft.message || error("due") || error("message"))}
        >
          <DateInput
            id={fieldOf(draft, "due")}
            label="Answer needed by"
            hint="Leave it empty for the day at the top of the page."
            value={draft.due}
            onChange={(due) => onChange({ due })}
            error={error("due")}
          />
          <Textarea
            id={fieldOf(draft, "message")}
            label="Message to them"
            optional
            hint="Do not name the child."
            rows={3}
            maxLength={2000}
            value={draft.message}
            onChange={(message) => onChange({ message })}
            error={error("message")}
          />
        </Details>
      </div>
      {onRemove && (
        <p>
          <ButtonLink onClick={onRemove}>Remove{of}</ButtonLink>
        </p>
      )}
    </>
  );
}

/** The form and its sections. */
function AskedFor({ draft, forms, onChange, errorOf }: AskFieldsProps) {
  const error = (field: string) => errorOf(fieldOf(draft, field));
  const of = <span className="nhsuk-u-visually-hidden"> ({draft.agencyLabel})</span>;
  const form = forms.find(({ id }) => id === draft.form);
  if (!form) return null;
  const usual = usualSections(form, draft.agency);
  const hint = (section: AskableForm["sections"][number]) =>
    [section.stage, section.optional_for.includes(draft.agency) ? "They may be able to answer this" : null]
      .filter(Boolean)
      .join(". ");
  const all = form.sections.map(({ id }) => id);
  const only = (sections: string[], words: string) => (
    <ButtonLink onClick={() => onChange({ sections })}>
      {words}
      {of}
    </ButtonLink>
  );
  return (
    <Details
      summary={
        <>
          {form.title}: {draft.sections.length} of {form.sections.length} sections
          {of}
        </>
      }
      open={error("sections") !== undefined || error("form") !== undefined}
    >
      {forms.length > 1 && (
        <Select
          id={fieldOf(draft, "form")}
          label={<>Form{of}</>}
          choices={forms.map(({ id, title }) => ({ value: id, label: title }))}
          value={draft.form}
          onChange={(form) => {
            const chosen = forms.find(({ id }) => id === form);
            onChange({ form, sections: chosen ? usualSections(chosen, draft.agency) : [] });
          }}
          error={error("form")}
        />
      )}
      <p className="oc-ask__picks">
        {only(usual, "The usual ones")} {only(all, "All")} {only([], "None")}
      </p>
      <Checkboxes
        id={fieldOf(draft, "sections")}
        label={<>Sections to ask for{of}</>}
        choices={form.sections.map((section) => ({
          value: section.id,
          label: section.title,
          hint: hint(section) || undefined,
        }))}
        values={draft.sections}
        onChange={(sections) => onChange({ sections })}
        error={error("sections")}
        small
      />
    </Details>
  );
}
