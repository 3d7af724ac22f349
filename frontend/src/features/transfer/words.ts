import { Problem } from "../../api/client";
import type { TransferTab } from "../../api/transfers";
import type { RecordKind, Transfer, TransferState } from "../../api/types";
import type { TagColour } from "../../ui/notices";
import { problemWords } from "../../ui/problem-words";

export const tabs: { id: TransferTab; label: string; caption: string; empty: string }[] = [
  {
    id: "offered_to_us",
    label: "Offered to us",
    caption: "Offers that wait for your area’s answer, newest first",
    empty: "No area is offering you anything. A new offer appears here, and you are told by e-mail.",
  },
  {
    id: "offered_by_us",
    label: "Offered by us",
    caption: "Offers that wait for another area’s answer, newest first",
    empty:
      "You are offering nothing to another area. You can offer a case or a waiting notification from its own page.",
  },
  {
    id: "settled",
    label: "Settled",
    caption: "Offers that were accepted, declined or withdrawn, newest first",
    empty: "No offer has been accepted, declined or withdrawn yet.",
  },
];

const nouns: Record<RecordKind, string> = { case: "case", notification: "notification" };

/** "case KENT/2026/0042" */
export const recordName = ({ kind, reference }: { kind: RecordKind; reference: string }) =>
  `${nouns[kind]} ${reference}`;

/** The same at the beginning of a sentence. */
export const RecordName = (record: { kind: RecordKind; reference: string }) => {
  const name = recordName(record);
  return name.charAt(0).toUpperCase() + name.slice(1);
};

export const stateColour: Record<TransferState, TagColour> = {
  offered: "blue",
  accepted: "green",
  declined: "orange",
  withdrawn: "grey",
};

/** Where an offer stands, for its heading. While it waits it opens for the area that offers, and for no other. */
export function outcomeWords({ state, from, to, opens }: Transfer): string {
  switch (state) {
    case "offered":
      return opens ? `offered to ${to.name}` : `offered by ${from.name}`;
    case "accepted":
      return `accepted by ${to.name}`;
    case "declined":
      return `declined by ${to.name}`;
    case "withdrawn":
      return `offer withdrawn by ${from.name}`;
  }
}

/** The heading over what is left of a record. */
export const leftWords = (transfer: Transfer) => `${RecordName(transfer)} is with ${transfer.to.name}`;

/** Why an answer came too late, on the page that shows what became of the offer. */
export function overtakenBy({ state, from }: Transfer): string {
  switch (state) {
    case "offered":
      return "This offer changed while you were reading. Check it, then answer again.";
    case "withdrawn":
      return `${from.name} has withdrawn this offer while you were reading.`;
    default:
      return "Somebody was quicker: this offer has been answered already.";
  }
}

/** The offer that waits, if there is one: a record is offered to one area at a time. */
export const waitingOffer = (transfers: Transfer[] | undefined) =>
  transfers?.find((one) => one.state === "offered");

/** Somebody was quicker, or the record changed meanwhile. The API says in its own words what stands. */
export const isOvertaken = (error: unknown) =>
  error instanceof Problem && (error.status === 409 || error.status === 412);

export const overtakenWords = (error: unknown) =>
  error instanceof Problem && error.status === 409 && error.detail ? error.detail : problemWords(error);

/** The fewest characters that say why. */
export const fewestWords = 3;
export const mostWords = 2000;

const caseReference = /^[a-z]+\s*[/-]\s*\d{1,4}\s*[/-]\s*\d{1,9}$/i;

/** What was typed, when it is the whole reference of a case and nothing about anybody. */
export const asReference = (text: string) => (caseReference.test(text.trim()) ? text.trim() : null);
