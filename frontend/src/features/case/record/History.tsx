import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { recordHistoryQuery } from "../../../api/record";
import type { Written } from "../../../api/types";
import { formatInstant } from "../../../ui/format";
import { LoadProblem } from "../../../ui/load-problem";
import { Loading } from "../../../ui/progress";
import type { Field } from "./fields";
import { valueWords, writtenWords } from "./words";

interface HistoryProps {
  caseId: string;
  row: string;
  written: Written;
  /** What the row is, for those who hear it out of its place. */
  of: string;
  fields: Field[];
}

/** Who wrote a row; and, once it was changed, what it said before. */
export function History({ caseId, row, written, of, fields }: HistoryProps) {
  const [open, setOpen] = useState(false);
  if (written.version === 1) return <p className="oc-written">{writtenWords(written)}</p>;
  return (
    <details
      className="nhsuk-details oc-written oc-history"
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">
          {writtenWords(written)}
          <span className="nhsuk-u-visually-hidden"> {of}</span>
        </span>
      </summary>
      <div className="nhsuk-details__text">
        {open && <Versions caseId={caseId} row={row} fields={fields} />}
      </div>
    </details>
  );
}

function Versions({ caseId, row, fields }: { caseId: string; row: string; fields: Field[] }) {
  const loaded = useQuery(recordHistoryQuery(caseId, row));
  if (loaded.isPending) return <Loading text="Loading earlier versions" />;
  if (!loaded.data) return <LoadProblem error={loaded.error} onRetry={() => loaded.refetch()} />;
  const field = (id: string) => fields.find((one) => one.id === id);
  return (
    <ol className="nhsuk-list" reversed>
      {loaded.data.items.map((version) => (
        <li key={version.version}>
          <p className="oc-history__who">
            {formatInstant(version.at)}
            {version.by && `, ${version.by}`}
            {version.version === 1 && ": as first written"}
          </p>
          <ul>
            {version.changes.map((one) => (
              <li key={one.field} className="oc-keep-lines oc-break">
                {field(one.field)?.label ?? one.field}: {valueWords(field(one.field), one.to)}
                {version.version > 1 && ` (before: ${valueWords(field(one.field), one.from)})`}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}
