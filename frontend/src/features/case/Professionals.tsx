import type { CaseProfessional } from "../../api/types";
import { Cell } from "../../ui/cell";
import { Table } from "../../ui/table";
import { informedWords } from "./words";

/** Everyone the notification says knew the child: the people the panel will ask. */
export function Professionals({ professionals }: { professionals: CaseProfessional[] }) {
  if (professionals.length === 0)
    return (
      <p>
        The notification named no professional. The panel needs to find out who knew the child: start with the
        GP and children’s social care.
      </p>
    );
  return (
    <Table
      caption="Professionals who knew the child"
      captionHidden
      items={professionals}
      rowKey={(one) => one.id}
      columns={[
        { key: "agency", heading: "Agency", cell: (one) => <strong>{one.agency_label}</strong> },
        {
          key: "name",
          heading: "Name",
          cell: (one) => <Cell small={one.job_title}>{one.name || "Not given"}</Cell>,
        },
        { key: "organisation", heading: "Organisation", cell: (one) => one.organisation || "Not given" },
        {
          key: "contact",
          heading: "Contact",
          cell: (one) => (
            <span className="oc-keep-lines oc-break">
              {[one.phone, one.email].filter(Boolean).join("\n") || "Not given"}
            </span>
          ),
        },
        { key: "informed", heading: "Told of the death", cell: (one) => informedWords(one.informed) },
      ]}
    />
  );
}
