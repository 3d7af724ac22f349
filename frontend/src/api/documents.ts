import { queryOptions } from "@tanstack/react-query";
import { fileUrl, get, patch, post } from "./client";
import type { DocumentList, DocumentView } from "./types";
import { type UploadOptions, upload } from "./upload";

/** How often the page asks again while a file waits for the virus scanner. */
const askAgain = 15_000;

const documents = (caseId: string) => `/cases/${caseId}/documents`;

const waits = (list: DocumentList | undefined) =>
  list?.items.some((one) => one.versions.some((version) => version.scan_state === "quarantined")) ?? false;

export const documentsQuery = (caseId: string) =>
  queryOptions({
    queryKey: ["case", caseId, "documents"],
    queryFn: () => get<DocumentList>(documents(caseId)),
    refetchInterval: (query) => (waits(query.state.data) ? askAgain : false),
  });

export interface NewDocument {
  classification: string;
  withheld: boolean;
}

export const uploadDocument = (caseId: string, file: File, details: NewDocument, options: UploadOptions) =>
  upload<DocumentView>(
    documents(caseId),
    { classification: details.classification, withheld_from_panel: String(details.withheld) },
    file,
    options,
  );

export const uploadVersion = (caseId: string, documentId: string, file: File, options: UploadOptions) =>
  upload<DocumentView>(`${documents(caseId)}/${documentId}/versions`, {}, file, options);

export interface DocumentDetails {
  title: string;
  classification: string;
  withheld_from_panel: boolean;
}

export const changeDocument = (caseId: string, document: DocumentView, details: DocumentDetails) =>
  patch<DocumentView>(`${documents(caseId)}/${document.id}`, details, { ifMatch: String(document.version) });

export const withdrawDocument = (caseId: string, document: DocumentView, reason: string, key: string) =>
  post<DocumentView>(
    `${documents(caseId)}/${document.id}/withdrawal`,
    { reason },
    { ifMatch: String(document.version), idempotencyKey: key },
  );

/** Where a version is saved from. */
export const contentUrl = (caseId: string, documentId: string, number: number) =>
  fileUrl(`${documents(caseId)}/${documentId}/versions/${number}/content`);
