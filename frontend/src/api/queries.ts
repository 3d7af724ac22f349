import { queryOptions } from "@tanstack/react-query";
import { get } from "./client";
import type {
  AreaWithAuthorities,
  Counts,
  DraftView,
  FormDefinition,
  FormSummary,
  Me,
  Page,
  ReceiptView,
  ServiceView,
  SessionView,
} from "./types";

/** What this server is does not change while a page is open. */
export const serviceQuery = queryOptions({
  queryKey: ["service"],
  queryFn: () => get<ServiceView>("/service"),
  staleTime: Number.POSITIVE_INFINITY,
});

/** Published forms never change, so one fetch serves the whole visit. */
export const formQuery = (formId: string, version: number) =>
  queryOptions({
    queryKey: ["form", formId, version],
    queryFn: () => get<FormDefinition>(`/forms/${formId}/versions/${version}`),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const formsQuery = queryOptions({
  queryKey: ["forms"],
  queryFn: () => get<Page<FormSummary>>("/forms"),
  staleTime: 10 * 60_000,
});

export const areasQuery = queryOptions({
  queryKey: ["areas"],
  queryFn: () => get<Page<AreaWithAuthorities>>("/areas"),
  staleTime: 10 * 60_000,
});

export const currentDraftQuery = queryOptions({
  queryKey: ["draft", "current"],
  queryFn: () => get<DraftView>("/notification-drafts/current"),
  staleTime: Number.POSITIVE_INFINITY,
  retry: false,
});

export const receiptQuery = queryOptions({
  queryKey: ["receipt"],
  queryFn: () => get<ReceiptView>("/notification-receipts/current"),
  retry: false,
});

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: () => get<SessionView>("/sessions/current"),
  retry: false,
});

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: () => get<Me>("/me"),
  staleTime: 60_000,
  retry: false,
});

export const countsQuery = queryOptions({
  queryKey: ["counts"],
  queryFn: () => get<Counts>("/counts"),
  staleTime: 15_000,
  refetchInterval: 60_000,
});
