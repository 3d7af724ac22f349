import { useEffect, useState } from "react";
import { formatInstant } from "../../ui/format";
import { NotificationBanner } from "../../ui/notices";
import { minutesLeft } from "./words";

interface EmergencyBannerProps {
  until: string;
  /** Told once the time is over, so that the page asks again and shows what is left to see: nothing. */
  onEnd: () => void;
}

/** Says that the case is open in an emergency, and how long. The minutes are not read aloud as they pass. */
export function EmergencyBanner({ until, onEnd }: EmergencyBannerProps) {
  const [now, setNow] = useState(() => Date.now());

  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 60_000);
    return () => clearInterval(timer);
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the end comes once, whoever is told of it
  useEffect(() => {
    const timer = setTimeout(onEnd, Math.max(0, Date.parse(until) - Date.now()) + 1_000);
    return () => clearTimeout(timer);
  }, [until]);

  return (
    <NotificationBanner title="Open in an emergency">
      <p className="nhsuk-notification-banner__heading">
        You can read this restricted case until {formatInstant(until)}. You cannot change it.
      </p>
      <p aria-live="off">{minutesLeft(until, now)}.</p>
      <p>
        The managers of the child death overview panel and the auditors have been told, and a manager will
        review it.
      </p>
    </NotificationBanner>
  );
}
