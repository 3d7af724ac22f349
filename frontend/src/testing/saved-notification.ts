import { cleanup } from "@testing-library/react";
import type { Answers, DraftView } from "../api/types";
import { isAnswered } from "../forms/value";
import { openApp, problem, type Replies } from "./staff-app";
import { notificationForm } from "./vectors";

/** A browser with a saved notification, and a server that keeps it as the real one does. */
export function savedNotification(answers: Answers = {}, more: Partial<DraftView> = {}) {
  let draft: DraftView | null = {
    reference: "D-7K3M-92QX",
    revision: 1,
    form_version: 1,
    answers,
    area: null,
    warnings: [],
    saved_at: "2026-11-22T14:02:00Z",
    expires_at: new Date(Date.now() + 14 * 86_400_000).toISOString(),
    ...more,
  };
  const shown = () => (draft ? { body: draft } : problem(404, "not_found"));
  const replies: Replies = {
    "GET /forms/notification/versions/1": { body: notificationForm() },
    "GET /notification-drafts/current": shown,
    "PATCH /notification-drafts/current": ({ body }) => {
      if (!draft) return shown();
      const merged = { ...draft.answers, ...(body as { answers: Answers }).answers };
      const kept = Object.fromEntries(Object.entries(merged).filter(([, value]) => isAnswered(value)));
      draft = { ...draft, revision: draft.revision + 1, answers: kept };
      return shown();
    },
    "DELETE /notification-drafts/current": () => {
      draft = null;
      return { status: 204 };
    },
  };
  const open = (address: string, other: Replies = {}) => openApp(address, { ...replies, ...other });
  return {
    open,
    /** What the server holds. */
    answers: () => draft?.answers ?? null,
    /** Nothing is left in the browser but the address and a cookie. */
    reload: (address: string) => {
      cleanup();
      return open(address);
    },
  };
}
