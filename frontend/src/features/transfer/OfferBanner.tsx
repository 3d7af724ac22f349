import { useNavigate } from "@tanstack/react-router";
import { withdrawTransfer } from "../../api/transfers";
import type { Transfer } from "../../api/types";
import { paths } from "../../app/paths";
import { formatInstant } from "../../ui/format";
import { Details, NotificationBanner } from "../../ui/notices";
import { ReasonForm } from "../../ui/reason-form";
import { useRefresh } from "./useRefresh";
import { isOvertaken, RecordName, recordName } from "./words";

interface OfferBannerProps {
  transfer: Transfer;
  /** Told in words once the offer is withdrawn. */
  onWithdrawn: (word: string) => void;
}

/** Says on a record that it is offered, to whom and why, and lets its area take the offer back. */
export function OfferBanner({ transfer, onWithdrawn }: OfferBannerProps) {
  const reason = transfer.reason_label;
  return (
    <NotificationBanner title="Offered to another area">
      <p className="nhsuk-notification-banner__heading">
        Offered to {transfer.to.name}. Until they answer you can read it but not change it.
      </p>
      <p>
        {transfer.offered_by.name} offered it on {formatInstant(transfer.offered_at)}.
        {reason && ` Reason: ${reason}.`}
      </p>
      {transfer.words && <p className="oc-keep-lines oc-break">{transfer.words}</p>}
      <Withdrawal transfer={transfer} onWithdrawn={onWithdrawn} />
    </NotificationBanner>
  );
}

export function Withdrawal({ transfer, onWithdrawn }: OfferBannerProps) {
  const refresh = useRefresh();
  const navigate = useNavigate();
  if (!transfer.actions.includes("withdraw")) return null;
  const send = async (words: string, key: string) => {
    try {
      const { before } = await withdrawTransfer(transfer.id, words, key);
      await refresh();
      onWithdrawn(
        before
          ? `A colleague had already withdrawn the offer of ${recordName(transfer)}.`
          : `The offer is withdrawn. ${RecordName(transfer)} is yours to work on again.`,
      );
    } catch (error) {
      if (!isOvertaken(error)) throw error;
      // The other area has answered meanwhile; the page of the offer says how, and what is left of it here.
      await refresh();
      await navigate({ to: paths.transfer, params: { id: transfer.id } });
    }
  };
  return (
    <div className="oc-no-print">
      <Details summary="Withdraw the offer">
        <ReasonForm
          id="withdrawal-words"
          label="Why do you withdraw it?"
          hint={`${transfer.to.name} reads this. Do not name the child.`}
          missing="Say in a few words why you withdraw the offer"
          button="Withdraw the offer"
          onSend={send}
        />
      </Details>
    </div>
  );
}
