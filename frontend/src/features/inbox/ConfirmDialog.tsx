import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { comparisonQuery } from "../../api/linking";
import type { NotificationView } from "../../api/types";
import { paths } from "../../app/paths";
import { Button, ButtonGroup } from "../../ui/button";
import { Differing, TwoChildren } from "../../ui/comparison-table";
import { Modal } from "../../ui/modal";
import { Loading } from "../../ui/progress";
import type { Choice } from "./decision";
import { twinsOf } from "./words";

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
  const same = duplicates.find((one) => one.kind === "case" && one.preselected);
  const reason = reasons.find((one) => one.code === choice.rejectReason)?.label;
  const titles = {
    accept: "Accept as a new case?",
    link: `Link to case ${choice.target?.reference ?? ""}, ${choice.target?.child_name ?? ""}?`,
    reject: "Reject this notification?",
  };
  const yes = {
    accept: "Accept as a new case",
    link: "Link to this case",
    reject: "Reject the notification",
  };
  const act = choice.act ?? "accept";
  const target = act === "link" ? choice.target : null;
  const loaded = useQuery({
    ...comparisonQuery(notification.id, "case", target?.id ?? ""),
    enabled: target !== null,
  });
  const comparing = target !== null && loaded.isPending;
  // That it is one child all the same is confirmed beside the two records, and nowhere else.
  const mayBeTwo = (loaded.data?.two_children.length ?? 0) > 0;

  return (
    <Modal title={titles[act]} onDismiss={onCancel}>
      {act === "accept" && (
        <>
          <p>
            A new case is opened for <strong>{name}</strong>. You can carry on from the case straight away.
          </p>
          {same && (
            <p>
              <strong>Check first:</strong> case {same.reference} is very likely about the same child. If it
              is, go back and link the notification to it, so that there is one case for one child.
            </p>
          )}
          {twinsOf(notification)
            .filter((one) => one.kind === "case")
            .map((one) => (
              <p key={one.id}>
                Perhaps a twin or other child of a multiple birth of case {one.reference}, {one.child_name}.
                If so, this is right: open it as its own case, then link the two cases under “Linked cases”.
              </p>
            ))}
        </>
      )}
      {target && (
        <>
          <p>
            The notification about <strong>{name}</strong> is added to case {target.reference} about{" "}
            <strong>{target.child_name}</strong>. Nothing in the case is overwritten.
          </p>
          {comparing && <Loading text="Comparing the two records" />}
          {loaded.data &&
            (mayBeTwo ? (
              <>
                <TwoChildren rows={loaded.data.rows} left={notification.reference} right={target.reference} />
                <p>
                  If you are sure that it is one child, confirm it beside the two records:{" "}
                  <Link
                    to={paths.comparison}
                    params={{ id: notification.id, kind: "case", other: target.id }}
                  >
                    compare with case {target.reference}
                  </Link>
                  . If they are two, go back and accept the notification as a case of its own.
                </p>
              </>
            ) : (
              <Differing rows={loaded.data.rows} left={notification.reference} right={target.reference} />
            ))}
        </>
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
        {!comparing && !mayBeTwo && (
          <Button variant={act === "reject" ? "warning" : "primary"} onClick={onConfirm} busy={busy}>
            {busy ? "Please wait" : yes[act]}
          </Button>
        )}
        <Button variant="secondary" onClick={onCancel}>
          Go back
        </Button>
      </ButtonGroup>
    </Modal>
  );
}
