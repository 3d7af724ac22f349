/** Whether a text is written as the thing it stands for. The same rules as the server's, which decides. */

export function nhsNumberProblem(text: string): string | null {
  const compact = text.replace(/[\s-]/gu, "");
  if (!/^[0-9]{10}$/.test(compact)) return "An NHS number has 10 numbers, for example 999 123 4578";
  if (/^(.)\1{9}$/.test(compact)) return "An NHS number cannot be the same number 10 times";
  const sum = [...compact.slice(0, 9)].reduce(
    (total, digit, place) => total + Number(digit) * (10 - place),
    0,
  );
  const check = 11 - (sum % 11);
  if (check === 10 || check % 11 !== Number(compact[9])) {
    return "This is not a valid NHS number. Check each number again";
  }
  return null;
}

const inward = "[0-9][ABD-HJLNP-UW-Z]{2}";
const outwards = [
  "[A-PR-UWYZ][0-9]",
  "[A-PR-UWYZ][0-9][0-9A-HJKP-UW]",
  "[A-PR-UWYZ][A-HK-Y][0-9]",
  "[A-PR-UWYZ][A-HK-Y][0-9][0-9ABEHMNPRV-Y]",
];
const postcode = new RegExp(`^(?:(?:${outwards.join("|")})${inward}|ZZ99[0-9][A-Z]{2}|GIR0AA)$`);

/** The postcode in capitals with one space, or null when it is not written like one. */
export function formatPostcode(text: string): string | null {
  const compact = text.replace(/\s/gu, "").toUpperCase();
  if (!postcode.test(compact)) return null;
  return `${compact.slice(0, -3)} ${compact.slice(-3)}`;
}

export function isPlausibleEmail(text: string): boolean {
  const at = text.lastIndexOf("@");
  if (at < 1 || text.length > 254) return false;
  const local = text.slice(0, at);
  const labels = text.slice(at + 1).split(".");
  const localFits =
    local.length <= 64 &&
    !local.startsWith(".") &&
    !local.endsWith(".") &&
    !local.includes("..") &&
    /^[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]+$/u.test(local);
  const labelFits = (label: string) =>
    label.length <= 63 && /^[\p{L}\p{N}](?:[\p{L}\p{N}-]*)$/u.test(label) && !label.endsWith("-");
  const top = labels.at(-1) ?? "";
  return (
    localFits &&
    labels.length >= 2 &&
    labels.every(labelFits) &&
    [...top].length >= 2 &&
    !/^[0-9]+$/.test(top)
  );
}

export function isPlausiblePhone(text: string): boolean {
  const lower = text.toLowerCase();
  const letter = lower.search(/[a-z]/);
  const number = (letter < 0 ? lower : lower.slice(0, letter)).trim();
  const extension = letter < 0 ? "" : lower.slice(letter);
  if (extension !== "" && !/^(?:extension|ext\.|ext|x)\s*[0-9]{1,6}\s*$/.test(extension)) return false;
  const international = number.startsWith("+");
  const rest = international ? number.slice(1) : number;
  if (!/^[0-9 ().-]*$/.test(rest)) return false;
  const digits = rest.replace(/\D/g, "");
  if (international) {
    if (digits.startsWith("44")) return digits.length >= 11 && digits.length <= 13;
    return digits.length >= 8 && digits.length <= 15 && !digits.startsWith("0");
  }
  if (digits.startsWith("00")) return digits.length >= 10 && digits.length <= 17;
  return digits.startsWith("0") && digits.length >= 10 && digits.length <= 11;
}

/** A real day of the calendar written `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text)) return false;
  const [year = 0, month = 0, day = 0] = text.split("-").map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

export const isTime = (text: string) => /^(?:[01][0-9]|2[0-3]):[0-5][0-9]$/.test(text);

export function isDateTime(text: string): boolean {
  const [date = "", time = "", ...more] = text.split("T");
  return more.length === 0 && isDate(date) && isTime(time);
}

/** NUL and other controls but new line and tab, and the marks that change the direction of text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const refused = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

export const hasRefusedCharacter = (text: string) => refused.test(text.replaceAll("\r\n", "\n"));
