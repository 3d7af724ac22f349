import { newKey } from "../../api/client";
import type { Row } from "../../api/types";
import { suggestedAgencies } from "../../forms/journey";
import { hasAnswers } from "../../forms/value";
import { Checkboxes } from "../../ui";
import { useNotification } from "./context";

interface SuggestedAgenciesProps {
  rows: Row[];
  /** What the last tick did. */
  said: string | null;
  onChange: (rows: Row[], outcome: string) => void;
}

/** Services that probably knew the child. A tick is nothing but a row of the list, so it is saved, shown again and
 * taken back as the row is. */
export function SuggestedAgencies({ rows, said, onChange }: SuggestedAgenciesProps) {
  const { at } = useNotification();
  const suggested = suggestedAgencies(at);
  const isListed = (agency: string) => rows.some((row) => row.agency === agency);
  const ticked = suggested.map(({ agency }) => agency).filter(isListed);
  const labelOf = (agency: string) =>
    at.form.lists.agency?.find((option) => option.code === agency)?.label ?? agency;

  const toggle = (values: string[]) => {
    const agency = suggested.find(
      (one) => values.includes(one.agency) !== ticked.includes(one.agency),
    )?.agency;
    if (agency === undefined) return;
    const label = labelOf(agency);
    if (!isListed(agency)) {
      onChange([...rows, { row: newKey(), agency }], `${label} has been added to the list below.`);
      return;
    }
    // Clearing a box must not throw away what was typed about somebody.
    const left = rows.filter((row) => row.agency !== agency || hasAnswers(row, "agency"));
    onChange(
      left,
      left.some((row) => row.agency === agency)
        ? `${label} stays in the list below, because you have given details. Use “Remove” there to take it out.`
        : `${label} has been taken out of the list below.`,
    );
  };

  if (suggested.length === 0) return null;
  return (
    <>
      <Checkboxes
        id="suggested-agencies"
        label="Which of these knew the child?"
        hint="We suggest these from your answers so far. Tick all that apply. Each joins the list below, where “Change” lets you add names and contact details."
        choices={suggested.map(({ agency, reasons }) => ({
          value: agency,
          label: labelOf(agency),
          hint: reasons[0],
        }))}
        values={ticked}
        onChange={toggle}
      />
      {/* Always there, so that a screen reader hears the words arrive; focus stays on the box. */}
      <div role="status">{said && <p className="oc-added">{said}</p>}</div>
    </>
  );
}
