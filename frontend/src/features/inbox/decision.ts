import { Problem } from "../../api/client";
import { acceptNotification, type BelongsTo, linkNotification, rejectNotification } from "../../api/staff";
import type { NotificationView } from "../../api/types";
import type { ChosenCase } from "../../ui/case-finder";
import type { SummaryError } from "../../ui/error-summary";

export type Act = "accept" | "link" | "reject";

/** What the coordinator has chosen and typed so far. */
export interface Choice {
  act: Act | null;
  target: ChosenCase | null;
  linkReason: string;
  rejectReason: string;
  note: string;
}

export const emptyChoice: Choice = { act: null, target: null, linkReason: "", rejectReason: "", note: "" };

/** What is missing before the decision can be confirmed. */
export function missing(choice: Choice): SummaryError[] {
  const errors: SummaryError[] = [];
  if (choice.act === null)
    errors.push({ fieldId: "decision", message: "Choose what should happen with this notification" });
  if (choice.act === "link") {
    if (!choice.target)
      errors.push({ fieldId: "case-search", message: "Find and choose the case it belongs to" });
    if (choice.linkReason.trim() === "")
      errors.push({ fieldId: "link-reason", message: "Say how you know it is the same child" });
  }
  if (choice.act === "reject") {
    if (choice.rejectReason === "")
      errors.push({ fieldId: "reject-reason", message: "Choose why it is not for review" });
    if (choice.note.trim() === "")
      errors.push({ fieldId: "note", message: "Explain in a few words, for whoever looks at this later" });
  }
  return errors;
}

export type Outcome = ({ act: "accept" | "link" } & BelongsTo) | { act: "reject" };

/** Sends the decision. The same key with the same choice is the same decision, however often it is sent. */
export async function send(id: string, choice: Choice, etag: string | null, key: string): Promise<Outcome> {
  if (choice.act === "link" && choice.target) {
    const body = { case_id: choice.target.id, reason: choice.linkReason.trim() };
    return { act: "link", ...(await linkNotification(id, body, etag, key)) };
  }
  if (choice.act === "reject") {
    await rejectNotification(id, { reason: choice.rejectReason, note: choice.note.trim() }, etag, key);
    return { act: "reject" };
  }
  return { act: "accept", ...(await acceptNotification(id, etag, key)) };
}

/** Where the API's pointers lie on the page. */
const fields: Record<string, Partial<Record<Act, string>>> = {
  "/case_id": { link: "case-search" },
  "/reason": { link: "link-reason", reject: "reject-reason" },
  "/note": { reject: "note" },
  "/two_children_confirmed": { link: "case-search" },
};

/** That it is one child all the same is confirmed beside the two records, and nowhere else. */
const mayBeTwo =
  "These may be two children, for example twins. Compare the two records: there you can confirm that it is one child.";

/** The errors the API named, at the fields they are about; empty when it named none. */
export function namedErrors(error: unknown, act: Act | null): SummaryError[] {
  if (!(error instanceof Problem) || act === null) return [];
  return error.errors.map(({ pointer, message }) => ({
    message: pointer === "/two_children_confirmed" ? mayBeTwo : message,
    fieldId: fields[pointer]?.[act],
  }));
}

export const isOvertaken = (error: unknown) =>
  error instanceof Problem && (error.status === 409 || error.status === 412);

/** A colleague was quicker. Says who did what, so that nobody decides twice or looks for a fault. */
export function overtakenWords(view: NotificationView): string {
  const by = view.decision?.by || "A colleague";
  switch (view.status) {
    case "accepted":
      return `${by} has already accepted this notification as a case.`;
    case "linked":
      return `${by} has already added this notification to a case.`;
    case "rejected":
      return `${by} has already rejected this notification.`;
    case "received":
      return "This notification changed while you were reading. You now see the newest version. Check it, then decide again: what you typed is still here.";
  }
}

/** What to say on the case a notification has come to. */
export function arrivalWords(reference: string, outcome: Exclude<Outcome, { act: "reject" }>): string {
  const { act, before } = outcome;
  const name = outcome.case.reference;
  if (before)
    return act === "accept"
      ? `A colleague had already accepted notification ${reference}. This is the case it became, ${name}.`
      : `A colleague had already added notification ${reference} to this case, ${name}.`;
  return act === "accept"
    ? `Notification ${reference} is now case ${name}.`
    : `Notification ${reference} has been added to case ${name}.`;
}
