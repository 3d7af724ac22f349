import { Link } from "@tanstack/react-router";
import type { CaseView } from "../../api/types";
import { paths } from "../../app/paths";
import { formatInstant } from "../../ui/format";
import { Table } from "../../ui/table";

/** Every notification this case is made of. Each opens as it was sent; none was changed by the case. */
export function NotificationsAsSent({ view }: { view: CaseView }) {
  if (view.notifications.length === 0) return <p>No notification belongs to this case.</p>;
  return (
    <Table
      caption="Notifications as they were sent"
      captionHidden
      items={view.notifications}
      rowKey={(one) => one.id}
      columns={[
        {
          key: "reference",
          heading: "Notification",
          cell: (one) => (
            <Link to={paths.notification} params={{ id: one.id }}>
              {one.reference}
              <span className="nhsuk-u-visually-hidden"> as it was sent</span>
            </Link>
          ),
        },
        { key: "received", heading: "Received", cell: (one) => formatInstant(one.received_at) },
        {
          key: "sender",
          heading: "Sent by",
          cell: (one) => [one.notifier_name, one.notifier_organisation].filter(Boolean).join(", "),
        },
      ]}
    />
  );
}
