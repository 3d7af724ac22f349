import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { transfersOfCaseQuery } from "../../api/transfers";
import type { Transfer } from "../../api/types";
import { paths } from "../../app/paths";
import { formatDate } from "../../ui/format";
import { OutcomeBanner } from "../../ui/outcome-banner";
import { Page } from "../../ui/page";
import { Loading } from "../../ui/progress";
import { Contact } from "./Contact";
import { leftWords, reasonWords } from "./words";

/** What is left here of a record that has gone to another area. */
export function WhereItWent({ transfer }: { transfer: Transfer }) {
  const reason = reasonWords(transfer);
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

interface LeftCaseProps {
  id: string;
  /** The page for a case of which nothing is known here. */
  otherwise: ReactNode;
}

/** Stands in for a case that cannot be opened: says where it went, where it was transferred from here. */
export function LeftCase({ id, otherwise }: LeftCaseProps) {
  const transfers = useQuery({ ...transfersOfCaseQuery(id), retry: false });
  const gone = transfers.data?.find((one) => one.state === "accepted" && one.opens === null);
  // What was read while the case was still here does not tell that it has left.
  if (!gone && transfers.isFetching) return <Loading text="Looking for the case" />;
  if (!gone) return <>{otherwise}</>;
  const title = leftWords(gone);
  return (
    <Page title={title}>
      <p className="oc-no-print">
        <Link className="nhsuk-back-link" to={paths.cases} activeOptions={{ exact: true }}>
          All cases
        </Link>
      </p>
      <OutcomeBanner />
      <h1>{title}</h1>
      <WhereItWent transfer={gone} />
    </Page>
  );
}
