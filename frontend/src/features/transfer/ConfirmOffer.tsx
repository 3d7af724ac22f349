import type { RecordKind } from "../../api/types";
import { Button, ButtonGroup } from "../../ui/button";
import { Modal } from "../../ui/modal";
import { recordName } from "./words";

interface ConfirmOfferProps {
  record: { kind: RecordKind; reference: string; restricted: boolean };
  area: string;
  busy: boolean;
  onConfirm: () => void;
  onCancel: () => void;
}

/** Says what an offer does, before it is made. */
export function ConfirmOffer({ record, area, busy, onConfirm, onCancel }: ConfirmOfferProps) {
  return (
    <Modal title={`Offer ${recordName(record)} to ${area}?`} onDismiss={onCancel}>
      <p>
        Until they accept you can read it but not change it. You can withdraw the offer. After they accept you
        keep its reference and where it went, and nothing else.
      </p>
      {record.restricted && (
        <p>
          This case is restricted. Only their managers see the offer, and of it no more than its reference and
          that it comes from you.
        </p>
      )}
      <ButtonGroup>
        <Button onClick={onConfirm} busy={busy}>
          {busy ? "Please wait" : "Make the offer"}
        </Button>
        <Button variant="secondary" onClick={onCancel}>
          Go back
        </Button>
      </ButtonGroup>
    </Modal>
  );
}
