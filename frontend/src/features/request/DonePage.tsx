import { Link } from "@tanstack/react-router";
import { copyUrl } from "../../api/requests";
import { paths } from "../../app/paths";
import { formatInstant, Page } from "../../ui";
import { useRequest } from "./context";

/** Thanks, and what happens next. */
export default function DonePage() {
  const { view, visiting } = useRequest();
  const { standing, times } = view;
  const declined = standing.code === "declined";
  const sent = standing.code === "submitted" || standing.code === "accepted";
  const title = sent
    ? "Your answers were sent"
    : declined
      ? "The panel has been told"
      : "Nothing was sent yet";
  return (
    <Page title={title}>
      <div className={sent || declined ? "nhsuk-panel" : undefined}>
        <h1 className={sent || declined ? "nhsuk-panel__title" : undefined}>{title}</h1>
        {(sent || declined) && (
          <div className="nhsuk-panel__body">
            Request <strong className="oc-code">{view.reference}</strong>
          </div>
        )}
      </div>
      {sent && (
        <>
          <p>
            The panel for {view.area} has had your answers since {formatInstant(times.submitted_at)}. Thank
            you: they help it understand what happened.
          </p>
          <h2>What happens next</h2>
          <p>
            The panel reads them. If something is not clear, it sends them back with its question. Otherwise
            you have nothing more to do.
          </p>
          <h2>Keep a copy</h2>
          <p>It names the child and the family, so keep it where you keep your records about children.</p>
          <p>
            <a className="nhsuk-button nhsuk-button--secondary" href={copyUrl(view.id)} download>
              Download a copy for your records (PDF)
            </a>
          </p>
        </>
      )}
      {declined && (
        <p>
          Thank you for looking. The panel for {view.area} knows since {formatInstant(times.declined_at)}:{" "}
          {view.decline?.label}. You have nothing more to do.
        </p>
      )}
      {!sent && !declined && (
        <p>
          <Link to={paths.request} params={{ id: view.id }}>
            Go back to the request
          </Link>
        </p>
      )}
      {!visiting && (
        <p>
          <Link to={paths.requests}>See what else you are asked</Link>
        </p>
      )}
      {visiting && <p>Choose “Finish and leave” at the top of the page before you go.</p>}
    </Page>
  );
}
