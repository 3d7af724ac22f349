import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { meQuery } from "../../api/queries";
import { notificationQuery } from "../../api/staff";
import type { NotificationView } from "../../api/types";
import { LoadProblemPage } from "../../ui/load-problem";
import { Loading } from "../../ui/progress";
import { NotificationIdentity } from "../../ui/record-identity";
import { OfferFrame } from "./OfferFrame";

const route = getRouteApi("/staff/inbox/$id/offer");

/** Why a notification cannot be offered; nothing when it can. What stops every decision about it stops this one too. */
function whyNot(view: NotificationView, may: boolean): string | null {
  if (view.status !== "received")
    return "This notification has been decided. If it became a case, offer the case instead.";
  if (!may) return "A coordinator or manager of the panel does this.";
  const accept = view.actions.find((one) => one.action === "accept");
  return accept && !accept.available ? accept.reason : null;
}

/** Offers a notification that waits to the area that should review the death. */
export default function OfferNotificationPage() {
  const { id } = route.useParams();
  const loaded = useQuery(notificationQuery(id));
  const me = useQuery(meQuery);

  if (loaded.isPending) return <Loading text="Loading the notification" />;
  if (!loaded.data) return <LoadProblemPage error={loaded.error} onRetry={() => loaded.refetch()} />;
  const { view, etag } = loaded.data;

  return (
    <OfferFrame
      key={id}
      record={{ kind: "notification", id, reference: view.reference, restricted: false }}
      etag={etag}
      from={view.area}
      home={null}
      why={whyNot(view, me.data?.permissions.includes("offer_transfer") ?? false)}
      identity={<NotificationIdentity view={view} />}
    />
  );
}
