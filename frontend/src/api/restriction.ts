import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { get, post, put, query, request } from "./client";
import type { EmergencyAccess, InterestDeclared, OpenedInEmergency, Page, Restriction } from "./types";

export const restrictionQuery = (caseId: string) =>
  queryOptions({
    queryKey: ["case", caseId, "restriction"],
    queryFn: () => get<Restriction>(`/cases/${caseId}/restriction`),
  });

export const setRestriction = (caseId: string, restricted: boolean, reason: string) =>
  put<Restriction>(`/cases/${caseId}/restriction`, { restricted, reason });
export const giveGrant = (caseId: string, userId: string) =>
  post<unknown>(`/cases/${caseId}/grants`, { user_id: userId });
export const endGrant = (id: string) => request<undefined>("DELETE", `/case-grants/${id}`);
export const declareInterest = (caseId: string, reason: string, userId: string | null, key: string) =>
  post<InterestDeclared>(
    `/cases/${caseId}/interests`,
    { reason, ...(userId ? { user_id: userId } : {}) },
    { idempotencyKey: key },
  );
export const withdrawInterest = (id: string, reason: string) =>
  post<unknown>(`/case-interests/${id}/withdrawal`, { reason });

export interface EmergencyRequest {
  reference: string;
  reason: string;
  words: string;
  code?: string;
  recovery_code?: string;
}

/** Sent once: a second factor works for one attempt. */
export const openInEmergency = (body: EmergencyRequest) =>
  post<OpenedInEmergency>("/emergency-accesses", body, { retries: 0 });

export type EmergencyState = "to_review" | "reviewed";

export const emergenciesQuery = (state: EmergencyState) =>
  infiniteQueryOptions({
    queryKey: ["emergencies", state],
    queryFn: ({ pageParam }) =>
      get<Page<EmergencyAccess>>(`/emergency-accesses${query({ state, limit: 25, cursor: pageParam })}`),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });

export const reviewEmergency = (id: string, outcome: string, words: string, key: string) =>
  post<unknown>(`/emergency-accesses/${id}/review`, { outcome, words }, { idempotencyKey: key });
