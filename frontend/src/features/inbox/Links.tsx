import { Link } from "@tanstack/react-router";
import { unlinkNotification } from "../../api/linking";
import type { NotificationLink, NotificationView } from "../../api/types";
import { paths } from "../../app/paths";
import { ComparisonTable } from "../../ui/comparison-table";
import { formatInstant } from "../../ui/format";
import { Details } from "../../ui/notices";
import { ReasonForm } from "../../ui/reason-form";
import { sentence } from "./words";

interface LinksProps {
  notification: NotificationView;
  etag: string | null;
  onUnlinked: (word: string) => void;
}

/** The cases this notification belongs to and belonged to, with what they were compared by; and how to take it out again. */
export function Links({ notification, etag, onUnlinked }: LinksProps) {
  const unlink = notification.actions.find((one) => one.action === "unlink");
  const linked = notification.case !== null;
  const send = async (reason: string, idempotencyKey: string) => {
    await unlinkNotification(notification.id, reason, {
      idempotencyKey,
      ...(etag === null ? {} : { ifMatch: etag }),
    });
    onUnlinked(
      `Notification ${notification.reference} has been taken out of case ${notification.case?.reference}. It waits again as before.`,
    );
  };
  return (
    <>
      {notification.links
        .filter((link) => link.compared !== null || link.ended_at !== null)
        .map((link) => (
          <OneLink key={link.at} link={link} reference={notification.reference} />
        ))}
      {linked && unlink?.available && (
        <div className="oc-no-print">
          <Details summary="This notification does not belong to this case">
            <p>
              It is taken out of case {notification.case?.reference} and waits again exactly as before.
              Nothing is deleted, and you can link it again.
            </p>
            <ReasonForm
              id="unlink-reason"
              label="Why does it not belong there?"
              missing="Say in a few words why it does not belong to this case"
              button="Take it out of the case"
              onSend={send}
            />
          </Details>
        </div>
      )}
      {linked && unlink && !unlink.available && unlink.reason && <p>{sentence(unlink.reason)}</p>}
    </>
  );
}

function OneLink({ link, reference }: { link: NotificationLink; reference: string }) {
  const what = link.kind === "opening" ? "Accepted as case" : "Added to case";
  return (
    <Details summary={`${link.ended_at ? `Before: ${what.toLowerCase()}` : what} ${link.case.reference}`}>
      <p>
        {what}{" "}
        <Link to={paths.case} params={{ id: link.case.id }}>
          {link.case.reference}
        </Link>
        {link.by && ` by ${link.by}`} on {formatInstant(link.at)}.
      </p>
      {link.reason && <p className="oc-keep-lines oc-break">Reason: {link.reason}</p>}
      {link.ended_at && (
        <>
          <p>
            Taken out again{link.ended_by && ` by ${link.ended_by}`} on {formatInstant(link.ended_at)}.
          </p>
          {link.end_reason && <p className="oc-keep-lines oc-break">Reason: {link.end_reason}</p>}
        </>
      )}
      {link.compared && (
        <>
          <p>This is how they compared then:</p>
          <ComparisonTable
            left={`Notification ${reference}`}
            right={`Case ${link.case.reference}`}
            rows={link.compared.rows}
          />
        </>
      )}
    </Details>
  );
}
