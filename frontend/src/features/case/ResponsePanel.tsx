import { useQuery, useQueryClient } from "@tanstack/react-query";
import { responseQuery } from "../../api/cases";
import type { JointAgencyResponse, ResponseVersion } from "../../api/types";
import { Button } from "../../ui/button";
import { formatInstant } from "../../ui/format";
import { LoadProblem } from "../../ui/load-problem";
import { Details, NotificationBanner, Tag } from "../../ui/notices";
import { Loading } from "../../ui/progress";
import { SummaryList, type SummaryRow } from "../../ui/summary";
import { useEditing } from "../../ui/use-editing";
import { ResponseForm } from "./ResponseForm";

/** What was decided about a joint agency response, by whom, and what it was before. */
export function ResponsePanel({ caseId }: { caseId: string }) {
  const loaded = useQuery(responseQuery(caseId));
  const queryClient = useQueryClient();
  const { editing, heading, saved, open, close, done } = useEditing();

  const recorded = () => {
    done();
    queryClient.invalidateQueries({ queryKey: ["case", caseId] });
  };

  return (
    <section aria-labelledby="jar" className="oc-panel">
      <h2 className="nhsuk-heading-m" id="jar" ref={heading} tabIndex={-1}>
        Joint agency response
      </h2>
      {loaded.isPending && <Loading text="Loading the decision" />}
      {!loaded.isPending && !loaded.data && (
        <LoadProblem error={loaded.error} onRetry={() => loaded.refetch()} />
      )}
      {loaded.data && editing && (
        <ResponseForm
          caseId={caseId}
          loaded={loaded.data}
          onDone={recorded}
          onCancel={close}
          onStale={() => loaded.refetch()}
        />
      )}
      {loaded.data && !editing && (
        <>
          {saved > 0 && (
            <NotificationBanner key={saved} kind="success" takeFocus>
              <p className="nhsuk-notification-banner__heading">The decision has been saved.</p>
            </NotificationBanner>
          )}
          <Decision view={loaded.data.view} onEdit={open} />
        </>
      )}
    </section>
  );
}

function Decision({ view, onEdit }: { view: JointAgencyResponse; onEdit: () => void }) {
  const { current, history } = view;
  return (
    <>
      {current ? (
        <SummaryList rows={rows(view, current)} />
      ) : (
        <p>Nothing has been recorded about a joint agency response.</p>
      )}
      {view.may_record ? (
        <p className="oc-no-print">
          <Button variant="secondary" small onClick={onEdit}>
            {current?.confirmed ? "Change the decision" : "Record the decision"}
          </Button>
        </p>
      ) : (
        <p className="oc-no-print">{view.reason}</p>
      )}
      {history.length > 0 && (
        <Details summary={`What was recorded before (${history.length})`}>
          {history.map((one) => (
            <SummaryList key={one.version} rows={rows(view, one)} />
          ))}
        </Details>
      )}
      <p className="nhsuk-body-s">{view.citation}</p>
    </>
  );
}

function rows(view: JointAgencyResponse, one: ResponseVersion): SummaryRow[] {
  const label = (code: string) => view.criteria.find((criterion) => criterion.code === code)?.label ?? code;
  const reasons = [...one.criteria.map(label), ...(one.near_death ? [view.near_death_label] : [])];
  const started = one.started === null ? "Not known" : one.started ? "Yes" : "No";
  const row = (key: string, name: string, value: SummaryRow["value"]) => ({ key, label: name, value });
  return [
    row("needed", "Decision", <Needed one={one} />),
    row(
      "criteria",
      "Criteria that apply",
      <Lines of={reasons} none={one.confirmed ? "None" : "Not yet recorded"} />,
    ),
    ...(one.because.length > 0
      ? [row("because", "Why this is suggested", <Lines of={one.because} none="" />)]
      : []),
    row("started", "Started", one.started_at ? `Yes, ${formatInstant(one.started_at)}` : started),
    ...(one.not_started_reason
      ? [
          row(
            "why",
            "Why it was not started",
            <span className="oc-keep-lines">{one.not_started_reason}</span>,
          ),
        ]
      : []),
    row("by", "Decided by", one.decided_by ?? "Not yet recorded"),
    ...(one.decided_at ? [row("at", "Decided", formatInstant(one.decided_at))] : []),
    row(
      "recorded",
      "Recorded",
      [one.confirmed ? one.recorded_by : "From the notification", formatInstant(one.recorded_at)].join(", "),
    ),
  ];
}

function Needed({ one }: { one: ResponseVersion }) {
  return (
    <>
      {one.needed_label} {!one.confirmed && <Tag colour="yellow">Not confirmed</Tag>}
    </>
  );
}

function Lines({ of, none }: { of: string[]; none: string }) {
  if (of.length === 0) return <>{none}</>;
  return (
    <ul className="nhsuk-list">
      {of.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
