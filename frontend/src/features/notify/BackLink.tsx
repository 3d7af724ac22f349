import { Link } from "@tanstack/react-router";
import { paths } from "../../app/paths";
import type { From, Step } from "../../forms/journey";

interface BackLinkProps {
  step: Step | null;
  from?: From;
}

/** To the page before this one in the form, which is not always the one the browser came from. */
export function BackLink({ step, from }: BackLinkProps) {
  const text = <>Back</>;
  const className = "nhsuk-back-link";
  if (step === null) {
    return (
      <Link className={className} to={paths.start}>
        {text}
      </Link>
    );
  }
  if (step.to === "page") {
    return (
      <Link
        className={className}
        to={paths.notifyPage}
        params={{ pageId: step.page.id }}
        search={from ? { from } : {}}
      >
        {text}
      </Link>
    );
  }
  return (
    <Link className={className} to={step.to === "more" ? paths.notifyMore : paths.notifyCheck}>
      {text}
    </Link>
  );
}
