import { queryOptions } from "@tanstack/react-query";
import { request } from "./client";
import type { Versioned } from "./staff";
import type {
  JointAgencyResponse,
  RecordJointAgencyResponse,
  ScopeAnswer,
  ScopeView,
  TriageMoved,
} from "./types";

const ifMatch = (etag: string | null) => (etag === null ? {} : { ifMatch: etag });

// ---- joint agency response ----

export const responseQuery = (id: string) =>
  queryOptions({
    queryKey: ["case", id, "joint-agency-response"],
    queryFn: async (): Promise<Versioned<JointAgencyResponse>> => {
      const answer = await request<JointAgencyResponse>("GET", `/cases/${id}/joint-agency-response`);
      return { view: answer.data, etag: answer.etag };
    },
  });

export const recordResponse = (id: string, body: RecordJointAgencyResponse, etag: string | null) =>
  request<JointAgencyResponse>("PUT", `/cases/${id}/joint-agency-response`, body, ifMatch(etag));

// ---- scope ----

const scope = (path: string) => async (): Promise<Versioned<ScopeView>> => {
  const answer = await request<ScopeView>("GET", path);
  return { view: answer.data, etag: answer.etag };
};

type ScopeAnswers = Record<string, ScopeAnswer>;

export const notifiedScopeQuery = (id: string) =>
  queryOptions({ queryKey: ["notification", id, "scope"], queryFn: scope(`/notifications/${id}/scope`) });
export const answerNotifiedScope = (id: string, answers: ScopeAnswers, etag: string | null) =>
  request<ScopeView>("PUT", `/notifications/${id}/scope`, { answers }, ifMatch(etag));

export const caseScopeQuery = (id: string) =>
  queryOptions({ queryKey: ["case", id, "scope"], queryFn: scope(`/cases/${id}/scope`) });
export const answerCaseScope = (id: string, answers: ScopeAnswers, etag: string | null) =>
  request<ScopeView>("PUT", `/cases/${id}/scope`, { answers }, ifMatch(etag));
export const proveStillbirth = (
  id: string,
  body: { proved_on: string; proved_by: string; proof: string },
  etag: string | null,
) => request<ScopeView>("POST", `/cases/${id}/stillbirth-proof`, body, ifMatch(etag));

// ---- triage ----

/** One key for one decision: pressing again after a lost connection does nothing twice. */
const once = (idempotencyKey: string, etag: string | null) => ({ idempotencyKey, ...ifMatch(etag) });

export const completeTriage = (id: string, key: string, etag: string | null) =>
  request<TriageMoved>("POST", `/cases/${id}/triage-completion`, {}, once(key, etag));
export const reopenTriage = (id: string, reason: string, key: string, etag: string | null) =>
  request<TriageMoved>("POST", `/cases/${id}/triage-reopening`, { reason }, once(key, etag));
