/** How dates, times and numbers read in British English. The service runs on London time wherever the browser is. */
const zone = "Europe/London";

const isoDate = /^(\d{4})-(\d{2})-(\d{2})$/;

/** "2026-11-03" → "3 November 2026"; anything else is returned as it is. */
export function formatDate(value: string | null | undefined): string {
  if (!value) return "";
  const match = isoDate.exec(value);
  // A calendar date has no time zone: noon UTC is the same day in London all year.
  const date = match ? new Date(`${value}T12:00:00Z`) : new Date(value);
  if (Number.isNaN(date.getTime())) return value;
  return date.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: zone });
}

/** An instant → "14:02". */
export function formatTime(value: string | null | undefined): string {
  if (!value) return "";
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) return value;
  return date.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone });
}

/** An instant → "3 November 2026 at 14:02". */
export function formatInstant(value: string | null | undefined): string {
  if (!value) return "";
  return `${formatDate(value)} at ${formatTime(value)}`;
}

/** A local date and time as answered, "2026-11-03T14:02" → "3 November 2026 at 14:02". */
export function formatLocal(value: string): string {
  const [date = "", time = ""] = value.split("T");
  return time ? `${formatDate(date)} at ${time}` : formatDate(date);
}

/** "9990000018" → "999 000 0018". */
export function formatNhsNumber(value: string | null | undefined): string {
  if (!value) return "";
  const digits = value.replace(/\D/g, "");
  return digits.length === 10 ? `${digits.slice(0, 3)} ${digits.slice(3, 6)} ${digits.slice(6)}` : value;
}
