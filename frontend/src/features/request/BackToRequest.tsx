import { Link } from "@tanstack/react-router";
import { paths } from "../../app/paths";
import { useRequest } from "./context";

export function BackToRequest() {
  const { view } = useRequest();
  return (
    // This page stands below the request, so the link would otherwise be called the current page.
    <Link
      className="nhsuk-back-link"
      to={paths.request}
      params={{ id: view.id }}
      activeOptions={{ exact: true }}
    >
      Back to the request
    </Link>
  );
}
