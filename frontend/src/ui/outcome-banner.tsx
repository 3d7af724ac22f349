import { useEffect, useState } from "react";
import { clearWord, readWord } from "./flash";
import { NotificationBanner } from "./notices";

/** Says how the action went that led to this page. */
export function OutcomeBanner() {
  const [text] = useState(readWord);
  useEffect(clearWord, []);
  if (text === null) return null;
  return (
    <NotificationBanner kind="success">
      <p className="nhsuk-notification-banner__heading">{text}</p>
    </NotificationBanner>
  );
}
