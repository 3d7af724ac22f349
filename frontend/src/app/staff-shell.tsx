import { useQuery } from "@tanstack/react-query";
import { Link, Outlet } from "@tanstack/react-router";
import { countsQuery, meQuery } from "../api/queries";
import SessionKeeper from "../features/session/SessionKeeper";
import { SignOutButton } from "../features/session/SignOutButton";
import { paths } from "./paths";
import { Frame, NavigationItem } from "./shell";

/** The signed-in frame. Which entries the navigation has follows from what the API says the person may do. */
export default function StaffShell() {
  const me = useQuery(meQuery);
  const may = (permission: string) => me.data?.permissions.includes(permission) ?? false;
  const counts = useQuery({ ...countsQuery, enabled: may("list_notifications") });
  const waiting = counts.data?.notifications.received ?? 0;

  const account = me.data && (
    <nav className="nhsuk-header__account" aria-label="Account">
      <ul className="nhsuk-header__account-list">
        <li className="nhsuk-header__account-item">
          <Link className="nhsuk-header__account-link" to={paths.account}>
            {me.data.name}
          </Link>
        </li>
        <li className="nhsuk-header__account-item">
          <SignOutButton />
        </li>
      </ul>
    </nav>
  );

  const navigation = me.data && (
    <nav className="nhsuk-header__navigation oc-navigation" aria-label="Menu">
      <div className="nhsuk-header__navigation-container nhsuk-width-container">
        <ul className="nhsuk-header__navigation-list">
          <NavigationItem to={paths.home}>Home</NavigationItem>
          {may("list_notifications") && (
            <NavigationItem to={paths.inbox}>
              Notifications
              {waiting > 0 && (
                <span className="oc-count">
                  {waiting}
                  <span className="nhsuk-u-visually-hidden"> waiting</span>
                </span>
              )}
            </NavigationItem>
          )}
          {may("read_transfers") && <NavigationItem to={paths.transfers}>Transfers</NavigationItem>}
          {may("list_cases") && <NavigationItem to={paths.cases}>Cases</NavigationItem>}
          {may("answer_requests") && <NavigationItem to={paths.requests}>Requests</NavigationItem>}
          {may("read_audit") && <NavigationItem to={paths.audit}>Audit</NavigationItem>}
          {may("list_users") && <NavigationItem to={paths.admin}>Users</NavigationItem>}
        </ul>
      </div>
    </nav>
  );

  return (
    <Frame home={paths.home} account={account} navigation={navigation}>
      <SessionKeeper />
      <Outlet />
    </Frame>
  );
}
