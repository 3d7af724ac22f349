import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { meQuery } from "../../api/queries";
import { notificationQuery } from "../../api/staff";
import type { Area, NotificationView } from "../../api/types";
import { paths } from "../../app/paths";
import { leaveWord } from "../../ui/flash";
import { IdentityStrip } from "../../ui/identity-strip";
import { LoadProblemPage } from "../../ui/load-problem";
import { Page } from "../../ui/page";
import { Loading } from "../../ui/progress";
import { NotOffered } from "./NotOffered";
import { OfferForm } from "./OfferForm";
import { useRefresh } from "./useRefresh";

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
  const [errors, setErrors] = useState(0);
  const [overtaken, setOvertaken] = useState(false);
  const refresh = useRefresh();
  const navigate = useNavigate();

  if (loaded.isPending) return <Loading text="Loading the notification" />;
  if (!loaded.data) return <LoadProblemPage error={loaded.error} onRetry={() => loaded.refetch()} />;
  const { view, etag } = loaded.data;
  const why = whyNot(view, me.data?.permissions.includes("offer_transfer") ?? false);

  const done = async (area: Area) => {
    await refresh();
    leaveWord(`Notification ${view.reference} has been offered to ${area.name}. They are told by e-mail.`);
    navigate({ to: paths.notification, params: { id } });
  };
  const onOvertaken = async () => {
    await refresh();
    setOvertaken(true);
  };

  return (
    <Page key={id} title={`Offer notification ${view.reference} to another area`} errors={errors}>
      <p>
        <Link className="nhsuk-back-link" to={paths.notification} params={{ id }}>
          Back to notification {view.reference}
        </Link>
      </p>
      <h1>
        Offer notification <span className="oc-whole">{view.reference}</span> to another area
      </h1>
      <IdentityStrip
        label={`Notification ${view.reference}`}
        name={view.child_name}
        nhsNumber={view.nhs_number}
        age={view.child.age_text}
        dateOfBirth={view.date_of_birth}
        dateOfDeath={view.date_of_death}
      />
      {why === null ? (
        <OfferForm
          record={{ kind: "notification", id, reference: view.reference, restricted: false }}
          etag={etag}
          from={view.area}
          home={null}
          onDone={done}
          onOvertaken={onOvertaken}
          onErrors={setErrors}
        />
      ) : (
        <NotOffered why={why} takeFocus={overtaken} />
      )}
    </Page>
  );
}
