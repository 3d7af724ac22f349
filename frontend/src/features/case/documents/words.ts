import { Problem } from "../../../api/client";
import type { DocumentList } from "../../../api/types";
import { fieldProblem, problemWords } from "../../../ui/problem-words";

const mega = 1024 * 1024;

/** 1536 → "2 KB"; sizes are for judging, not for accounting. */
export function sizeWords(bytes: number): string {
  if (bytes < 1024) return bytes === 1 ? "1 byte" : `${bytes} bytes`;
  if (bytes < mega) return `${Math.round(bytes / 1024)} KB`;
  const megabytes = bytes / mega;
  return `${megabytes < 10 ? megabytes.toFixed(1).replace(/\.0$/, "") : Math.round(megabytes)} MB`;
}

/** What is wrong with a file before it is sent: spares the wait. The server checks the same and more. */
export function atOnce(file: File, list: DocumentList): string | null {
  if (file.size === 0) return "This file is empty. Choose another one";
  if (file.size > list.largest_file)
    return `This file is larger than ${sizeWords(list.largest_file)}. Split it, or save it with smaller pictures`;
  const ending = file.name.includes(".") ? (file.name.split(".").pop() ?? "").toLowerCase() : "";
  if (!list.endings.includes(ending))
    return `Files of this kind are not kept. Save it as one of these: ${list.endings.join(", ")}`;
  return null;
}

/** Whether sending the same file again can help: not where the file itself was refused. */
export const mayHelp = (error: unknown) => !(error instanceof Problem && error.errors.length > 0);

/** Why a file was not kept, with the rule and the remedy. */
export function uploadProblem(error: unknown): string {
  const named = fieldProblem(error, "/file") ?? fieldProblem(error, "/classification");
  if (named) return named;
  if (error instanceof Problem && (error.status === 507 || error.status === 409) && error.detail)
    return error.detail;
  return problemWords(error);
}
