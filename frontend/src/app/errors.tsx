import { Link } from "@tanstack/react-router";
import { ConnectionLost, Problem } from "../api/client";
import { Page } from "../ui/page";
import { paths } from "./paths";
import { Frame } from "./shell";

export function NotFoundPage() {
  return (
    <Page title="Page not found">
      <h1>Page not found</h1>
      <p>If you typed the web address, check that it is correct.</p>
      <p>If you pasted it, check that you copied all of it.</p>
      <p>
        <Link to={paths.start}>Go to the start page</Link>
      </p>
    </Page>
  );
}

interface ErrorPageProps {
  error: unknown;
  reset: () => void;
}

/** Stands in for a page that could not be shown. Says what happened and offers to try again. */
export function ErrorPage({ error, reset }: ErrorPageProps) {
  if (error instanceof Problem && error.status === 404) return <NotFoundPage />;
  const lost = error instanceof ConnectionLost || (error instanceof Problem && error.status === 503);
  const title = lost ? "We cannot reach the service" : "Sorry, there is a problem with the service";
  return (
    <Page title={title}>
      <h1>{title}</h1>
      <p>
        {lost
          ? "Check your connection to the internet, then try again. What you saved before is safe."
          : "What you saved before is safe. Try again, and if it keeps happening come back later."}
      </p>
      {error instanceof Problem && error.requestId && (
        <p>
          If you ask for help, give this reference: <span className="oc-code">{error.requestId}</span>
        </p>
      )}
      <button type="button" className="nhsuk-button" onClick={reset}>
        Try again
      </button>
      <p>
        <Link to={paths.start}>Go to the start page</Link>
      </p>
    </Page>
  );
}

/** The same two pages where no frame stands round them yet. */
export function FramedNotFoundPage() {
  return (
    <Frame home={paths.start}>
      <NotFoundPage />
    </Frame>
  );
}

export function FramedErrorPage(props: ErrorPageProps) {
  return (
    <Frame home={paths.start}>
      <ErrorPage {...props} />
    </Frame>
  );
}
