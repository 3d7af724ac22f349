import type { FieldError, FormPage, Question } from "../api/types";
import { ageBetween } from "./age";
import { isRequired, isVisible, type Situation, seenRow, visibleQuestions } from "./journey";
import { optionsOf } from "./options";
import { pointerTo } from "./pointer";
import { asCodes, asRecord, asRows, isAnswered, isNotKnown } from "./value";
import {
  formatPostcode,
  hasRefusedCharacter,
  isDate,
  isDateTime,
  isPlausibleEmail,
  isPlausiblePhone,
  isTime,
  nhsNumberProblem,
} from "./vocabulary";

/** A first check in the browser, so that nobody waits to hear of a slip. The server checks everything again and decides. */

type Found = { code: string; message: string; part?: string };

const defaultLength: Partial<Record<Question["kind"], number>> = {
  textarea: 10_000,
  email: 254,
  phone: 40,
  postcode: 20,
  nhs_number: 20,
};

const lengthOf = (text: string) => [...text].length;

/** "Home postcode" → "home postcode", but "NHS number" and "Ia" stay. */
export function inSentence(label: string): string {
  const [first = "", second = ""] = label;
  return second === second.toLowerCase() ? first.toLowerCase() + label.slice(1) : label;
}

const choiceKinds = new Set(["select", "multiselect", "yesno", "yes_no_unknown"]);

function requiredMessage(question: Question): string {
  if (question.required_message) return question.required_message;
  if (question.kind === "repeat") return `Add at least one: ${inSentence(question.label)}`;
  const verb = choiceKinds.has(question.kind) ? "Choose an answer" : "Enter an answer";
  return `${verb}: ${inSentence(question.label)}`;
}

/** What is wrong with the form of an answer, whether or not it is needed. */
export function shapeProblem(at: Situation, question: Question, value: unknown): Found | null {
  if (!isAnswered(value)) return null;
  if (isNotKnown(value)) {
    return question.allow_unknown ? null : { code: "wrong_type", message: requiredMessage(question) };
  }
  switch (question.kind) {
    case "select":
    case "yesno":
    case "yes_no_unknown":
      return oneOf(at, question, [value]);
    case "multiselect":
      return oneOf(at, question, asCodes(value));
    case "number":
      return numberProblem(question, value);
    case "person":
    case "address":
      return blockProblem(question, value);
    case "repeat": {
      const most = question.max_rows;
      if (most == null || asRows(value).length <= most) return null;
      return { code: "too_many_rows", message: `Add ${most} at most` };
    }
    case "computed":
      return null;
    default:
      return textProblem(question, value);
  }
}

function oneOf(at: Situation, question: Question, codes: unknown[]): Found | null {
  const options = optionsOf(at.form, question);
  const known = codes.every((code) => options.some((option) => option.code === code));
  return known ? null : { code: "not_an_option", message: "Choose one of the answers in the list" };
}

function numberProblem(question: Question, value: unknown): Found | null {
  if (typeof value !== "number" || !Number.isInteger(value)) {
    return { code: "wrong_type", message: "Enter a whole number, for example 12" };
  }
  const { min, max } = question;
  if ((min == null || value >= min) && (max == null || value <= max)) return null;
  const range =
    min != null && max != null
      ? `between ${min} and ${max}`
      : min != null
        ? `of ${min} or more`
        : `of ${max} or less`;
  return { code: "out_of_range", message: `Enter a number ${range}` };
}

function blockProblem(question: Question, value: unknown): Found | null {
  for (const [part, text] of Object.entries(asRecord(value))) {
    if (typeof text !== "string" || text.trim() === "") continue;
    const found = plainTextProblem(text, 200) ?? blockPartProblem(question, part, text);
    if (found) return { ...found, part };
  }
  return null;
}

function blockPartProblem(question: Question, part: string, text: string): Found | null {
  if (question.kind !== "person") return null;
  if (part === "email") return emailProblem(text);
  return part === "phone" ? phoneProblem(text) : null;
}

function plainTextProblem(text: string, most: number): Found | null {
  if (hasRefusedCharacter(text)) {
    return {
      code: "control_character",
      message: "Remove hidden characters: type the text again instead of pasting it",
    };
  }
  if (lengthOf(text) > most) {
    return { code: "too_long", message: `Use ${most.toLocaleString("en-GB")} characters or fewer` };
  }
  return null;
}

const emailProblem = (text: string): Found | null =>
  isPlausibleEmail(text.trim())
    ? null
    : { code: "invalid_email", message: "Enter an email address in the right form, like name@nhs.net" };

const phoneProblem = (text: string): Found | null =>
  isPlausiblePhone(text.trim())
    ? null
    : { code: "invalid_phone", message: "Enter a phone number, like 01634 123 456 or +44 7700 900 123" };

function textProblem(question: Question, value: unknown): Found | null {
  if (typeof value !== "string") return { code: "wrong_type", message: requiredMessage(question) };
  const text = value.trim();
  const plain = plainTextProblem(text, question.max_length ?? defaultLength[question.kind] ?? 200);
  if (plain) return plain;
  switch (question.kind) {
    case "date":
      return isDate(text) ? null : { code: "invalid_date", message: dateMessage(text) };
    case "time":
      return isTime(text)
        ? null
        : { code: "invalid_time", message: "Enter a time on the 24-hour clock, like 14:30" };
    case "datetime":
      if (isDateTime(text)) return null;
      return isDate(text.split("T")[0] ?? "")
        ? { code: "invalid_time", message: "Enter a time on the 24-hour clock, like 14:30" }
        : { code: "invalid_date", message: dateMessage(text.split("T")[0] ?? "") };
    case "nhs_number": {
      const message = nhsNumberProblem(text);
      return message ? { code: "invalid_nhs_number", message } : null;
    }
    case "postcode":
      return formatPostcode(text)
        ? null
        : { code: "invalid_postcode", message: "Enter a full UK postcode, for example ME4 4UF" };
    case "email":
      return emailProblem(text);
    case "phone":
      return phoneProblem(text);
    default:
      return null;
  }
}

function dateMessage(text: string): string {
  const [year = "", month = "", day = ""] = text.split("-");
  const missing = [day === "" && "a day", month === "" && "a month", year === "" && "a year"].filter(Boolean);
  if (missing.length > 0 && missing.length < 3) return `The date must include ${missing.join(" and ")}`;
  return "Enter a real date, like 27 3 2019";
}

/** Rules between dates. Said at the later question, which is where one notices. */
function dateOrderProblem(at: Situation, question: Question, value: unknown, today: string): Found | null {
  if (typeof value !== "string" || !["date", "datetime"].includes(question.kind)) return null;
  const date = value.split("T")[0] ?? "";
  if (!isDate(date)) return null;
  const isLifeDate = question.id === "date_of_birth" || question.id === "date_of_death";
  if ((question.past || isLifeDate) && date > today) {
    return { code: "date_in_future", message: `${question.label} cannot be in the future` };
  }
  if (question.id !== "date_of_death") return null;
  const birth = at.shown.date_of_birth;
  if (typeof birth !== "string" || !isDate(birth)) return null;
  const age = ageBetween(birth, date);
  if (age === null) {
    return { code: "before_birth", message: "The date of death cannot be before the date of birth" };
  }
  if (age.years >= 18) {
    return {
      code: "not_under_18",
      message: "Child death reviews are for children who died before their 18th birthday. Check both dates",
    };
  }
  return null;
}

/** Today in London, where every rule about days is counted. */
export const todayInLondon = (now = new Date()) =>
  new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/London" }).format(now);

/** Everything wrong with one answer of the form, its rows included. */
export function checkQuestion(at: Situation, question: Question, today = todayInLondon()): FieldError[] {
  const value = at.answers[question.id];
  const pointer = pointerTo(question.id);
  const found = checkValue(at, question, value, isRequired(at, question), today);
  const errors = found ? [toError(pointer, found)] : [];
  if (question.kind !== "repeat") return errors;
  return [...errors, ...asRows(value).flatMap((row) => checkRow(at, question, row, today))];
}

/** Everything wrong with one row. */
export function checkRow(
  at: Situation,
  repeat: Question,
  row: Record<string, unknown> & { row: string },
  today = todayInLondon(),
): FieldError[] {
  const seen = seenRow(at, repeat, row);
  return (repeat.questions ?? [])
    .filter((question) => isVisible(at, question, seen))
    .flatMap((question) => {
      const needed = isRequired(at, question, seen);
      const found = checkValue(at, question, row[question.id], needed, today);
      return found ? [toError(pointerTo(repeat.id, row.row, question.id), found)] : [];
    });
}

function checkValue(at: Situation, question: Question, value: unknown, needed: boolean, today: string) {
  const shape = shapeProblem(at, question, value);
  if (shape) return shape;
  if (!isAnswered(value)) return needed ? { code: "required", message: requiredMessage(question) } : null;
  return dateOrderProblem(at, question, value, today);
}

const toError = (pointer: string, found: Found): FieldError => ({
  pointer: found.part ? `${pointer}/${found.part}` : pointer,
  code: found.code,
  message: found.message,
});

export const checkPage = (at: Situation, page: FormPage, today = todayInLondon()): FieldError[] =>
  visibleQuestions(at, page).flatMap((question) => checkQuestion(at, question, today));

export const checkAll = (at: Situation, today = todayInLondon()): FieldError[] =>
  at.form.sections.flatMap((section) => section.pages).flatMap((page) => checkPage(at, page, today));

/** The answers a draft may hold: right in form, complete or not. What is half typed stays in the browser until it is. */
export function savable(at: Situation): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const question of at.form.sections
    .flatMap((section) => section.pages)
    .flatMap((page) => page.questions)) {
    const value = at.answers[question.id];
    if (question.kind === "computed" || value === undefined) continue;
    const rowsFit =
      question.kind !== "repeat" ||
      asRows(value).every((row) =>
        (question.questions ?? []).every((one) => !shapeProblem(at, one, row[one.id])),
      );
    if (rowsFit && !shapeProblem(at, question, value)) kept[question.id] = value;
  }
  return kept;
}
