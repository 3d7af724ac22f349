import { randomInt } from "node:crypto";
import { daysAgo, yearsBefore } from "./dates";

export type Answers = Record<string, unknown>;

/** Postcodes of the sample, one for each area of the demonstration, and one in Wales. */
export const postcodes = { kent: "ME4 4UF", blut: "MK41 1GR", norf: "NR10 1UX", wales: "CF10 1FZ" };

const letters = (count: number) => Array.from({ length: count }, () => "abcdefghijklmnoprstuvw"[randomInt(22)]).join("");

/** A surname no other journey uses, so that journeys may run side by side on one server. */
export const someSurname = (): string => `Ashdown-${letters(1).toUpperCase()}${letters(5)}`;

/** A number of the 999 range, which is never given to a person, with a right check digit. */
export function someNhsNumber(): string {
  for (;;) {
    const nine = `999${String(randomInt(1_000_000)).padStart(6, "0")}`;
    const sum = [...nine].reduce((total, digit, index) => total + Number(digit) * (10 - index), 0);
    const check = (11 - (sum % 11)) % 11;
    if (check < 10) return nine + check;
  }
}

/** The fewest answers a notification about a child of seven can have. */
export function fewestAnswers(more: Answers = {}): Answers {
  const died = daysAgo(1);
  return {
    residence: "england",
    postcode: postcodes.kent,
    forenames: "Robin",
    surname: someSurname(),
    nhs_number: someNhsNumber(),
    date_of_birth: yearsBefore(died, 7),
    date_of_death: died,
    sex: "female",
    ethnicity: "A",
    home_address: { line1: "1 Invented Street", town: "Chatham", postcode: postcodes.kent },
    place_of_death: "H_ED",
    circumstances: "Collapsed at home. Brought in by ambulance. Resuscitation was stopped in the emergency department.",
    expected: "unexpected",
    jar_required: "not_decided",
    alert_ncmd: "no",
    professionals: [{ row: crypto.randomUUID(), agency: "gp" }],
    notifier_name: "Sam Invented",
    notifier_role: "Staff nurse",
    notifier_org: "An Invented Hospital",
    notifier_phone: "020 7946 0000",
    notifier_email: "sam@hospital.example",
    ...more,
  };
}
