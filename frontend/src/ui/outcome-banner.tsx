import { useEffect, useState } from "react";
import { clearWord, readWord } from "./flash";
import { NotificationBanner } from "./notices";

/** Says how the action went that led to this page. After one on the page itself it takes the focus, and so comes into sight. */
export function OutcomeBanner({ takeFocus = false }: { takeFocus?: boolean }) {
  const [text] = useState(readWord);
  useEffect(clearWord, []);
  if (text === null) return null;
  return (
    <NotificationBanner kind="success" takeFocus={takeFocus}>
      <p className="nhsuk-notification-banner__heading">{text}</p>
    </NotificationBanner>
  );
}
