import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { type MouseEvent, useState } from "react";
import { answerNotifiedScope, notifiedScopeQuery } from "../../api/cases";
import { Problem } from "../../api/client";
import { countsQuery, meQuery } from "../../api/queries";
import { notificationQuery } from "../../api/staff";
import { transfersOfNotificationQuery } from "../../api/transfers";
import type { NotificationView } from "../../api/types";
import { paths } from "../../app/paths";
import { leaveWord } from "../../ui/flash";
import { formatInstant } from "../../ui/format";
import { LoadProblemPage } from "../../ui/load-problem";
import { NotificationBanner, Tag } from "../../ui/notices";
import { OutcomeBanner } from "../../ui/outcome-banner";
import { Page } from "../../ui/page";
import { Loading } from "../../ui/progress";
import { NotificationIdentity } from "../../ui/record-identity";
import { ScopePanel } from "../../ui/scope-panel";
import { SummaryList } from "../../ui/summary";
import { Left, OfferBanner, TransfersOfRecord, waitingOffer } from "../transfer/parts";
import { AnsweredBefore } from "./AnsweredBefore";
import { AsSent } from "./AsSent";
import { DecisionForm } from "./DecisionForm";
import { Duplicates } from "./Duplicates";
import { arrivalWords, type Outcome, overtakenWords } from "./decision";
import "./inbox.scss";
import { Links } from "./Links";
import { jointAgencyResponse, lateness, sinceDeath, sinceReceipt, statusLabel, twinsOf } from "./words";

const route = getRouteApi("/staff/inbox/$id");

export default function NotificationPage() {
  const { id } = route.useParams();
  const loaded = useQuery(notificationQuery(id));
  const scope = useQuery(notifiedScopeQuery(id));
  const me = useQuery(meQuery);
  const may = (permission: string) => me.data?.permissions.includes(permission) ?? false;
  // A notification that was decided can no longer be offered: its case can.
  const transfers = useQuery({
    ...transfersOfNotificationQuery(id),
    enabled: may("read_transfers") && loaded.data?.view.status === "received",
  });
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [errors, setErrors] = useState(0);
  const [overtaken, setOvertaken] = useState(0);
  const [words, setWords] = useState(0);

  if (loaded.isPending) return <Loading text="Loading the notification" />;
  const gone = loaded.error instanceof Problem && loaded.error.status === 404;
  if (!loaded.data || gone) {
    const problem = <LoadProblemPage error={loaded.error} onRetry={() => loaded.refetch()} />;
    return gone && may("read_transfers") ? <Left kind="notification" id={id} otherwise={problem} /> : problem;
  }
  const { view, etag } = loaded.data;
  const waiting = view.status === "received";
  const offers = transfers.data ?? [];
  const offer = waitingOffer(offers);
  const answered = offers.filter((one) => one !== offer);
  const mayLink = view.actions.some((one) => one.action === "link" && one.available);

  const refreshLists = () => {
    queryClient.invalidateQueries({ queryKey: ["notifications"] });
    queryClient.invalidateQueries({ queryKey: ["cases"] });
    queryClient.invalidateQueries({ queryKey: countsQuery.queryKey });
  };
  const done = (outcome: Outcome) => {
    refreshLists();
    queryClient.invalidateQueries({ queryKey: ["notification", id], refetchType: "none" });
    if (outcome.act === "reject") {
      leaveWord(`Notification ${view.reference} has been rejected.`);
      navigate({ to: paths.inbox });
      return;
    }
    leaveWord(arrivalWords(view.reference, outcome));
    navigate({ to: paths.case, params: { id: outcome.case.id } });
  };
  /** Something about this notification changed on this page: it is read again, and what was done is said at its top. */
  const changed = async (word: string) => {
    await loaded.refetch();
    refreshLists();
    leaveWord(word);
    setWords((count) => count + 1);
  };
  const onOvertaken = async () => {
    await loaded.refetch();
    refreshLists();
    setOvertaken((count) => count + 1);
  };

  return (
    <Page key={id} title={`Notification ${view.reference}`} errors={errors} wide>
      <p className="oc-no-print">
        <Link className="nhsuk-back-link" to={paths.inbox} activeOptions={{ exact: true }}>
          All notifications
        </Link>
      </p>
      <h1>Notification {view.reference}</h1>
      <NotificationIdentity view={view} />
      {overtaken > 0 && (
        <NotificationBanner key={overtaken} takeFocus>
          <p className="nhsuk-notification-banner__heading">{overtakenWords(view)}</p>
          <CaseLine view={view} />
        </NotificationBanner>
      )}
      <OutcomeBanner key={words} />
      {offer && <OfferBanner transfer={offer} onWithdrawn={changed} />}
      <Decided view={view} />
      <Links notification={view} etag={etag} onUnlinked={changed} />
      {waiting && <JumpLinks view={view} />}
      <Facts view={view} />
      <ScopePanel
        title={waiting ? "Is this death reviewed here?" : "What was answered about scope"}
        loaded={scope}
        save={(answers, version) => answerNotifiedScope(id, answers, version)}
        reasonLabel={(code) => view.rejection_reasons.find((one) => one.code === code)?.label}
      />
      {waiting && (
        <>
          <h2 id="duplicates" tabIndex={-1}>
            Is this child known already?
          </h2>
          <Duplicates notification={view} />
          <AnsweredBefore notification={view} may={mayLink} onTakenBack={changed} />
          {answered.length > 0 && (
            <>
              <h2>Offered to other areas before</h2>
              <TransfersOfRecord transfers={answered} />
            </>
          )}
          <div className="oc-no-print">
            <h2 id="decide" tabIndex={-1}>
              Decide
            </h2>
            {may("offer_transfer") && !offer && (
              <p>
                If the child lived in another area,{" "}
                <Link to={paths.offerNotification} params={{ id }}>
                  offer this notification to that area
                </Link>{" "}
                instead.
              </p>
            )}
            <DecisionForm
              notification={view}
              etag={etag}
              onDone={done}
              onOvertaken={onOvertaken}
              onErrors={setErrors}
            />
          </div>
        </>
      )}
      <h2 id="as-sent" tabIndex={-1}>
        What they sent
      </h2>
      <AsSent formId={view.form_id} formVersion={view.form_version} answers={view.answers} />
    </Page>
  );
}

function CaseLine({ view }: { view: NotificationView }) {
  if (!view.case) return null;
  return (
    <p>
      See case{" "}
      <Link to={paths.case} params={{ id: view.case.id }}>
        {view.case.reference}
      </Link>
      .
    </p>
  );
}

function Decided({ view }: { view: NotificationView }) {
  if (view.status === "received") return null;
  const reason = view.rejection_reasons.find((one) => one.code === view.decision?.reason)?.label;
  return (
    <div className="nhsuk-inset-text">
      <p>
        <strong>{statusLabel(view.status)}</strong>
        {view.decision?.by && ` by ${view.decision.by}`}
        {view.decision && ` on ${formatInstant(view.decision.at)}.`}
      </p>
      {view.decision?.reason && <p>Reason: {reason ?? view.decision.reason}</p>}
      {view.decision?.note && <p className="oc-keep-lines">Note: {view.decision.note}</p>}
      <CaseLine view={view} />
    </div>
  );
}

function JumpLinks({ view }: { view: NotificationView }) {
  const count = view.duplicates.length;
  const twin = twinsOf(view).length > 0 ? "; perhaps a twin" : "";
  const links: [string, string][] = [
    ["scope", "Is this death reviewed here?"],
    ["duplicates", `Likely duplicates: ${count === 0 ? "none" : count}${twin}`],
    ["decide", "Decide"],
    ["as-sent", "What they sent"],
  ];
  const jump = (event: MouseEvent, target: string) => {
    event.preventDefault();
    const heading = document.getElementById(target);
    heading?.scrollIntoView();
    heading?.focus({ preventScroll: true });
  };
  return (
    <nav aria-label="On this page" className="oc-jump oc-no-print">
      <ul>
        {links.map(([target, text]) => (
          <li key={target}>
            <a href={`#${target}`} onClick={(event) => jump(event, target)}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Facts({ view }: { view: NotificationView }) {
  const late = lateness(view);
  const { notifier } = view;
  const sender = [
    notifier.name || view.notifier_name,
    notifier.role,
    notifier.organisation || view.notifier_organisation,
  ];
  return (
    <SummaryList
      rows={[
        {
          key: "status",
          label: "Status",
          value: <Tag colour={view.status === "received" ? "blue" : "grey"}>{statusLabel(view.status)}</Tag>,
        },
        {
          key: "since-death",
          label: "Since the death",
          value: (
            <>
              {sinceDeath(view.hours_since_death)} {late && <Tag colour="red">{late}</Tag>}
            </>
          ),
        },
        {
          key: "received",
          label: "Received",
          value: `${formatInstant(view.received_at)} (${sinceReceipt(view.hours_since_receipt).toLowerCase()})`,
        },
        {
          key: "jar",
          label: "Joint agency response",
          value: jointAgencyResponse(view.joint_agency_response),
        },
        { key: "sender", label: "Sent by", value: sender.filter(Boolean).join(", ") },
        {
          key: "contact",
          label: "How to reach them",
          value: (
            <span className="oc-keep-lines">
              {[notifier.phone, notifier.email].filter(Boolean).join("\n") || "Not given"}
            </span>
          ),
        },
      ]}
    />
  );
}
