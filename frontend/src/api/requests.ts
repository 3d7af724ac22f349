import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { fileUrl, get, Problem, patch, post, query, request } from "./client";
import type { Me, Page, Schemas } from "./types";
import type {
  AnswerChange,
  AskedRequest,
  AskedRequestItem,
  DeclineRequest,
  SavedAnswers,
  UseInvitation,
  VisitView,
} from "./types-requests";

export type RequestTab = "open" | "settled";

const asked = "/agency/requests";
const visits = "/request-visits";

export const askedRequestsQuery = (tab: RequestTab) =>
  infiniteQueryOptions({
    queryKey: ["asked-requests", tab],
    queryFn: ({ pageParam }) =>
      get<Page<AskedRequestItem>>(`${asked}${query({ tab, limit: 25, cursor: pageParam })}`),
    initialPageParam: null as string | null,
    getNextPageParam: (last: Page<unknown>) => last.next,
  });

export const askedRequestQuery = (id: string) =>
  queryOptions({
    queryKey: ["asked-request", id],
    queryFn: () => get<AskedRequest>(`${asked}/${id}`),
    retry: false,
  });

// The most a browser lets a page send while it is being closed, with room for the headers.
const mostKeptAlive = 60_000;

/** Saves answers. What leaves with the page still arrives. */
export const saveAnswers = (id: string, changes: AnswerChange[]) => {
  const body = { changes };
  const keepalive = new Blob([JSON.stringify(body)]).size < mostKeptAlive;
  return patch<SavedAnswers>(`${asked}/${id}/answers`, body, { keepalive });
};

export const submitAnswers = (id: string, idempotencyKey: string) =>
  post<unknown>(`${asked}/${id}/submission`, {}, { idempotencyKey });

export const declineRequest = (id: string, body: DeclineRequest, idempotencyKey: string) =>
  post<unknown>(`${asked}/${id}/decline`, body, { idempotencyKey });

export const assignRequest = (id: string, userId: string | null, version: number) =>
  request<unknown>("PUT", `${asked}/${id}/assignee`, { user_id: userId }, { ifMatch: String(version) });

/** Moves a request to the newer version of its form. */
export const upgradeRequest = (id: string) =>
  post<Schemas["MovedRequest"]>(`${asked}/${id}/upgrade`, {}, { retries: 0 });

/** How often each answer was saved, as one text: another text means that somebody saved something. */
export const readRevisions = async (id: string) => {
  const { items, version } = await get<Schemas["RevisionList"]>(`${asked}/${id}/revisions`);
  return `${version} ${items.map((one) => `${one.question}/${one.row ?? ""}/${one.revision}`).join(" ")}`;
};

/** A copy for the organisation's own records. */
export const copyUrl = (id: string) => fileUrl(`${asked}/${id}/copy`);

// ---- by invitation ----

// An end of the visit is no end of anybody's session, so nobody else is told of it.
export const visitQuery = queryOptions({
  queryKey: ["visit"],
  queryFn: async () =>
    (await request<VisitView>("GET", `${visits}/current`, undefined, { quiet: true })).data,
  staleTime: Number.POSITIVE_INFINITY,
  retry: false,
});

export const beginVisit = (invitation: UseInvitation) =>
  post<VisitView>(visits, invitation, { retries: 0, quiet: true });

/** Who is signed in in this browser, if anybody: a session comes before a visit, so the two do not go together. */
export async function whoIsSignedIn(): Promise<string | null> {
  try {
    return (await request<Me>("GET", "/me", undefined, { quiet: true })).data.name;
  } catch (error) {
    if (error instanceof Problem && (error.status === 401 || error.status === 403)) return null;
    throw error;
  }
}

/** Makes an account for whoever came by an invitation. */
export const enrolVisitor = (body: Schemas["EnrolVisitor"]) =>
  post<Schemas["EnrolledView"]>(`${visits}/current/account`, body, { retries: 0 });

export const endVisit = () => request<undefined>("DELETE", `${visits}/current`, undefined, { quiet: true });
