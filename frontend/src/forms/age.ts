import type { Answers } from "../api/types";
import { isDate } from "./vocabulary";

export interface Age {
  years: number;
  totalDays: number;
}

const parts = (date: string) => date.split("-").map(Number) as [number, number, number];

/** The age on a day, or null when that day is before the birth. A year is complete on the same day of the month;
 * a child born on 29 February completes it on 1 March where there is no 29th. */
export function ageBetween(birth: string, on: string): Age | null {
  if (!isDate(birth) || !isDate(on)) return null;
  const totalDays = Math.round((Date.parse(on) - Date.parse(birth)) / 86_400_000);
  if (totalDays < 0) return null;
  const [birthYear, birthMonth, birthDay] = parts(birth);
  const [year, month, day] = parts(on);
  const months = (year - birthYear) * 12 + (month - birthMonth) - (day < birthDay ? 1 : 0);
  return { years: Math.floor(months / 12), totalDays };
}

export function ageBand(age: Age): string | null {
  if (age.years === 0) return age.totalDays < 28 ? "d0_27" : "d28_364";
  if (age.years < 5) return "y1_4";
  if (age.years < 10) return "y5_9";
  if (age.years < 15) return "y10_14";
  return age.years < 18 ? "y15_17" : null;
}

/** The worked-out values the form's conditions may ask for, as far as the answers so far give them. The server
 * works them out again and decides. */
export function computedValues(answers: Answers): Record<string, unknown> {
  const { date_of_birth: birth, date_of_death: death } = answers;
  if (typeof birth !== "string" || typeof death !== "string") return {};
  const age = ageBetween(birth, death);
  if (age === null) return {};
  const band = ageBand(age);
  return band === null ? { age_days: age.totalDays } : { age_days: age.totalDays, age_band: band };
}
