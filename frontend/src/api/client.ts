import type { FieldError, ProblemBody } from "./types";

/** An answer of the API that says what was wrong (RFC 9457). Never shown raw: `detail` is written for people. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly requestId: string | null;
  readonly errors: FieldError[];
  /** Seconds the server asks us to wait, when it does. */
  readonly retryAfter: number | null;
  /** The whole body: a stale version carries the newer one as `current`. */
  readonly body: ProblemBody;

  constructor(status: number, body: ProblemBody, retryAfter: number | null = null) {
    super(`${status} ${body.code ?? "unknown"}`);
    this.name = "Problem";
    this.status = status;
    this.code = body.code ?? "unknown";
    this.title = body.title ?? "Something went wrong";
    this.detail = body.detail ?? "";
    this.requestId = body.requestId ?? null;
    this.errors = body.errors ?? [];
    this.retryAfter = retryAfter;
    this.body = body;
  }
}

/** The version that was read is no longer the newest. */
export const isStale = (error: unknown) => error instanceof Problem && error.status === 412;

/** The request never got an answer: no connection, or the server is away. */
export class ConnectionLost extends Error {
  constructor() {
    super("connection lost");
    this.name = "ConnectionLost";
  }
}

export interface Answer<T> {
  data: T;
  status: number;
  etag: string | null;
  location: string | null;
}

export interface RequestOptions {
  ifMatch?: string;
  /** Give the same key when the person presses the same button again; one is made when absent. */
  idempotencyKey?: string;
  signal?: AbortSignal;
  /** How often to try again after a lost connection (default 2; never for a change without a key). */
  retries?: number;
  /** Let it arrive even when the page is closed meanwhile; for a small body only. */
  keepalive?: boolean;
  /** A 401 is for the caller alone: it says nothing about the session. */
  quiet?: boolean;
}

type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

const base = "/api/v1";
const gatewayStatuses = new Set([502, 503, 504]);
const longestWait = 5;

type Listener = (problem: Problem) => void;
const sessionListeners = new Set<Listener>();

/** Called whenever the API answers 401 to a signed-in page. Returns the function that stops it. */
export function onUnauthenticated(listener: Listener): () => void {
  sessionListeners.add(listener);
  return () => sessionListeners.delete(listener);
}

/** Tells the page that the session has ended. */
export function tellUnauthenticated(problem: Problem) {
  for (const listener of sessionListeners) listener(problem);
}

export function newKey(): string {
  return crypto.randomUUID?.() ?? randomUuid();
}

// crypto.randomUUID exists only in secure contexts; a trial on a plain-http address has none.
function randomUuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function attempt(
  method: Method,
  path: string,
  body: unknown,
  headers: Headers,
  { signal, keepalive }: RequestOptions,
) {
  try {
    return await fetch(base + path, {
      method,
      headers,
      credentials: "same-origin",
      cache: "no-store",
      redirect: "error",
      body: body === undefined ? undefined : JSON.stringify(body),
      signal,
      keepalive: keepalive ?? false,
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    return null;
  }
}

function secondsToWait(response: Response): number | null {
  const value = Number(response.headers.get("Retry-After"));
  return Number.isFinite(value) && value > 0 ? value : null;
}

async function toProblem(response: Response): Promise<Problem> {
  let body: ProblemBody = {};
  try {
    body = (await response.json()) as ProblemBody;
  } catch {
    // A proxy in between may answer with a page of its own; the status alone is then what we know.
  }
  return new Problem(response.status, body, secondsToWait(response));
}

export async function request<T>(
  method: Method,
  path: string,
  body?: unknown,
  options: RequestOptions = {},
): Promise<Answer<T>> {
  const headers = new Headers({ Accept: "application/json" });
  if (method !== "GET") headers.set("X-OpenCDR-Client", "web");
  if (body !== undefined) headers.set("Content-Type", "application/json");
  if (options.ifMatch !== undefined) headers.set("If-Match", `"${options.ifMatch.replaceAll('"', "")}"`);
  if (method === "POST") headers.set("Idempotency-Key", options.idempotencyKey ?? newKey());

  // A repeated POST carries the same key, so the server answers the second try as the first.
  const repeatable = method === "GET" || method === "POST";
  const tries = 1 + (repeatable ? (options.retries ?? 2) : 0);

  for (let round = 1; ; round += 1) {
    const response = await attempt(method, path, body, headers, options);
    const last = round >= tries;
    if (response === null) {
      if (last) throw new ConnectionLost();
      await pause(400 * round * round);
      continue;
    }
    if (response.ok) {
      const empty = response.status === 204 || response.headers.get("Content-Length") === "0";
      return {
        data: (empty ? undefined : await response.json()) as T,
        status: response.status,
        etag: response.headers.get("ETag"),
        location: response.headers.get("Location"),
      };
    }
    const problem = await toProblem(response);
    const wait = problem.retryAfter ?? round;
    if (gatewayStatuses.has(problem.status) && !last && wait <= longestWait) {
      await pause(wait * 1000);
      continue;
    }
    if (problem.status === 401 && !options.quiet) tellUnauthenticated(problem);
    throw problem;
  }
}

export const get = async <T>(path: string, options?: RequestOptions) =>
  (await request<T>("GET", path, undefined, options)).data;

export const post = async <T>(path: string, body: unknown, options?: RequestOptions) =>
  (await request<T>("POST", path, body, options)).data;

export const patch = async <T>(path: string, body: unknown, options?: RequestOptions) =>
  (await request<T>("PATCH", path, body, options)).data;

export const put = async <T>(path: string, body: unknown, options?: RequestOptions) =>
  (await request<T>("PUT", path, body, options)).data;

export const del = async (path: string, options?: RequestOptions) =>
  (await request<undefined>("DELETE", path, undefined, options)).data;

/** Where a file of the API lives, for a download link. */
export const fileUrl = (path: string) => base + path;

/** Values that go into an address are only ever codes, ids and cursors: never a name or a number of a child. */
export function query(values: Record<string, string | number | null | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== null && value !== undefined && value !== "") search.set(name, String(value));
  }
  const text = search.toString();
  return text === "" ? "" : `?${text}`;
}
