import type { ReactNode } from "react";
import type { CaseView } from "../../api/types";
import { formatInstant, formatNhsNumber } from "../../ui/format";
import { SummaryList, type SummaryRow } from "../../ui/summary";
import { Deadlines } from "./Deadlines";
import { ResponsePanel } from "./ResponsePanel";
import { ScopeOfCase } from "./ScopeOfCase";
import { Waiting } from "./Waiting";
import { addressLines, dayWords } from "./words";

/** What comes next, then who the child was. `children` are what meets the deadlines, and stand below them. */
export function Overview({ view, children }: { view: CaseView; children: ReactNode }) {
  const { child } = view;
  const row = (key: string, label: string, value: string | null | undefined): SummaryRow => ({
    key,
    label,
    value: <span className="oc-keep-lines">{value || "Not given"}</span>,
  });
  return (
    <>
      <Waiting sentences={view.waiting} />
      <h2 className="nhsuk-heading-m">Deadlines</h2>
      <Deadlines caseId={view.id} deadlines={view.deadlines} />
      {children}
      <ResponsePanel caseId={view.id} />
      <ScopeOfCase caseId={view.id} etag={`"${view.version}"`} />
      <h2 className="nhsuk-heading-m">The child</h2>
      <SummaryList
        rows={[
          row("name", "Name", [child.forenames, child.surname].filter(Boolean).join(" ")),
          ...(child.aliases ? [row("aliases", "Also known as", child.aliases)] : []),
          row("nhs", "NHS number", formatNhsNumber(child.nhs_number) || child.nhs_number_missing_reason),
          row("born", "Date of birth", dayWords(child.date_of_birth, child.time_of_birth)),
          row("died", "Date of death", dayWords(child.date_of_death, child.time_of_death)),
          row("age", "Age at death", child.age_text),
          row("sex", "Sex", child.sex_label),
          row("ethnicity", "Ethnic group", child.ethnicity_label),
          row("address", "Home address", addressLines(child)),
          row("place", "Place of death", view.place_label),
        ]}
      />
      <h2 className="nhsuk-heading-m">The case</h2>
      <SummaryList
        rows={[
          row("reference", "Case reference", view.reference),
          row("area", "Child death overview panel", view.area.name),
          row("opened", "Opened", formatInstant(view.opened_at)),
        ]}
      />
    </>
  );
}
