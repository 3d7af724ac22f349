import type { Transfer } from "../../api/types";
import { ageBandLabel } from "../../ui/age-bands";
import { formatDate, formatInstant } from "../../ui/format";
import { SummaryList, type SummaryRow } from "../../ui/summary";
import { Contact } from "./Contact";

const row = (key: string, label: string, value: SummaryRow["value"]): SummaryRow => ({ key, label, value });

/** What an offer tells. Of a restricted case that has not been accepted that is little. */
export function Facts({ transfer }: { transfer: Transfer }) {
  const { from, to, words } = transfer;
  const reason = transfer.reason_label;
  const rows = [
    row("from", "From", from.name),
    row("to", "To", to.name),
    ...(transfer.age_band ? [row("age", "Age at death", ageBandLabel(transfer.age_band))] : []),
    ...(transfer.date_of_death ? [row("died", "Date of death", formatDate(transfer.date_of_death))] : []),
    ...(reason ? [row("reason", "Reason", reason)] : []),
    ...(words
      ? [row("words", `In the words of ${from.name}`, <span className="oc-keep-lines">{words}</span>)]
      : []),
    row("offered", "Offered", formatInstant(transfer.offered_at)),
    row("by", "Offered by", <Contact of={transfer.offered_by} />),
  ];
  return <SummaryList rows={rows} />;
}
