/** London dates and times as people type them, and the instants the API speaks of. */
const parts = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Europe/London",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
});

/** An instant as London date and time, "2026-07-01T14:02"; empty for none. */
export function toLondon(instant: string | null | undefined): { date: string; time: string } {
  if (!instant) return { date: "", time: "" };
  const [date = "", time = ""] = parts.format(new Date(instant)).split(" ");
  return { date, time };
}

/** The instant of a London date and time; null when they are not one. */
export function fromLondon(date: string, time: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || !/^\d{2}:\d{2}$/.test(time)) return null;
  const asTyped = Date.parse(`${date}T${time}:00Z`);
  if (Number.isNaN(asTyped)) return null;
  // London is at Greenwich time or an hour ahead of it: whichever shows as typed is meant.
  for (const hours of [0, 1]) {
    const instant = new Date(asTyped - hours * 3_600_000);
    const shown = toLondon(instant.toISOString());
    if (shown.date === date && shown.time === time) return instant.toISOString();
  }
  return null;
}
