import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { type Answered, transferQuery } from "../../api/transfers";
import type { Transfer } from "../../api/types";
import { paths } from "../../app/paths";
import { leaveWord } from "../../ui/flash";
import { formatInstant } from "../../ui/format";
import { LoadProblemPage } from "../../ui/load-problem";
import { InsetText, NotificationBanner, WarningCallout } from "../../ui/notices";
import { OutcomeBanner } from "../../ui/outcome-banner";
import { Page } from "../../ui/page";
import { Loading } from "../../ui/progress";
import { AnswerForm } from "./AnswerForm";
import { Contact } from "./Contact";
import { Facts } from "./Facts";
import { Withdrawal } from "./OfferBanner";
import { RecordHeading } from "./RecordHeading";
import { useRefresh } from "./useRefresh";
import { outcomeWords, overtakenBy, RecordName, recordName } from "./words";

const route = getRouteApi("/staff/transfers/$id");

/** One offer: what is known of it, and the answer. */
export default function TransferPage() {
  const { id } = route.useParams();
  const loaded = useQuery(transferQuery(id));
  const refresh = useRefresh();
  const navigate = useNavigate();
  const [errors, setErrors] = useState(0);
  const [overtaken, setOvertaken] = useState(0);
  const [words, setWords] = useState(0);

  if (loaded.isPending) return <Loading text="Loading the offer" />;
  if (!loaded.data) return <LoadProblemPage error={loaded.error} onRetry={() => loaded.refetch()} />;
  const transfer = loaded.data;
  const answers = transfer.actions.includes("accept") || transfer.actions.includes("decline");

  const onOvertaken = async () => {
    await Promise.all([loaded.refetch(), refresh()]);
    setErrors(0);
    setOvertaken((count) => count + 1);
  };
  const done = async (answered: Answered) => {
    if (answered.before) return onOvertaken();
    await refresh();
    leaveWord(
      answered.state === "accepted"
        ? `${RecordName(transfer)} is now with your area. ${transfer.from.name} sees where it went.`
        : `You declined ${recordName(transfer)}. It stays with ${transfer.from.name}, who can read your reason.`,
    );
    const record = transfer.kind === "case" ? paths.case : paths.notification;
    if (answered.state === "accepted" && answered.opens)
      navigate({ to: record, params: { id: answered.opens } });
    else navigate({ to: paths.transfers });
  };
  const withdrawn = async (word: string) => {
    await loaded.refetch();
    leaveWord(word);
    setWords((count) => count + 1);
  };

  return (
    <Page key={id} title={`${RecordName(transfer)}: ${outcomeWords(transfer)}`} errors={errors}>
      <p className="oc-no-print">
        <Link className="nhsuk-back-link" to={paths.transfers} activeOptions={{ exact: true }}>
          All transfers
        </Link>
      </p>
      <OutcomeBanner key={words} />
      <h1>
        <RecordHeading of={transfer} />: {outcomeWords(transfer)}
      </h1>
      {overtaken > 0 && (
        <NotificationBanner key={overtaken} takeFocus>
          <p className="nhsuk-notification-banner__heading">{overtakenBy(transfer)}</p>
          {transfer.state !== "offered" && <p>Your answer was not needed and has changed nothing.</p>}
        </NotificationBanner>
      )}
      <Standing transfer={transfer} />
      {transfer.restricted && transfer.words === null && <Restricted transfer={transfer} />}
      <Facts transfer={transfer} />
      {answers && (
        <AnswerForm transfer={transfer} onDone={done} onOvertaken={onOvertaken} onErrors={setErrors} />
      )}
      <Withdrawal transfer={transfer} onWithdrawn={withdrawn} />
    </Page>
  );
}

/** What became of the offer, and the way to the record where it is in one of the person's areas. */
function Standing({ transfer }: { transfer: Transfer }) {
  const { state, decided_by: by, decided_at: at, opens } = transfer;
  const way = opens && (
    <p>
      <Link to={transfer.kind === "case" ? paths.case : paths.notification} params={{ id: opens }}>
        Open {recordName(transfer)}
      </Link>
    </p>
  );
  if (state === "offered")
    return (
      <>
        {opens && (
          <p>{transfer.to.name} has not answered yet. Until then you can read it but not change it.</p>
        )}
        {way}
      </>
    );
  return (
    <InsetText>
      <p>
        <strong>{transfer.state_label}</strong> on {formatInstant(at)}
        {by && (
          <>
            {" "}
            by <Contact of={by} />
          </>
        )}
        . {state === "accepted" ? `It went to ${transfer.to.name}` : `It stayed with ${transfer.from.name}`}.
      </p>
      {transfer.decision_words && <p className="oc-keep-lines oc-break">Why: {transfer.decision_words}</p>}
      {way}
    </InsetText>
  );
}

function Restricted({ transfer }: { transfer: Transfer }) {
  return (
    <WarningCallout title="This case is restricted">
      <p>
        You see no more than its reference and who offers it. If you accept, you alone can open it, until you
        give colleagues access.
      </p>
      <p>
        Ask before you decide: <Contact of={transfer.offered_by} />
      </p>
    </WarningCallout>
  );
}
