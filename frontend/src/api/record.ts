import { queryOptions } from "@tanstack/react-query";
import { get, request } from "./client";
import type {
  ChronologyView,
  Family,
  HouseholdView,
  LinkList,
  NationalNotification,
  NoteList,
  ProcessList,
  ProfessionalList,
  RecordHistory,
} from "./types";

/** A part of the record of a case: its list, and what is under the same address. */
const part = <T>(id: string, word: string) =>
  queryOptions({ queryKey: ["case", id, word], queryFn: () => get<T>(`/cases/${id}/${word}`) });

export const processesQuery = (id: string) => part<ProcessList>(id, "processes");
export const familyQuery = (id: string) => part<Family>(id, "family");
export const householdQuery = (id: string) => part<HouseholdView>(id, "household");
export const professionalsQuery = (id: string) => part<ProfessionalList>(id, "professionals");
export const chronologyQuery = (id: string) => part<ChronologyView>(id, "chronology");
export const notesQuery = (id: string) => part<NoteList>(id, "notes");
export const linksQuery = (id: string) => part<LinkList>(id, "links");

export const recordHistoryQuery = (id: string, row: string) =>
  queryOptions({
    queryKey: ["case", id, "record-history", row],
    queryFn: () => get<RecordHistory>(`/cases/${id}/record-history/${row}`),
  });

/** What is replaced: a row, in the version that was read. */
export interface Stands {
  id: string;
  version: number;
}

/** Adds a row to a part of the record, or replaces the one that stands. */
export async function saveRow(
  caseId: string,
  word: string,
  stands: Stands | null,
  body: unknown,
  idempotencyKey: string,
) {
  const list = `/cases/${caseId}/${word}`;
  if (stands === null) await request("POST", list, body, { idempotencyKey });
  else await request("PUT", `${list}/${stands.id}`, body, { ifMatch: String(stands.version) });
}

/** The arrangements with the family: there is one of them for each case, and version 0 where there is none yet. */
export const saveArrangements = (caseId: string, body: unknown, version: number) =>
  request("PUT", `/cases/${caseId}/family-arrangements`, body, { ifMatch: String(version) });

export const nationalQuery = (id: string) => part<NationalNotification>(id, "national-notification");

/** There is one entry for each case, and version 0 where there is none yet. */
export const saveNational = (caseId: string, body: unknown, version: number) =>
  request("PUT", `/cases/${caseId}/national-notification`, body, { ifMatch: String(version) });

export const endLink = (caseId: string, link: string) =>
  request<undefined>("DELETE", `/cases/${caseId}/links/${link}`);
