import { Link } from "@tanstack/react-router";
import { unmergeCases } from "../../api/linking";
import type { CaseMerge, CaseView } from "../../api/types";
import { paths } from "../../app/paths";
import { ComparisonTable } from "../../ui/comparison-table";
import { formatInstant } from "../../ui/format";
import { Details, NotificationBanner } from "../../ui/notices";
import { ReasonForm } from "../../ui/reason-form";

/** Says at the top of a merged case where it continues. */
export function ContinuesAs({ view }: { view: CaseView }) {
  if (view.status !== "merged") return null;
  const to = view.continues_as;
  return (
    <NotificationBanner>
      <p className="nhsuk-notification-banner__heading">
        {to ? (
          <>
            This case continues as{" "}
            <Link className="nhsuk-notification-banner__link" to={paths.case} params={{ id: to.id }}>
              {to.reference}
            </Link>
          </>
        ) : (
          "This case continues under another reference"
        )}
      </p>
      <p>It can be read here as it was. Its deadlines rest, and every change is made where it continues.</p>
    </NotificationBanner>
  );
}

interface MergesProps {
  view: CaseView;
  etag: string | null;
  onUnmerged: (word: string) => void;
}

/** What was merged into this case, and the ways to merge it and to take it apart again. */
export function Merges({ view, etag, onUnmerged }: MergesProps) {
  const can = (action: string) => view.actions.some((one) => one.action === action && one.available);
  const unmerge = async (reason: string, idempotencyKey: string) => {
    const done = await unmergeCases(view.id, reason, {
      idempotencyKey,
      ...(etag === null ? {} : { ifMatch: etag }),
    });
    onUnmerged(`Case ${done.case.reference} is on its own again, as it was before.`);
  };
  if (view.merges.length === 0 && !can("merge") && !can("unmerge")) return null;
  return (
    <section aria-labelledby="other-cases" className="oc-panel">
      <h2 className="nhsuk-heading-m" id="other-cases">
        Other cases of this child
      </h2>
      {view.merges.map((merge) => (
        <OneMerge key={`${merge.case.id} ${merge.at}`} merge={merge} into={view.reference} />
      ))}
      {can("merge") && (
        <p className="oc-no-print">
          <Link to={paths.merging} params={{ id: view.id }}>
            Merge this case into another case of the same child
          </Link>
        </p>
      )}
      {can("unmerge") && (
        <div className="oc-no-print">
          <Details summary="These are two children: take the cases apart again">
            <p>
              Both cases are as they were before. What was added to{" "}
              {view.continues_as?.reference ?? "the other case"} since then stays there.
            </p>
            <ReasonForm
              id="unmerge-reason"
              label="Why are these two cases after all?"
              missing="Say in a few words why these are two cases after all"
              button="Take the cases apart"
              onSend={unmerge}
            />
          </Details>
        </div>
      )}
    </section>
  );
}

function OneMerge({ merge, into }: { merge: CaseMerge; into: string }) {
  return (
    <Details
      summary={
        merge.ended_at
          ? `${merge.case.reference} was merged and taken apart again`
          : `${merge.case.reference} was merged into this case`
      }
    >
      <p>
        <Link to={paths.case} params={{ id: merge.case.id }}>
          Case {merge.case.reference}
        </Link>{" "}
        was merged into this case by {merge.by} on {formatInstant(merge.at)}.
      </p>
      <p className="oc-keep-lines oc-break">Reason: {merge.reason}</p>
      {merge.ended_at && (
        <>
          <p>
            They were taken apart{merge.ended_by && ` by ${merge.ended_by}`} on{" "}
            {formatInstant(merge.ended_at)}.
          </p>
          <p className="oc-keep-lines oc-break">Reason: {merge.end_reason}</p>
        </>
      )}
      <p>This is how they compared then:</p>
      <ComparisonTable
        left={`Case ${merge.case.reference}`}
        right={`Case ${into}`}
        rows={merge.compared.rows}
      />
    </Details>
  );
}
