/** What an organisation is asked about a child who died, and how it answers. */
import type { Schemas, Sent, With } from "./types";

export type StandingCode =
  | "sent"
  | "delivery_problem"
  | "opened"
  | "in_progress"
  | "submitted"
  | "returned"
  | "accepted"
  | "declined"
  | "withdrawn";

export type DeclineReason = "not_known_to_us" | "wrong_organisation" | "duplicate" | "cannot_share";

export type StandingView = With<Sent<Schemas["StandingView"]>, { code: StandingCode }>;
export type RequestAction = Sent<Schemas["RequestAction"]>;
export type DeclineView = With<Sent<Schemas["DeclineView"]>, { reason: DeclineReason }>;
export type ClarifiedQuestion = Sent<Schemas["ClarifiedQuestion"]>;
export type GivenAnswer = Sent<Schemas["GivenAnswer"]>;
export type KnownAnswer = Sent<Schemas["AskedRequest"]["known"][string]>;

export type AskedRequestItem = With<Sent<Schemas["AskedRequestItem"]>, { standing: StandingView }>;

export type NewerVersion = With<
  Sent<Schemas["NewerVersion"]>,
  { in_flight: "continue" | "upgrade_on_submit" | "close_at" }
>;

export type AskedRequest = With<
  Sent<Schemas["AskedRequest"]>,
  {
    standing: StandingView;
    known: Record<string, KnownAnswer>;
    decline: DeclineView | null;
    newer_version: NewerVersion | null;
  }
>;

export type AnswerChange = Sent<Schemas["AnswerChange"]>;
export type SavedAnswers = Sent<Schemas["SavedAnswers"]>;
export type DeclineRequest = With<Sent<Schemas["DeclineRequest"]>, { reason: DeclineReason }>;
export type UseInvitation = Schemas["UseInvitation"];
export type VisitView = Schemas["VisitView"];
