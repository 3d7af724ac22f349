/** Lengths of time in words, rounded the way a person would say them. */

const counted = (amount: number, noun: string) => `${amount} ${noun}${amount === 1 ? "" : "s"}`;

/** 0 → "less than an hour", 31 → "31 hours", 80 → "3 days", 400 → "16 days". */
export function hoursInWords(hours: number): string {
  const whole = Math.floor(Math.max(0, hours));
  if (whole < 1) return "less than an hour";
  // One unit at a time, so that two lengths beside each other compare at a glance. The first limits of a review are of 48
  // hours: up to there hours matter, and from two days on only days do.
  return whole < 48 ? counted(whole, "hour") : counted(Math.floor(whole / 24), "day");
}

/** How far a due date is away, or how long it has passed. Whether it is overdue was decided by the API. */
export function dueInWords(dueAt: string, overdue: boolean, now: number): string {
  const due = Date.parse(dueAt);
  if (Number.isNaN(due)) return overdue ? "Overdue" : "";
  const away = hoursInWords(Math.abs(due - now) / 3_600_000);
  return overdue ? `Overdue by ${away}` : `Due in ${away}`;
}

/** 90 → "2 minutes", 30 → "30 seconds": never less than the time there is to wait. */
export function secondsInWords(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds));
  return whole <= 60 ? counted(whole, "second") : counted(Math.ceil(whole / 60), "minute");
}
