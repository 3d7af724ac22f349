import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { caseQuery } from "../../api/staff";
import type { Area } from "../../api/types";
import { paths } from "../../app/paths";
import { leaveWord } from "../../ui/flash";
import { IdentityStrip } from "../../ui/identity-strip";
import { LoadProblemPage } from "../../ui/load-problem";
import { Page } from "../../ui/page";
import { Loading } from "../../ui/progress";
import { NotOffered } from "./NotOffered";
import { OfferForm } from "./OfferForm";
import { useRefresh } from "./useRefresh";

const route = getRouteApi("/staff/cases/$id/offer");

/** Offers a case to the area that should review the death. */
export default function OfferCasePage() {
  const { id } = route.useParams();
  const loaded = useQuery(caseQuery(id));
  const [errors, setErrors] = useState(0);
  const [overtaken, setOvertaken] = useState(false);
  const refresh = useRefresh();
  const navigate = useNavigate();

  if (loaded.isPending) return <Loading text="Loading the case" />;
  if (!loaded.data) return <LoadProblemPage error={loaded.error} onRetry={() => loaded.refetch()} />;
  const { view, etag } = loaded.data;
  const offer = view.actions.find((one) => one.action === "offer_transfer");
  const { residence } = view.places;

  const done = async (area: Area) => {
    await refresh();
    leaveWord(`Case ${view.reference} has been offered to ${area.name}. They are told by e-mail.`);
    navigate({ to: paths.case, params: { id } });
  };
  const onOvertaken = async () => {
    await refresh();
    setOvertaken(true);
  };

  return (
    <Page key={id} title={`Offer case ${view.reference} to another area`} errors={errors}>
      <p>
        <Link className="nhsuk-back-link" to={paths.case} params={{ id }}>
          Back to case {view.reference}
        </Link>
      </p>
      <h1>
        Offer case <span className="oc-whole">{view.reference}</span> to another area
      </h1>
      <IdentityStrip
        label={`Case ${view.reference}`}
        name={view.child_name}
        nhsNumber={view.nhs_number}
        nhsNumberMissing={view.child.nhs_number_missing_reason}
        age={view.age_text || view.child.age_text}
        dateOfBirth={view.child.date_of_birth}
        dateOfDeath={view.date_of_death}
      />
      {offer?.available ? (
        <OfferForm
          record={{ kind: "case", id, reference: view.reference, restricted: view.restricted }}
          etag={etag}
          from={view.area}
          home={residence && residence.id !== view.area.id ? residence : null}
          onDone={done}
          onOvertaken={onOvertaken}
          onErrors={setErrors}
        />
      ) : (
        <NotOffered why={offer?.reason ?? "This case cannot be offered."} takeFocus={overtaken} />
      )}
    </Page>
  );
}
