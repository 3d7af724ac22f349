import { useQuery } from "@tanstack/react-query";
import { Outlet } from "@tanstack/react-router";
import { visitQuery } from "../api/requests";
import { FinishVisit } from "../features/request/FinishVisit";
import { VisitKeeper } from "../features/request/VisitKeeper";
import { paths } from "./paths";
import { Frame } from "./shell";
import StaffShell from "./staff-shell";

/** The frame of a request: the menu for somebody who is signed in, none for whoever came by an invitation. */
export default function AskedShell() {
  // Whether there is a visit was found out on the way here.
  const visit = useQuery({ ...visitQuery, enabled: false });
  if (!visit.data) return <StaffShell />;
  const account = (
    <div className="nhsuk-header__account">
      <ul className="nhsuk-header__account-list">
        <li className="nhsuk-header__account-item">{visit.data.name}</li>
        <li className="nhsuk-header__account-item">
          <FinishVisit />
        </li>
      </ul>
    </div>
  );
  return (
    <Frame home={paths.start} account={account}>
      <VisitKeeper />
      <Outlet />
    </Frame>
  );
}
