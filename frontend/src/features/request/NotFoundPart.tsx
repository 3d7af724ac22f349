import { Link } from "@tanstack/react-router";
import { paths } from "../../app/paths";
import { Page } from "../../ui";
import { useRequest } from "./context";

export function NotFoundPart() {
  const { view } = useRequest();
  return (
    <Page title="You are not asked for this">
      <h1>You are not asked for this</h1>
      <p>
        This part does not belong to the request.{" "}
        <Link to={paths.request} params={{ id: view.id }}>
          Go back to the request
        </Link>
      </p>
    </Page>
  );
}
