import { NotificationBanner } from "../../ui/notices";

interface NotOfferedProps {
  why: string;
  /** It could be offered until a moment ago. */
  takeFocus: boolean;
}

/** Stands where the form would, and says why there is none. */
export function NotOffered({ why, takeFocus }: NotOfferedProps) {
  if (!takeFocus) return <p>{why}</p>;
  return (
    <NotificationBanner takeFocus>
      <p className="nhsuk-notification-banner__heading">Nothing has been offered now. {why}</p>
    </NotificationBanner>
  );
}
