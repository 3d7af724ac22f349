import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
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

/** Says near the top of a case what it includes, and where that is taken apart again. */
export function Includes({ view }: { view: CaseView }) {
  return view.merges
    .filter((merge) => !merge.ended_at)
    .map((merge) => (
      <p key={merge.case.id}>
        Case{" "}
        <Link to={paths.case} params={{ id: merge.case.id }}>
          {merge.case.reference}
        </Link>{" "}
        was merged into this case on {formatInstant(merge.at)}.{" "}
        <Link to={paths.case} params={{ id: view.id }} hash="other-cases" className="oc-no-print">
          {merge.may_take_apart ? "Why, and how to take them apart" : "Why they were merged"}
        </Link>
      </p>
    ));
}

interface MergesProps {
  view: CaseView;
  etag: string | null;
  onUnmerged: (word: string) => void;
}

/** What was merged into this case, and the ways to merge it and to take it apart again, from either of the two. */
export function Merges({ view, etag, onUnmerged }: MergesProps) {
  const can = (action: string) => view.actions.some((one) => one.action === action && one.available);
  /** The version of the other case is not known here: the API refuses a merge that is not in force. */
  const unmerge = (id: string, version: string | null) => async (reason: string, idempotencyKey: string) => {
    const done = await unmergeCases(id, reason, {
      idempotencyKey,
      ...(version === null ? {} : { ifMatch: version }),
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
        <OneMerge key={`${merge.case.id} ${merge.at}`} merge={merge} into={view.reference}>
          {merge.may_take_apart && (
            <TakeApart
              id={`unmerge-${merge.case.id}`}
              merged={merge.case.reference}
              survivor={view.reference}
              onSend={unmerge(merge.case.id, null)}
            />
          )}
        </OneMerge>
      ))}
      {can("merge") && (
        <p className="oc-no-print">
          <Link to={paths.merging} params={{ id: view.id }}>
            Merge this case into another case of the same child
          </Link>
        </p>
      )}
      {can("unmerge") && (
        <TakeApart
          id="unmerge-reason"
          merged={view.reference}
          survivor={view.continues_as?.reference ?? "the other case"}
          onSend={unmerge(view.id, etag)}
        />
      )}
    </section>
  );
}

interface TakeApartProps {
  id: string;
  merged: string;
  survivor: string;
  onSend: (reason: string, key: string) => Promise<void>;
}

function TakeApart({ id, merged, survivor, onSend }: TakeApartProps) {
  return (
    <div className="oc-no-print">
      <Details summary={`These are two children: take ${merged} and ${survivor} apart again`}>
        <p>Both cases are as they were before. What was added to {survivor} since then stays there.</p>
        <ReasonForm
          id={id}
          label="Why are these two cases after all?"
          missing="Say in a few words why these are two cases after all"
          button="Take the cases apart"
          onSend={onSend}
        />
      </Details>
    </div>
  );
}

interface OneMergeProps {
  merge: CaseMerge;
  into: string;
  children: ReactNode;
}

function OneMerge({ merge, into, children }: OneMergeProps) {
  return (
    <>
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
      {children}
    </>
  );
}
