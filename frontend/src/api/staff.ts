import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { get, post, put, query, type RequestOptions, request } from "./client";
import type {
  AuditEntry,
  CaseAccess,
  CaseReference,
  CaseSummary,
  CaseView,
  NotificationStatus,
  NotificationSummary,
  NotificationView,
  Page,
  RecoveryCodes,
  SecondFactorEnrolment,
  SessionSummary,
  SessionView,
  TimelineEntry,
  UserView,
} from "./types";

const pages = {
  initialPageParam: null as string | null,
  getNextPageParam: (last: Page<unknown>) => last.next,
};

// ---- sessions and account ----

export const signIn = (email: string, password: string) =>
  post<SessionView>("/sessions", { email, password }, { retries: 0 });
export const proveSecondFactor = (proof: { code: string } | { recovery_code: string }) =>
  post<SessionView>("/sessions/current/second-factor", proof, { retries: 0 });
export const extendSession = () => post<SessionView>("/sessions/current/extension", {});
export const signOut = () => request<undefined>("DELETE", "/sessions/current");
export const endSession = (id: string) => request<undefined>("DELETE", `/sessions/${id}`);
export const sessionsQuery = queryOptions({
  queryKey: ["sessions"],
  queryFn: () => get<Page<SessionSummary>>("/sessions"),
});
export const startEnrolment = () => post<SecondFactorEnrolment>("/me/second-factor", {});
export const confirmEnrolment = (code: string) =>
  post<RecoveryCodes>("/me/second-factor/confirmation", { code }, { retries: 0 });
export const newRecoveryCodes = () => post<RecoveryCodes>("/me/recovery-codes", {}, { retries: 0 });
export const changePassword = (current: string, next: string) =>
  put<undefined>("/me/password", { current, new: next });

// ---- inbox ----

export const notificationsQuery = (status: NotificationStatus) =>
  infiniteQueryOptions({
    queryKey: ["notifications", status],
    queryFn: ({ pageParam }) =>
      get<Page<NotificationSummary>>(`/notifications${query({ status, limit: 25, cursor: pageParam })}`),
    ...pages,
  });

export interface Versioned<T> {
  view: T;
  etag: string | null;
}

export const notificationQuery = (id: string) =>
  queryOptions({
    queryKey: ["notification", id],
    queryFn: async (): Promise<Versioned<NotificationView>> => {
      const answer = await request<NotificationView>("GET", `/notifications/${id}`);
      return { view: answer.data, etag: answer.etag };
    },
  });

const ifMatch = (etag: string | null) => (etag === null ? {} : { ifMatch: etag });

/** The case a notification came to belong to, and whether somebody had decided the same before. */
export interface BelongsTo {
  case: CaseReference;
  before: boolean;
}

async function belongTo(path: string, body: unknown, options: RequestOptions): Promise<BelongsTo> {
  const answer = await request<{ case: CaseReference }>("POST", path, body, options);
  // 201 is a decision just made; 200 says that it had been made already, and by whoever was quicker.
  return { case: answer.data.case, before: answer.status === 200 };
}

export const acceptNotification = (id: string, etag: string | null, idempotencyKey: string) =>
  belongTo(`/notifications/${id}/acceptance`, {}, { ...ifMatch(etag), idempotencyKey });
export const linkNotification = (
  id: string,
  body: { case_id: string; reason: string },
  etag: string | null,
  idempotencyKey: string,
) => belongTo(`/notifications/${id}/link`, body, { ...ifMatch(etag), idempotencyKey });
export const rejectNotification = (
  id: string,
  body: { reason: string; note: string },
  etag: string | null,
  idempotencyKey: string,
) =>
  post<{ id: string; status: NotificationStatus }>(`/notifications/${id}/rejection`, body, {
    ...ifMatch(etag),
    idempotencyKey,
  });

// ---- cases ----

export interface CaseFilter {
  tab?: string;
  status?: string;
  age_band?: string;
  place?: string;
  sort?: string;
}

export const casesQuery = (filter: CaseFilter) =>
  infiniteQueryOptions({
    queryKey: ["cases", filter],
    queryFn: ({ pageParam }) =>
      get<Page<CaseSummary>>(`/cases${query({ ...filter, limit: 25, cursor: pageParam })}`),
    ...pages,
  });

/** A search is a POST so that a name or number never stands in an address or a log. */
export const searchCases = (text: string, cursor: string | null) =>
  post<Page<CaseSummary>>("/case-searches", { query: text, limit: 25, ...(cursor ? { cursor } : {}) });

export const caseQuery = (id: string) =>
  queryOptions({
    queryKey: ["case", id],
    queryFn: async (): Promise<Versioned<CaseView>> => {
      const answer = await request<CaseView>("GET", `/cases/${id}`);
      return { view: answer.data, etag: answer.etag };
    },
  });

export const timelineQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ["case", id, "timeline"],
    queryFn: ({ pageParam }) =>
      get<Page<TimelineEntry>>(`/cases/${id}/timeline${query({ cursor: pageParam })}`),
    ...pages,
  });

export const accessesQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ["case", id, "accesses"],
    queryFn: ({ pageParam }) => get<Page<CaseAccess>>(`/cases/${id}/accesses${query({ cursor: pageParam })}`),
    ...pages,
  });

// ---- audit and administration ----

export const auditQuery = infiniteQueryOptions({
  queryKey: ["audit"],
  queryFn: ({ pageParam }) => get<Page<AuditEntry>>(`/audit-entries${query({ cursor: pageParam })}`),
  ...pages,
});

export const usersQuery = infiniteQueryOptions({
  queryKey: ["users"],
  queryFn: ({ pageParam }) => get<Page<UserView>>(`/users${query({ cursor: pageParam })}`),
  ...pages,
});
