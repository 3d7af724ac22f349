import { paths } from "../../app/paths";

/** The token of an invitation, which stands behind the # of its link: never sent as part of an address, taken out of
 * the address bar at once, and kept in memory only. */
let held: string | null = null;

/** Takes a token from the address, if there is one, and tells the one that is held. */
export function takeToken(): string | null {
  const { pathname, search, hash } = window.location;
  if (pathname === paths.answer && hash.length > 1) {
    held = hash.slice(1);
    window.history.replaceState(window.history.state, "", pathname + search);
  }
  return held;
}

export function forgetToken() {
  held = null;
}
