import { Link, Outlet } from "@tanstack/react-router";
import type { MouseEvent, ReactNode } from "react";
import { productName } from "../ui/page";
import { DemoStrip } from "./demo-strip";
import { paths } from "./paths";

// The address stays as it is: a fragment would be one more thing in the history for the back button.
function skipToContent(event: MouseEvent) {
  event.preventDefault();
  const main = document.getElementById("maincontent");
  main?.focus();
  main?.scrollIntoView();
}

interface FrameProps {
  home: string;
  account?: ReactNode;
  navigation?: ReactNode;
  children: ReactNode;
}

/** Skip link, header, main and footer, the same on every page. */
export function Frame({ home, account, navigation, children }: FrameProps) {
  return (
    <div className="oc-page">
      {/* biome-ignore lint/a11y/useValidAnchor: a skip link goes to a place on this page, which is what it does */}
      <a className="nhsuk-skip-link" href="#maincontent" onClick={skipToContent}>
        Skip to main content
      </a>
      <header className="nhsuk-header">
        <div className="nhsuk-header__container nhsuk-width-container">
          <div className="nhsuk-header__service">
            <Link className="nhsuk-header__service-name oc-service-name" to={home}>
              {productName}
            </Link>
          </div>
          {account}
        </div>
        {navigation}
      </header>
      <DemoStrip />
      <div className="oc-page__main">
        <div className="nhsuk-width-container">
          <main className="nhsuk-main-wrapper" id="maincontent" tabIndex={-1}>
            {children}
          </main>
        </div>
      </div>
      <footer className="nhsuk-footer">
        <div className="nhsuk-width-container">
          <div className="nhsuk-footer__meta">
            <h2 className="nhsuk-u-visually-hidden">Support links</h2>
            <ul className="nhsuk-footer__list">
              <li className="nhsuk-footer__list-item">
                <Link className="nhsuk-footer__list-item-link" to={paths.start}>
                  Notify the death of a child
                </Link>
              </li>
              <li className="nhsuk-footer__list-item">
                <a className="nhsuk-footer__list-item-link" href={paths.apiDocs}>
                  API documentation
                </a>
              </li>
            </ul>
            <p className="nhsuk-body-s">
              {productName} is open-source software for child death reviews in England.
            </p>
          </div>
        </div>
      </footer>
    </div>
  );
}

interface NavigationItemProps {
  to: string;
  children: ReactNode;
}

export function NavigationItem({ to, children }: NavigationItemProps) {
  return (
    <li className="nhsuk-header__navigation-item">
      <Link
        className="nhsuk-header__navigation-link"
        to={to}
        activeProps={{ "aria-current": "page", className: "oc-navigation__current" }}
      >
        {children}
      </Link>
    </li>
  );
}

export function PublicShell() {
  return (
    <Frame home={paths.start}>
      <Outlet />
    </Frame>
  );
}
