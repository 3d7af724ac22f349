import { ConnectionLost, fileUrl, Problem, tellUnauthenticated } from "./client";
import type { ProblemBody } from "./types";

export interface UploadOptions {
  /** Give the same key when the person tries again: the file is then kept once. */
  idempotencyKey: string;
  /** Between 0 and 1, while the file is on its way. */
  onProgress: (sent: number) => void;
  signal: AbortSignal;
}

function answerOf(request: XMLHttpRequest): unknown {
  try {
    return JSON.parse(request.responseText);
  } catch {
    // A proxy in between may answer with a page of its own; the status alone is then what we know.
    return {};
  }
}

/** Sends a file as a form. Only XMLHttpRequest tells how much of it has been sent. */
export function upload<T>(
  path: string,
  fields: Record<string, string>,
  file: File,
  { idempotencyKey, onProgress, signal }: UploadOptions,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    // Last, so that what is wrong with the others is told before it is read.
    form.append("file", file, file.name);
    const request = new XMLHttpRequest();
    request.open("POST", fileUrl(path));
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-OpenCDR-Client", "web");
    request.setRequestHeader("Idempotency-Key", idempotencyKey);
    request.upload.onprogress = (event) => {
      if (event.lengthComputable && event.total > 0) onProgress(event.loaded / event.total);
    };
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) return resolve(answerOf(request) as T);
      const wait = Number(request.getResponseHeader("Retry-After")) || null;
      const problem = new Problem(request.status, answerOf(request) as ProblemBody, wait);
      if (problem.status === 401) tellUnauthenticated(problem);
      reject(problem);
    };
    request.onerror = () => reject(new ConnectionLost());
    request.onabort = () => reject(new DOMException("cancelled", "AbortError"));
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(form);
  });
}
