import type { Answers, FieldError, FormPage, Question, Row, StateName } from "../api/types";
import { checkBetween } from "./between";
import { allQuestions, isRequired, isVisible, type Situation, seenRow, visibleQuestions } from "./journey";
import { optionsOf, statesOf } from "./options";
import { pointerTo } from "./pointer";
import { asCodes, asRecord, asRows, isAnswered, stateOf } from "./value";
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

const stateWords: Record<StateName, string> = {
  not_known: "I do not know",
  not_applicable: "Does not apply",
  nothing_held: "We hold nothing about this",
};

const lengthOf = (text: string) => [...text].length;

const choiceKinds = new Set(["select", "multiselect", "yesno", "yes_no_unknown"]);

function requiredMessage(question: Question): string {
  if (question.required_message) return question.required_message;
  if (question.kind === "repeat") return `Add at least one: ${question.label}`;
  return `${choiceKinds.has(question.kind) ? "Choose" : "Enter"} an answer: ${question.label}`;
}

/** The label as the subject of a sentence. */
const named = ({ label }: Question) => (label.endsWith("?") ? `The answer to ‘${label}’` : label);

/** What is wrong with the form of an answer, whether or not it is needed. */
export function shapeProblem(at: Situation, question: Question, value: unknown): Found | null {
  if (!isAnswered(value)) return null;
  const state = stateOf(value);
  if (state !== null) {
    if (statesOf(at.form, question).includes(state)) return null;
    const message = `‘${stateWords[state]}’ is not an answer here. ${requiredMessage(question)}`;
    return { code: "wrong_type", message };
  }
  switch (question.kind) {
    case "select":
    case "yesno":
    case "yes_no_unknown":
      return oneOf(at, question, [value]);
    case "multiselect":
      return oneOf(at, question, asCodes(value)) ?? standsAlone(at, question, asCodes(value));
    case "number":
      return numberProblem(question, value);
    case "person":
    case "address":
      return blockProblem(question, value);
    case "repeat": {
      const most = question.max_rows;
      if (most == null || asRows(value).length <= most) return null;
      const message = `${question.label} can have ${most} rows at most. Take some out`;
      return { code: "too_many_rows", message };
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
  if (known) return null;
  return {
    code: "not_an_option",
    message: `${named(question)} must be one of the answers listed. Choose again`,
  };
}

/** An option that cannot be chosen together with others, and was. */
function standsAlone(at: Situation, question: Question, codes: string[]): Found | null {
  const alone = optionsOf(at.form, question).find((one) => one.exclusive && codes.includes(one.code));
  if (!alone || codes.length < 2) return null;
  const message = `Choose ‘${alone.label}’ alone, or take it out: ${question.label}`;
  return { code: "exclusive_option", message };
}

function numberProblem(question: Question, value: unknown): Found | null {
  const { min, max } = question;
  if (typeof value === "number" && Number.isInteger(value)) {
    if (value >= (min ?? value) && value <= (max ?? value)) return null;
  }
  const code = typeof value === "number" ? "out_of_range" : "wrong_type";
  return { code, message: `${named(question)} must be a whole number${range(min, max)}` };
}

function range(min?: number | null, max?: number | null): string {
  if (min != null && max != null) return ` between ${min} and ${max}`;
  if (min != null) return `, ${min} or more`;
  return max != null ? `, ${max} or less` : "";
}

function blockProblem(question: Question, value: unknown): Found | null {
  const parts = Object.entries(asRecord(value)).filter(
    (part): part is [string, string] => typeof part[1] === "string" && part[1].trim() !== "",
  );
  // Whether every line can be kept at all comes before whether each is right, as the server does it.
  const checks = [
    (_: string, text: string) => plainTextProblem(question, text, 200),
    (part: string, text: string) => blockPartProblem(question, part, text),
  ];
  for (const check of checks) {
    for (const [part, text] of parts) {
      const found = check(part, text);
      if (found) return { ...found, part };
    }
  }
  return null;
}

function blockPartProblem(question: Question, part: string, text: string): Found | null {
  if (question.kind !== "person") return null;
  if (part === "email") return emailProblem(text);
  return part === "phone" ? phoneProblem(text) : null;
}

function plainTextProblem(question: Question, text: string, most: number): Found | null {
  if (lengthOf(text) > most) {
    return {
      code: "too_long",
      message: `${named(question)} must be ${most} characters or fewer. Shorten it`,
    };
  }
  const newLine = question.kind !== "textarea" && text.trim().includes("\n");
  if (!newLine && !hasRefusedCharacter(text)) return null;
  return {
    code: "control_character",
    message: `${named(question)} has a character that cannot be kept. Type it again without copying`,
  };
}

const emailProblem = (text: string): Found | null =>
  isPlausibleEmail(text.trim())
    ? null
    : { code: "invalid_email", message: "Enter an email address like name@example.nhs.uk" };

const phoneProblem = (text: string): Found | null =>
  isPlausiblePhone(text.trim())
    ? null
    : {
        code: "invalid_phone",
        message: "Enter a phone number like 01634 960 001, 07700 900 982 or +44 808 157 0192",
      };

function textProblem(question: Question, value: unknown): Found | null {
  if (typeof value !== "string") return { code: "wrong_type", message: `${named(question)} must be a text` };
  const text = value.trim();
  switch (question.kind) {
    case "date":
      return isDate(text) ? null : { code: "invalid_date", message: dateMessage(question, text) };
    case "time":
      return isTime(text) ? null : { code: "invalid_time", message: timeMessage(question) };
    case "datetime":
      return isDateTime(text) ? null : { code: "invalid_date", message: dateTimeMessage(question) };
    default:
      break;
  }
  const plain = plainTextProblem(question, value, question.max_length ?? defaultLength[question.kind] ?? 200);
  if (plain) return plain;
  switch (question.kind) {
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

const timeMessage = (question: Question) =>
  `${named(question)} must be a time on the 24-hour clock, for example 14:05`;

const dateTimeMessage = (question: Question) =>
  `${named(question)} must be a real date and time, for example 2 11 2026 and 14:05`;

// The boxes know which part is missing, which the server cannot, so this says a little more than it does.
function dateMessage(question: Question, text: string): string {
  const [year = "", month = "", day = ""] = text.split("-");
  const missing = [day === "" && "a day", month === "" && "a month", year === "" && "a year"].filter(Boolean);
  if (missing.length === 1 || missing.length === 2) {
    return `${named(question)} must include ${missing.join(" and ")}`;
  }
  return `${named(question)} must be a real date, with a day, month and year`;
}

/** The moment in London, where every rule about days and times is counted: `YYYY-MM-DDTHH:MM`. */
export function nowInLondon(now = new Date()): string {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: "Europe/London",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(now);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")}T${part("hour")}:${part("minute")}`;
}

function futureProblem(question: Question, value: unknown, now: string): Found | null {
  if (!question.past || typeof value !== "string") return null;
  const limit = question.kind === "date" ? now.slice(0, 10) : now;
  if (value <= limit) return null;
  return { code: "date_in_future", message: `${named(question)} must be today or in the past` };
}

/** Everything wrong with one answer of the form, its rows included. */
export function checkQuestion(at: Situation, question: Question, now = nowInLondon()): FieldError[] {
  const value = at.answers[question.id];
  const pointer = pointerTo(question.id);
  const found = checkValue(at, question, value, isRequired(at, question), now);
  const errors = found ? [toError(pointer, found)] : [];
  if (question.kind !== "repeat") return errors;
  return [...errors, ...asRows(value).flatMap((row) => checkRow(at, question, row, now))];
}

/** Everything wrong with one row. */
export function checkRow(at: Situation, repeat: Question, row: Row, now = nowInLondon()): FieldError[] {
  const seen = seenRow(at, repeat, row);
  return (repeat.questions ?? [])
    .filter((question) => isVisible(at, question, seen))
    .flatMap((question) => {
      const needed = isRequired(at, question, seen);
      const found = checkValue(at, question, row[question.id], needed, now);
      return found ? [toError(pointerTo(repeat.id, row.row, question.id), found)] : [];
    });
}

function checkValue(at: Situation, question: Question, value: unknown, needed: boolean, now: string) {
  const shape = shapeProblem(at, question, value);
  if (shape) return shape;
  if (!isAnswered(value)) return needed ? { code: "required", message: requiredMessage(question) } : null;
  return futureProblem(question, value, now);
}

const toError = (pointer: string, found: Found): FieldError => ({
  pointer: found.part ? `${pointer}/${found.part}` : pointer,
  code: found.code,
  message: found.message,
});

/** Everything wrong on a page, the rules between answers included. */
export function checkPage(at: Situation, page: FormPage, now = nowInLondon()): FieldError[] {
  const asked = visibleQuestions(at, page);
  const errors = asked.flatMap((question) => checkQuestion(at, question, now));
  const refused = new Set(errors.map((error) => error.pointer));
  const between = checkBetween(keptAnswers(at, now), now).filter(
    (error) => !refused.has(error.pointer) && asked.some((one) => pointerTo(one.id) === error.pointer),
  );
  return [...errors, ...between];
}

function keptAnswers(at: Situation, now: string): Answers {
  const kept: Answers = {};
  for (const question of allQuestions(at.form)) {
    const value = at.shown[question.id];
    if (!shapeProblem(at, question, value) && !futureProblem(question, value, now)) kept[question.id] = value;
  }
  return kept;
}

export const checkAll = (at: Situation, now = nowInLondon()): FieldError[] =>
  at.form.sections.flatMap((section) => section.pages).flatMap((page) => checkPage(at, page, now));

// Half an e-mail address is a text like any other until the notification is sent; half a date is no date.
const wrongOnlyWhenSent = new Set([
  "invalid_nhs_number",
  "invalid_postcode",
  "invalid_email",
  "invalid_phone",
  "out_of_range",
  "exclusive_option",
]);

function fitsDraft(at: Situation, question: Question, value: unknown): boolean {
  const found = shapeProblem(at, question, value);
  return found === null || wrongOnlyWhenSent.has(found.code);
}

/** The answers a draft may hold: of the right type, complete and right or not. What is no answer yet, as half a date,
 * stays in the browser until it is one, and holds back nothing but itself. */
export function savable(at: Situation): Answers {
  const kept: Answers = {};
  for (const question of allQuestions(at.form)) {
    const value = at.answers[question.id];
    if (question.kind === "computed" || value === undefined || !fitsDraft(at, question, value)) continue;
    kept[question.id] =
      Array.isArray(value) && question.kind === "repeat"
        ? asRows(value).map((row) => savableRow(at, question, row))
        : value;
  }
  return kept;
}

function savableRow(at: Situation, repeat: Question, row: Row): Row {
  const unfit = (repeat.questions ?? []).filter((one) => !fitsDraft(at, one, row[one.id]));
  return { ...row, ...Object.fromEntries(unfit.map((one) => [one.id, undefined])) };
}
