import type { CasePerson } from "../../api/types";
import { formatDate } from "../../ui/format";
import { SummaryCard, SummaryList } from "../../ui/summary";
import { personRole } from "./words";

/** The family and others, one card for each. */
export function People({ people }: { people: CasePerson[] }) {
  if (people.length === 0) return <p>The notification named no one in the family or household.</p>;
  return people.map((person) => (
    <SummaryCard key={person.id} title={person.name || "Name not given"} level={2}>
      <SummaryList
        rows={[
          { key: "role", label: "Who", value: personRole[person.role] },
          {
            key: "relationship",
            label: "Relationship to the child",
            value: person.relationship || "Not given",
          },
          ...(person.date_of_birth
            ? [{ key: "born", label: "Date of birth", value: formatDate(person.date_of_birth) }]
            : []),
          ...person.details.map(({ label, value }) => ({ key: label, label, value })),
        ]}
      />
    </SummaryCard>
  ));
}
