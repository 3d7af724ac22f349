import type { ReactNode } from "react";
import { Problem } from "../api/client";
import { Button } from "./button";
import { Page } from "./page";
import { problemWords } from "./problem-words";

interface LoadProblemProps {
  error: unknown;
  onRetry: () => void;
}

/** Stands where a part of a page could not be loaded. */
export function LoadProblem({ error, onRetry }: LoadProblemProps) {
  const requestId = error instanceof Problem ? error.requestId : null;
  const final = error instanceof Problem && (error.status === 403 || error.status === 404);
  return (
    <div role="alert">
      <p>{problemWords(error)}</p>
      {requestId && !final && (
        <p className="nhsuk-body-s">
          If you ask for help, give this reference: <span className="oc-code oc-break">{requestId}</span>
        </p>
      )}
      {!final && (
        <Button variant="secondary" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}

interface LoadProblemPageProps extends LoadProblemProps {
  /** Where to go from here, when the page is not there. */
  children?: ReactNode;
}

/** A whole page that could not be loaded. */
export function LoadProblemPage({ error, onRetry, children }: LoadProblemPageProps) {
  const status = error instanceof Problem ? error.status : null;
  const title =
    status === 404
      ? "Page not found"
      : status === 403
        ? "You cannot see this page"
        : "We could not load this page";
  return (
    <Page title={title}>
      <h1>{title}</h1>
      <LoadProblem error={error} onRetry={onRetry} />
      {status === 404 && children}
    </Page>
  );
}
