import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { CaseView, Transfer } from "../../api/types";
import { paths } from "../../app/paths";
import { Button } from "../../ui/button";
import { InsetText, NotificationBanner } from "../../ui/notices";
import { SummaryList } from "../../ui/summary";
import { useEditing } from "../../ui/use-editing";
import { AreasForm } from "./AreasForm";
import { placeQuestions } from "./areas";

interface AreasProps {
  view: CaseView;
  etag: string | null;
  transfers: Transfer[];
}

/** In which areas the child lived, died, and where it happened; and whether another area should have the case. */
export function Areas({ view, etag, transfers }: AreasProps) {
  const queryClient = useQueryClient();
  const { editing, heading, saved, open, close, done } = useEditing();
  // No action of a case is called a change of its areas. Whoever may offer it now may put its areas right too.
  const mayChange = view.actions.some((one) => one.action === "offer_transfer" && one.available);

  const refresh = () => queryClient.invalidateQueries({ queryKey: ["case", view.id] });
  const changed = async () => {
    await refresh();
    done();
  };

  return (
    <section aria-labelledby="areas" className="oc-panel">
      <h2 className="nhsuk-heading-m" id="areas" ref={heading} tabIndex={-1}>
        Areas of this death
      </h2>
      {editing ? (
        <AreasForm view={view} etag={etag} onDone={changed} onCancel={close} onStale={refresh} />
      ) : (
        <>
          {saved > 0 && (
            <NotificationBanner key={saved} kind="success" takeFocus>
              <p className="nhsuk-notification-banner__heading">The areas have been saved.</p>
            </NotificationBanner>
          )}
          <SummaryList
            rows={placeQuestions.map(({ place, label }) => ({
              key: place,
              label,
              value: view.places[place]?.name ?? "Not known, or not an area of this service",
            }))}
          />
          {mayChange && <LivedElsewhere view={view} transfers={transfers} />}
          {mayChange && (
            <p className="oc-no-print">
              <Button variant="secondary" small onClick={open}>
                Change the areas
              </Button>
            </p>
          )}
        </>
      )}
    </section>
  );
}

/** The area where a child lived reviews the death, unless the two areas have agreed otherwise. */
function LivedElsewhere({ view, transfers }: Omit<AreasProps, "etag">) {
  const { residence } = view.places;
  if (!residence || residence.id === view.area.id) return null;
  const cameFromThere = transfers.some(
    (one) => one.state === "accepted" && one.from.id === residence.id && one.to.id === view.area.id,
  );
  if (cameFromThere) return null;
  return (
    <InsetText>
      <p>
        This child lived in {residence.name}. The area where a child lived usually reviews the death.{" "}
        <Link className="oc-no-print" to={paths.offerCase} params={{ id: view.id }}>
          Offer the case to {residence.name}
        </Link>
      </p>
    </InsetText>
  );
}
