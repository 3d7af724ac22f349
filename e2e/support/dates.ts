/** Days as England counts them, since that is how the service counts them too. */

const inLondon = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/London", dateStyle: "short" });

/** The day so many days ago (or ahead, when negative), as `YYYY-MM-DD`. */
export function daysAgo(days: number): string {
  return inLondon.format(new Date(Date.now() - days * 86_400_000));
}

/** The same day of the year, some years before. The 29th of February becomes the 28th. */
export function yearsBefore(day: string, years: number): string {
  const [year = "", month, date] = day.split("-");
  const kept = month === "02" && date === "29" ? "28" : date;
  return `${Number(year) - years}-${month}-${kept}`;
}
