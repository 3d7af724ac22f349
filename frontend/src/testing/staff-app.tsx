import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { configure, render } from "@testing-library/react";
import { afterEach, vi } from "vitest";
import { fileUrl } from "../api/client";
import type { Me, NotificationView, SessionView } from "../api/types";
import { createAppRouter } from "../app/routes";

// The first page of a file has its code to load, and the machine may be busy.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 40_000 });

export interface Call {
  method: string;
  path: string;
  body: unknown;
  headers: Headers;
}
export interface Reply {
  status?: number;
  body?: unknown;
  headers?: Record<string, string>;
}
/** "GET /cases" → what the API answers; the query of an address does not count for finding it. */
export type Replies = Record<string, Reply | ((call: Call) => Reply)>;

afterEach(() => void vi.unstubAllGlobals());

export const problem = (status: number, code: string, more: object = {}): Reply => ({
  status,
  body: { code, title: code, detail: "", errors: [], ...more },
});

export const session = (seconds = 900, more: Partial<SessionView> = {}): SessionView => ({
  state: "signed_in",
  user: { id: "u1", name: "Jo Whitcombe", email: "jo@kent.example" },
  idle_expires_at: new Date(Date.now() + seconds * 1000).toISOString(),
  absolute_expires_at: new Date(Date.now() + 36_000_000).toISOString(),
  warn_seconds: 120,
  ...more,
});

export const me = (permissions: string[], more: Partial<Me> = {}): Me => ({
  id: "u1",
  name: "Jo Whitcombe",
  email: "jo@kent.example",
  demo: false,
  second_factor: { enrolled: true, recovery_codes_left: 8 },
  memberships: [],
  permissions,
  ...more,
});

export const coordinator = me([
  "list_notifications",
  "read_notification",
  "accept_notification",
  "link_notification",
  "reject_notification",
  "list_cases",
  "read_case",
  "search_cases",
  "read_counts",
]);

export const notification = (more: Partial<NotificationView> = {}): NotificationView => ({
  id: "n1",
  reference: "N-7K3M-92QX",
  status: "received",
  area: { id: "a1", code: "KENT", name: "Kent and Medway" },
  child_name: "Elsie Marchetti",
  nhs_number: "9990000018",
  date_of_birth: "2025-09-14",
  date_of_death: "2026-11-20",
  received_at: "2026-11-20T09:00:00Z",
  version: 3,
  overdue: true,
  hours_since_death: 60,
  hours_since_receipt: 55,
  notifier_name: "Dr Ruth Adeyemi",
  notifier_organisation: "Medway Hospital",
  joint_agency_response: "yes",
  duplicate: null,
  case: null,
  form_id: "notification",
  form_version: 1,
  answers: { surname: "Marchetti" },
  child: { age_text: "1 year 2 months" },
  notifier: { name: "Dr Ruth Adeyemi", role: "", organisation: "", phone: "", email: "" },
  duplicates: [],
  perhaps_twins: [],
  answers_before: [],
  elsewhere: [],
  links: [],
  actions: (["accept", "link", "reject"] as const).map((action) => ({
    action,
    available: true,
    reason: null,
  })),
  rejection_reasons: [
    { code: "over_18", label: "The person was 18 or over", help: "Outside child death review." },
  ],
  decision: null,
  ...more,
});

const form = {
  id: "notification",
  version: 1,
  title: "Notify the death of a child",
  effective_from: "2026-11-01",
  review_type: "child-death-review",
  lists: { place: [{ code: "HOME", label: "Home of normal residence" }] },
  sections: [
    {
      id: "n_child",
      title: "The child",
      pages: [{ id: "name", title: "Name", questions: [{ id: "surname", kind: "text", label: "Surname" }] }],
    },
  ],
};

const usual: Replies = {
  "GET /service": { body: { name: "OpenCDR", version: "0.1.0", demo: false } },
  "GET /me": { body: coordinator },
  "GET /sessions/current": () => ({ body: session() }),
  "GET /counts": {
    body: {
      notifications: { received: 1, accepted: 0, linked: 0, rejected: 0 },
      cases: { open: 2, overdue: 1, by_status: { triage: 2 } },
      emergencies_to_review: null,
    },
  },
  "GET /forms": { body: { items: [{ id: "notification", current_version: 1 }], next: null } },
  "GET /forms/notification/versions/1": { body: form },
};

/** The whole application at one of its addresses, with an API that gives the answers of the test. */
export function openApp(address: string, replies: Replies) {
  const calls: Call[] = [];
  const all: Replies = { ...usual, ...replies };
  const answer = async (input: unknown, init: RequestInit = {}) => {
    const url = new URL(String(input), "http://localhost");
    const path = url.pathname.replace(fileUrl(""), "");
    const call: Call = {
      method: init.method ?? "GET",
      path: path + url.search,
      body: typeof init.body === "string" ? JSON.parse(init.body) : undefined,
      headers: new Headers(init.headers),
    };
    calls.push(call);
    const found = all[`${call.method} ${path}`] ?? problem(404, "not_found");
    const { status = 200, body, headers } = typeof found === "function" ? found(call) : found;
    return new Response(status === 204 ? null : JSON.stringify(body), { status, headers });
  };
  vi.stubGlobal("fetch", answer);
  window.history.pushState({}, "", address);
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const router = createAppRouter(queryClient);
  render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  return {
    calls,
    router,
    /** Changes an answer from now on. */
    reply: (name: string, next: Replies[string]) => {
      all[name] = next;
    },
    address: () => router.state.location.href,
  };
}
