import type { SessionView } from "../../api/types";

export type Phase = "live" | "warning" | "ended";

/** Seconds until the session ends, whichever limit comes first. */
export function secondsLeft(session: SessionView, now: number): number {
  return (
    (Math.min(Date.parse(session.idle_expires_at), Date.parse(session.absolute_expires_at)) - now) / 1000
  );
}

/** Whether using the service longer would help, or the longest life of a session has come. */
export const canBeExtended = (session: SessionView) =>
  Date.parse(session.idle_expires_at) < Date.parse(session.absolute_expires_at);

/** How long before the end to warn. Where sessions are set to be very short, a warning must not fill them. */
export const warnAt = (session: SessionView, longest: number) => Math.min(session.warn_seconds, longest / 3);

/** Said aloud whenever it changes, so it changes seldom. */
export function leftInWords(seconds: number): string {
  if (seconds > 90) return "2 minutes";
  if (seconds > 60) return "a minute and a half";
  if (seconds > 30) return "1 minute";
  if (seconds > 10) return "30 seconds";
  return "a few seconds";
}
