import type { OrganisationItem } from "../../../api/types-asking";
import { describedBy, ErrorMessage, FormGroup, Label } from "../../../ui/field";
import { type Draft, fieldOf, knownOrganisation } from "./drafts";

interface OrganisationInputProps {
  draft: Draft;
  organisations: OrganisationItem[];
  error: string | undefined;
  onChange: (name: string) => void;
}

/** What the name stands for, so that nobody adds an organisation that is there under a slightly different name. */
function meaning(draft: Draft, all: OrganisationItem[]): string {
  if (draft.organisation.trim() === "") return "";
  const known = knownOrganisation(draft, all);
  if (!known) return "New: it is added when you send";
  const item = all.find(({ id }) => id === known.id);
  if (!item) return "Known here";
  return item.has_accounts
    ? "Known here. People there can sign in"
    : "Known here. Nobody there has an account yet: invite somebody once it is sent";
}

/** An organisation by its name: one that is there, or a new one. */
export function OrganisationInput({ draft, organisations, error, onChange }: OrganisationInputProps) {
  const id = fieldOf(draft, "organisation");
  const names = organisations.filter((one) => one.agency === draft.agency);
  const others = organisations.filter((one) => one.agency !== draft.agency);
  return (
    <FormGroup error={error}>
      <Label htmlFor={id}>
        Organisation<span className="nhsuk-u-visually-hidden"> ({draft.agencyLabel})</span>
      </Label>
      {error && <ErrorMessage id={id}>{error}</ErrorMessage>}
      <input
        className={`nhsuk-input${error ? " nhsuk-input--error" : ""}`}
        id={id}
        name={id}
        type="text"
        list={`${id}-list`}
        autoComplete="off"
        value={draft.organisation}
        onChange={(event) => onChange(event.target.value)}
        aria-describedby={describedBy(id, null, error, `${id}-meaning`)}
        aria-invalid={error ? true : undefined}
      />
      <datalist id={`${id}-list`}>
        {[...names, ...others].map((one) => (
          <option key={one.id} value={one.name} />
        ))}
      </datalist>
      <p className="oc-ask__meaning" id={`${id}-meaning`}>
        {meaning(draft, organisations)}
      </p>
    </FormGroup>
  );
}
