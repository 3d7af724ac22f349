import { queryOptions } from "@tanstack/react-query";
import { get, post, type RequestOptions } from "./client";
import type {
  CaseComparison,
  CaseReference,
  Comparison,
  ComparisonAnswer,
  NotificationStatus,
  RecordKind,
} from "./types";

/** A notification beside another record. Only identifiers stand in the address. */
export const comparisonQuery = (id: string, kind: string, other: string) =>
  queryOptions({
    queryKey: ["comparison", id, kind, other],
    queryFn: () => get<Comparison>(`/notifications/${id}/comparisons/${kind}/${other}`),
  });

export interface AnswerToSend {
  kind: RecordKind;
  other: string;
  answer: ComparisonAnswer;
  reason: string;
  two_children_confirmed: boolean;
}

export interface AnswerKept {
  status: NotificationStatus;
  case: CaseReference | null;
}

export const answerComparison = (id: string, answer: AnswerToSend, options: RequestOptions) =>
  post<AnswerKept>(`/notifications/${id}/comparison-answers`, answer, options);

export const withdrawAnswer = (
  id: string,
  body: { answer: string; reason: string },
  options: RequestOptions,
) => post<AnswerKept>(`/notifications/${id}/answer-withdrawals`, body, options);

export const unlinkNotification = (id: string, reason: string, options: RequestOptions) =>
  post<{ status: NotificationStatus }>(`/notifications/${id}/unlinking`, { reason }, options);

export const caseComparisonQuery = (id: string, other: string) =>
  queryOptions({
    queryKey: ["case", id, "comparison", other],
    queryFn: () => get<CaseComparison>(`/cases/${id}/comparisons/${other}`),
  });

export interface Merged {
  case: CaseReference;
  survivor: CaseReference;
  restricted: boolean;
}

export const mergeCases = (
  id: string,
  body: { into: string; reason: string; confirmed_reference: string | null },
  options: RequestOptions,
) => post<Merged>(`/cases/${id}/merging`, body, options);

export const unmergeCases = (id: string, reason: string, options: RequestOptions) =>
  post<Merged>(`/cases/${id}/unmerging`, { reason }, options);
