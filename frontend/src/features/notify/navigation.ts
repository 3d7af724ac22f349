import { useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { paths } from "../../app/paths";
import type { From, Step } from "../../forms/journey";

/** Goes where a step of the form leads. */
export function useGo() {
  const navigate = useNavigate();
  return useCallback(
    (step: Step, from?: From) => {
      if (step.to === "more") return navigate({ to: paths.notifyMore });
      if (step.to === "check") return navigate({ to: paths.notifyCheck });
      return navigate({
        to: paths.notifyPage,
        params: { pageId: step.page.id },
        search: from ? { from } : {},
      });
    },
    [navigate],
  );
}
