import { queryOptions } from "@tanstack/react-query";
import { fileUrl, get, post, request } from "./client";
import type { Page } from "./types";
import type {
  ChooseAnswer,
  ClarifiedQuestion,
  Completeness,
  Composite,
  Contact,
  NewInvitation,
  OrganisationItem,
  RequestList,
  RequestProposal,
  RequestView,
  SendRequests,
  SentRequests,
} from "./types-asking";

/** How often a page that shows what agencies do asks again. */
const askAgain = 60_000;

const requests = (caseId: string) => `/cases/${caseId}/requests`;
const composite = (caseId: string) => `/cases/${caseId}/composite`;

/** What a case asks is kept under its key, so that whatever changes the case reads it again. */
export const proposalQuery = (caseId: string) =>
  queryOptions({
    queryKey: ["case", caseId, "request-proposal"],
    queryFn: () => get<RequestProposal>(`/cases/${caseId}/request-proposal`),
    // A form is being filled in from it: it must not change under the hands.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });

export const organisationsQuery = queryOptions({
  queryKey: ["organisations"],
  queryFn: () => get<Page<OrganisationItem>>("/organisations"),
  staleTime: 60_000,
});

export const requestsQuery = (caseId: string) =>
  queryOptions({
    queryKey: ["case", caseId, "requests"],
    queryFn: () => get<RequestList>(requests(caseId)),
    refetchInterval: askAgain,
  });

export const requestQuery = (caseId: string, id: string) =>
  queryOptions({
    queryKey: ["case", caseId, "requests", id],
    queryFn: () => get<RequestView>(`${requests(caseId)}/${id}`),
  });

export const completenessQuery = (caseId: string) =>
  queryOptions({
    queryKey: ["case", caseId, "completeness"],
    queryFn: () => get<Completeness>(`/cases/${caseId}/completeness`),
    refetchInterval: askAgain,
  });

export const compositeQuery = (caseId: string) =>
  queryOptions({ queryKey: ["case", caseId, "composite"], queryFn: () => get<Composite>(composite(caseId)) });

export const sendRequests = (caseId: string, body: SendRequests, idempotencyKey: string) =>
  post<SentRequests>(requests(caseId), body, { idempotencyKey });

/** The request that is changed, in the version that was read. */
interface Stands {
  id: string;
  case_id: string;
  version: number;
}

const change = (method: "POST" | "PUT", of: Stands, word: string, body: unknown, key?: string) =>
  request<unknown>(method, `${requests(of.case_id)}/${of.id}/${word}`, body, {
    ifMatch: String(of.version),
    ...(key ? { idempotencyKey: key } : {}),
  });

export const acceptRequest = (of: Stands, key: string) => change("POST", of, "acceptance", {}, key);
export const resendRequest = (of: Stands, key: string) => change("POST", of, "resending", {}, key);
export const returnRequest = (of: Stands, questions: ClarifiedQuestion[], key: string) =>
  change("POST", of, "clarification", { questions }, key);
export const withdrawRequest = (of: Stands, words: string, key: string) =>
  change("POST", of, "withdrawal", { words }, key);
export const changeDueDay = (of: Stands, due_on: string) => change("PUT", of, "due-date", { due_on });

export const invite = (of: Stands, contact: Contact, idempotencyKey: string) =>
  post<NewInvitation>(`${requests(of.case_id)}/${of.id}/invitations`, { contact }, { idempotencyKey });
export const revokeInvitation = (of: Stands, invitation: string) =>
  request<undefined>("DELETE", `${requests(of.case_id)}/${of.id}/invitations/${invitation}`);

export const chooseAnswer = (caseId: string, body: ChooseAnswer, idempotencyKey: string) =>
  post<{ id: string }>(`${composite(caseId)}/choices`, body, { idempotencyKey });
export const joinRows = (
  caseId: string,
  body: { form: string; question: string; row_ids: string[] },
  idempotencyKey: string,
) => post<{ id: string }>(`${composite(caseId)}/joins`, body, { idempotencyKey });
export const separateRows = (caseId: string, join: string) =>
  request<undefined>("DELETE", `${composite(caseId)}/joins/${join}`);

/** Where the collated record is saved from, as a PDF. */
export const compositeDocumentUrl = (caseId: string) => fileUrl(`${composite(caseId)}/document`);
