import type { Answers, FieldError } from "../api/types";
import { ageBetween } from "./age";
import { pointerTo } from "./pointer";
import { isDate, isDateTime, isTime } from "./vocabulary";

/** Rules between answers: what one date, time or number says about another. Each is silent when one of its answers is
 * missing, not known or already refused. */
export function checkBetween(kept: Answers, now: string): FieldError[] {
  const errors: FieldError[] = [];
  const push = (question: string, code: string, message: string) =>
    errors.push({ pointer: pointerTo(question), code, message });
  const text = (question: string, fits: (text: string) => boolean) => {
    const value = kept[question];
    return typeof value === "string" && fits(value) ? value : null;
  };
  const number = (question: string) => {
    const value = kept[question];
    return typeof value === "number" ? value : null;
  };

  const born = text("date_of_birth", isDate);
  const died = text("date_of_death", isDate);
  const bornAt = text("time_of_birth", isTime);
  const diedAt = text("time_of_death", isTime);

  if (born && died) {
    const age = ageBetween(born, died);
    if (age === null) {
      push(
        "date_of_death",
        "before_birth",
        "Date of death must be the same as or after the date of birth. Check both dates",
      );
    } else if (age.years >= 18) {
      push(
        "date_of_death",
        "not_under_18",
        "The review is for children who died before their 18th birthday. Check both dates",
      );
    }
    if (bornAt && diedAt && born === died && diedAt < bornAt) {
      push(
        "time_of_death",
        "before_birth",
        "Time of death must be the same as or after the time of birth. Check both times",
      );
    }
  }
  if (died) {
    if (diedAt && `${died}T${diedAt}` > now) {
      push("time_of_death", "date_in_future", "Time of death must be in the past");
    }
    const event = text("event_datetime", isDateTime);
    if (event && (event.slice(0, 10) > died || (diedAt && event > `${died}T${diedAt}`))) {
      push(
        "event_datetime",
        "out_of_range",
        "The event must be at or before the time of death. Check the dates and times",
      );
    }
    const verified = text("death_verified_at", isDateTime);
    if (verified && verified.slice(0, 10) < died) {
      push(
        "death_verified_at",
        "out_of_range",
        "Death must be confirmed on or after the date of death. Check both dates",
      );
    }
  }
  if (born && bornAt && `${born}T${bornAt}` > now) {
    push("time_of_birth", "date_in_future", "Time of birth must be in the past");
  }
  if (number("gestation_weeks") === 45 && (number("gestation_days") ?? 0) > 0) {
    push(
      "gestation_days",
      "out_of_range",
      "The pregnancy must be between 16 weeks and 45 weeks exactly. Check the weeks and days",
    );
  }
  const order = number("multiple_order");
  const babies = number("multiple_number");
  if (order !== null && babies !== null && order > babies) {
    push(
      "multiple_order",
      "out_of_range",
      `The birth order must be between 1 and ${babies}, the number of babies`,
    );
  }
  return errors;
}
