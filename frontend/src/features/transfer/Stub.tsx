import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { transfersOfCaseQuery, transfersOfNotificationQuery } from "../../api/transfers";
import type { RecordKind, Transfer } from "../../api/types";
import { paths } from "../../app/paths";
import { formatDate } from "../../ui/format";
import { OutcomeBanner } from "../../ui/outcome-banner";
import { Page } from "../../ui/page";
import { Loading } from "../../ui/progress";
import { Contact } from "./Contact";
import { leftWords } from "./words";

/** What is left here of a record that has gone to another area. */
export function WhereItWent({ transfer }: { transfer: Transfer }) {
  const reason = transfer.reason_label;
  return (
    <>
      <p>
        {transfer.reference} was transferred to {transfer.to.name} on {formatDate(transfer.decided_at)}.
        {reason && ` Reason: ${reason}.`}
        {transfer.decided_by && ` Accepted by ${transfer.decided_by.name}.`}
      </p>
      {transfer.decided_by && (
        <p>
          To ask about it, contact <Contact of={transfer.decided_by} />. Give the reference, and no details of
          the child in an e-mail.
        </p>
      )}
      <p>Your area no longer sees what is in it.</p>
      <p>
        <Link to={paths.transfer} params={{ id: transfer.id }}>
          See the transfer
        </Link>
      </p>
    </>
  );
}

interface LeftProps {
  kind: RecordKind;
  id: string;
  /** The page for a record of which nothing is known here. */
  otherwise: ReactNode;
}

const places = {
  case: { query: transfersOfCaseQuery, list: paths.cases, back: "All cases" },
  notification: { query: transfersOfNotificationQuery, list: paths.inbox, back: "All notifications" },
};

/** Stands in for a record that cannot be opened: says where it went, where it was transferred from here. */
export function Left({ kind, id, otherwise }: LeftProps) {
  const { query, list, back } = places[kind];
  const transfers = useQuery({ ...query(id), retry: false });
  const gone = transfers.data?.find((one) => one.state === "accepted" && one.opens === null);
  // What was read while the record was still here does not tell that it has left.
  if (!gone && transfers.isFetching) return <Loading text={`Looking for the ${kind}`} />;
  if (!gone) return <>{otherwise}</>;
  const title = leftWords(gone);
  return (
    <Page title={title}>
      <p className="oc-no-print">
        <Link className="nhsuk-back-link" to={list} activeOptions={{ exact: true }}>
          {back}
        </Link>
      </p>
      <OutcomeBanner />
      <h1>{title}</h1>
      <WhereItWent transfer={gone} />
    </Page>
  );
}
