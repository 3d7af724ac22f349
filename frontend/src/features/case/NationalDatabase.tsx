import { useQuery } from "@tanstack/react-query";
import { nationalQuery, saveNational } from "../../api/record";
import type { NationalNotification } from "../../api/types";
import { Button } from "../../ui/button";
import { formatDate } from "../../ui/format";
import { LoadProblem } from "../../ui/load-problem";
import { NotificationBanner } from "../../ui/notices";
import { Loading } from "../../ui/progress";
import { SummaryList } from "../../ui/summary";
import { useEditing } from "../../ui/use-editing";
import type { Field } from "./record/fields";
import { History } from "./record/History";
import { RecordForm } from "./record/RecordForm";
import { row } from "./record/rows";

const fields: Field[] = [
  { id: "told_on", kind: "date", label: "On which day were they told?" },
  {
    id: "reference",
    kind: "text",
    width: 20,
    label: "Their reference",
    hint: "If they gave you one",
    optional: true,
  },
  {
    id: "mistaken",
    correction: true,
    kind: "check",
    label: "This was entered by mistake: they have not been told",
    hint: "The deadline runs again",
  },
];

/** Whether the national database was told of the death, and the place to write it down. */
export function NationalDatabase({ caseId }: { caseId: string }) {
  const loaded = useQuery(nationalQuery(caseId));
  const { editing, heading, saved, open, close, done } = useEditing();
  return (
    <section aria-labelledby="national" className="oc-panel">
      <h2 className="nhsuk-heading-m" id="national" ref={heading} tabIndex={-1}>
        National database
      </h2>
      {loaded.isPending && <Loading text="Loading whether they were told" />}
      {!loaded.isPending && !loaded.data && (
        <LoadProblem error={loaded.error} onRetry={() => loaded.refetch()} />
      )}
      {loaded.data && editing && (
        <RecordForm
          caseId={caseId}
          word="national-notification"
          title="Telling the national database"
          fields={fields}
          row={loaded.data.entry}
          save={(body, version) => saveNational(caseId, body, version)}
          onSaved={done}
          onCancel={close}
        />
      )}
      {loaded.data && !editing && (
        <>
          {saved > 0 && (
            <NotificationBanner key={saved} kind="success" takeFocus>
              <p className="nhsuk-notification-banner__heading">It has been written down.</p>
            </NotificationBanner>
          )}
          <Told caseId={caseId} view={loaded.data} onEdit={open} />
        </>
      )}
    </section>
  );
}

function Told({ caseId, view, onEdit }: { caseId: string; view: NationalNotification; onEdit: () => void }) {
  const { entry } = view;
  const told = entry && !entry.mistaken;
  return (
    <>
      {told ? (
        <SummaryList
          rows={[...row("Told on", formatDate(entry.told_on)), ...row("Their reference", entry.reference)]}
        />
      ) : (
        <p>
          It is not written down that the National Child Mortality Database (NCMD) was told of this death.
          Tell them in the way your panel does, then write down the day here.
        </p>
      )}
      {view.may_change && (
        <p className="oc-no-print">
          <Button variant="secondary" small onClick={onEdit}>
            {told ? "Change" : "Record that they were told"}
            {told && (
              <span className="nhsuk-u-visually-hidden"> what is written about the national database</span>
            )}
          </Button>
        </p>
      )}
      {entry && (
        <History
          caseId={caseId}
          row={entry.id}
          written={entry.written}
          of="national database"
          fields={fields}
        />
      )}
    </>
  );
}
