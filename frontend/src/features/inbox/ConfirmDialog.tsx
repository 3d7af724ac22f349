import type { NotificationView } from "../../api/types";
import { Button, ButtonGroup } from "../../ui/button";
import { Modal } from "../../ui/modal";
import type { Choice } from "./decision";

interface ConfirmDialogProps {
  notification: NotificationView;
  choice: Choice;
  busy: boolean;
  onConfirm: () => void;
  onCancel: () => void;
}

/** Says what is about to happen. A decision about a notification cannot be taken back with one press. */
export function ConfirmDialog({ notification, choice, busy, onConfirm, onCancel }: ConfirmDialogProps) {
  const { child_name: name, duplicates, rejection_reasons: reasons } = notification;
  const twin = duplicates.find((one) => one.kind === "case" && one.preselected);
  const reason = reasons.find((one) => one.code === choice.rejectReason)?.label;
  const titles = {
    accept: "Accept as a new case?",
    link: `Link to case ${choice.target?.reference ?? ""}?`,
    reject: "Reject this notification?",
  };
  const yes = {
    accept: "Accept as a new case",
    link: "Link to this case",
    reject: "Reject the notification",
  };
  const act = choice.act ?? "accept";

  return (
    <Modal title={titles[act]} onDismiss={onCancel}>
      {act === "accept" && (
        <>
          <p>
            A new case is opened for <strong>{name}</strong>. You can carry on from the case straight away.
          </p>
          {twin && (
            <p>
              <strong>Check first:</strong> case {twin.reference} is very likely about the same child. If it
              is, go back and link the notification to it, so that there is one case for one child.
            </p>
          )}
        </>
      )}
      {act === "link" && (
        <p>
          The notification about <strong>{name}</strong> is added to case {choice.target?.reference}. Nothing
          in the case is overwritten.
        </p>
      )}
      {act === "reject" && (
        <>
          <p>
            The notification about <strong>{name}</strong> is closed without a case
            {reason ? ` (${reason})` : ""}. It is kept, and you find it under Rejected.
          </p>
          <p>The person who sent it is not told by OpenCDR. Tell them yourself if they need to know.</p>
        </>
      )}
      <ButtonGroup>
        <Button variant={act === "reject" ? "warning" : "primary"} onClick={onConfirm} busy={busy}>
          {busy ? "Please wait" : yes[act]}
        </Button>
        <Button variant="secondary" onClick={onCancel}>
          Go back
        </Button>
      </ButtonGroup>
    </Modal>
  );
}
