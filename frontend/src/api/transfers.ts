import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { get, post, query, request } from "./client";
import type {
  ChangePlaces,
  OfferTransfer,
  Page,
  Places,
  RecordKind,
  Transfer,
  TransferName,
  TransferReason,
} from "./types";

export type TransferTab = "offered_to_us" | "offered_by_us" | "settled";

const list = (tab: TransferTab, limit: number, cursor: string | null) =>
  get<Page<Transfer>>(`/transfers${query({ tab, limit, cursor })}`);

export const transfersQuery = (tab: TransferTab) =>
  infiniteQueryOptions({
    queryKey: ["transfers", tab],
    queryFn: ({ pageParam }) => list(tab, 25, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });

export const transferQuery = (id: string) =>
  queryOptions({ queryKey: ["transfers", "one", id], queryFn: () => get<Transfer>(`/transfers/${id}`) });

/** What became of a case that has left is found by its reference, which says nothing about anybody. */
export const transfersOfReferenceQuery = (reference: string) =>
  queryOptions({
    queryKey: ["transfers", "of-reference", reference],
    queryFn: async () => (await get<Page<Transfer>>(`/transfers${query({ reference })}`)).items,
  });

export const transfersOfCaseQuery = (id: string) =>
  queryOptions({
    queryKey: ["case", id, "transfers"],
    queryFn: async () => (await get<Page<Transfer>>(`/cases/${id}/transfers`)).items,
  });

export const transfersOfNotificationQuery = (id: string) =>
  queryOptions({
    queryKey: ["notification", id, "transfers"],
    queryFn: async () => (await get<Page<Transfer>>(`/notifications/${id}/transfers`)).items,
  });

export const transferReasonsQuery = queryOptions({
  queryKey: ["transfer-reasons"],
  queryFn: async () => (await get<Page<TransferReason>>("/transfer-reasons")).items,
  staleTime: 10 * 60_000,
});

const ifMatch = (etag: string | null) => (etag === null ? {} : { ifMatch: etag });

export const offerRecord = (
  kind: RecordKind,
  id: string,
  body: OfferTransfer,
  etag: string | null,
  idempotencyKey: string,
) =>
  post<TransferName>(`/${kind === "case" ? "cases" : "notifications"}/${id}/transfers`, body, {
    ...ifMatch(etag),
    idempotencyKey,
  });

/** Where an offer stands after an answer, and whether somebody had given the same answer before. */
export interface Answered extends TransferName {
  before: boolean;
}

async function answer(path: string, body: unknown, idempotencyKey: string): Promise<Answered> {
  const sent = await request<TransferName>("POST", path, body, { idempotencyKey });
  // 201 is an answer just given; 200 says that it had been given already, by whoever was quicker.
  return { ...sent.data, before: sent.status === 200 };
}

export const acceptTransfer = (id: string, key: string) => answer(`/transfers/${id}/acceptance`, {}, key);
export const declineTransfer = (id: string, words: string, key: string) =>
  answer(`/transfers/${id}/decline`, { words }, key);
export const withdrawTransfer = (id: string, words: string, key: string) =>
  answer(`/transfers/${id}/withdrawal`, { words }, key);

export const changeAreas = (id: string, body: ChangePlaces, etag: string | null) =>
  request<Places>("PUT", `/cases/${id}/areas`, body, ifMatch(etag));
