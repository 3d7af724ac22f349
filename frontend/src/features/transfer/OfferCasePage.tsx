import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { caseQuery } from "../../api/staff";
import { LoadProblemPage } from "../../ui/load-problem";
import { Loading } from "../../ui/progress";
import { CaseIdentity } from "../../ui/record-identity";
import { OfferFrame } from "./OfferFrame";

const route = getRouteApi("/staff/cases/$id/offer");

/** Offers a case to the area that should review the death. */
export default function OfferCasePage() {
  const { id } = route.useParams();
  const loaded = useQuery(caseQuery(id));

  if (loaded.isPending) return <Loading text="Loading the case" />;
  if (!loaded.data) return <LoadProblemPage error={loaded.error} onRetry={() => loaded.refetch()} />;
  const { view, etag } = loaded.data;
  const offer = view.actions.find((one) => one.action === "offer_transfer");
  const { residence } = view.places;

  return (
    <OfferFrame
      key={id}
      record={{ kind: "case", id, reference: view.reference, restricted: view.restricted }}
      etag={etag}
      from={view.area}
      home={residence && residence.id !== view.area.id ? residence : null}
      why={offer?.available ? null : (offer?.reason ?? "This case cannot be offered.")}
      identity={<CaseIdentity view={view} />}
    />
  );
}
