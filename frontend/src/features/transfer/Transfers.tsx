import { Link } from "@tanstack/react-router";
import type { CaseView, Transfer } from "../../api/types";
import { paths } from "../../app/paths";
import { TransfersOfRecord } from "./TransfersOfRecord";
import { waitingOffer } from "./words";

interface TransfersProps {
  view: CaseView;
  transfers: Transfer[];
}

/** Which areas had this case, and the way to offer it to another. */
export function Transfers({ view, transfers }: TransfersProps) {
  const offer = view.actions.find((one) => one.action === "offer_transfer");
  return (
    <section aria-labelledby="transfers" className="oc-panel">
      <h2 className="nhsuk-heading-m" id="transfers">
        Transfers between areas
      </h2>
      {transfers.length === 0 ? (
        <p>This case has not been offered to another area.</p>
      ) : (
        <TransfersOfRecord transfers={transfers} />
      )}
      {offer?.available && (
        <p className="oc-no-print">
          <Link to={paths.offerCase} params={{ id: view.id }}>
            Offer this case to another area
          </Link>
        </p>
      )}
      {/* The banner at the top says already what an offer that waits means. */}
      {offer && !offer.available && !waitingOffer(transfers) && <p className="oc-no-print">{offer.reason}</p>}
    </section>
  );
}
