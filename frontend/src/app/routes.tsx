import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { Problem } from "../api/client";
import { meQuery } from "../api/queries";
import { visitQuery } from "../api/requests";
import { takeToken } from "../features/request/token";
import { Loading } from "../ui/progress";
import { ErrorPage, FramedErrorPage, FramedNotFoundPage, NotFoundPage } from "./errors";
import { paths } from "./paths";
import { PublicShell } from "./shell";

interface RouterContext {
  queryClient: QueryClient;
}

const root = createRootRouteWithContext<RouterContext>()({
  notFoundComponent: FramedNotFoundPage,
  errorComponent: FramedErrorPage,
});

// ---- public: no account, smallest first load ----

const open = createRoute({ getParentRoute: () => root, id: "public", component: PublicShell });

const start = createRoute({
  getParentRoute: () => open,
  path: paths.start,
  component: lazyRouteComponent(() => import("../features/notify/StartPage")),
});
const notify = createRoute({
  getParentRoute: () => open,
  path: paths.notify,
  component: lazyRouteComponent(() => import("../features/notify/NotifyLayout")),
});
const notifyIndex = createRoute({
  getParentRoute: () => notify,
  path: "/",
  component: lazyRouteComponent(() => import("../features/notify/FirstPage")),
});
const fromSearch = (search: Record<string, unknown>): { from?: "check" } =>
  search.from === "check" ? { from: "check" } : {};

// The row is a random id made in the browser: it says nothing about anybody.
const pageSearch = (search: Record<string, unknown>): { from?: "check"; row?: string } => ({
  ...fromSearch(search),
  ...(typeof search.row === "string" && /^[0-9a-f-]{36}$/i.test(search.row) ? { row: search.row } : {}),
});

const notifyPage = createRoute({
  getParentRoute: () => notify,
  path: "$pageId",
  validateSearch: pageSearch,
  component: lazyRouteComponent(() => import("../features/notify/QuestionPage")),
});
const notifyArea = createRoute({
  getParentRoute: () => notify,
  path: "area",
  validateSearch: fromSearch,
  component: lazyRouteComponent(() => import("../features/notify/AreaPage")),
});
const notifyMore = createRoute({
  getParentRoute: () => notify,
  path: "more",
  component: lazyRouteComponent(() => import("../features/notify/MorePage")),
});
const notifyCheck = createRoute({
  getParentRoute: () => notify,
  path: "check",
  component: lazyRouteComponent(() => import("../features/notify/CheckPage")),
});
const notifySaved = createRoute({
  getParentRoute: () => notify,
  path: "saved",
  component: lazyRouteComponent(() => import("../features/notify/SavedPage")),
});
const notifyResume = createRoute({
  getParentRoute: () => notify,
  path: "resume",
  component: lazyRouteComponent(() => import("../features/notify/ResumePage")),
});
const notifyReceipt = createRoute({
  getParentRoute: () => notify,
  path: "receipt",
  component: lazyRouteComponent(() => import("../features/notify/ReceiptPage")),
});

// ---- sign in: no account yet, so the public frame ----

const signInSearch = (search: Record<string, unknown>): { next?: string } =>
  // Only an address of this application may follow a sign-in.
  typeof search.next === "string" && /^\/(?!\/)/.test(search.next) ? { next: search.next } : {};

const signIn = createRoute({
  getParentRoute: () => open,
  path: paths.signIn,
  validateSearch: signInSearch,
  component: lazyRouteComponent(() => import("../features/session/SignInPage")),
});
const secondFactor = createRoute({
  getParentRoute: () => open,
  path: paths.secondFactor,
  validateSearch: signInSearch,
  component: lazyRouteComponent(() => import("../features/session/SecondFactorPage")),
});

const answer = createRoute({
  getParentRoute: () => open,
  path: paths.answer,
  component: lazyRouteComponent(() => import("../features/request/InvitationPage")),
});

// ---- staff: signed in; the API decides what each person may see ----

const staff = createRoute({
  getParentRoute: () => root,
  id: "staff",
  errorComponent: FramedErrorPage,
  component: lazyRouteComponent(() => import("./staff-shell")),
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queryClient.ensureQueryData(meQuery);
    } catch (error) {
      if (error instanceof Problem && error.code === "second_factor_required") {
        throw redirect({ to: paths.secondFactor, search: { next: location.href } });
      }
      if (error instanceof Problem && error.status === 401) {
        throw redirect({ to: paths.signIn, search: { next: location.href } });
      }
      throw error;
    }
  },
});

// ---- one request, for whoever is asked: signed in, or by an invitation ----

const asked = createRoute({
  getParentRoute: () => root,
  id: "asked",
  errorComponent: FramedErrorPage,
  component: lazyRouteComponent(() => import("./asked-shell")),
  beforeLoad: async ({ context, location }) => {
    const { queryClient } = context;
    if (queryClient.getQueryData(visitQuery.queryKey)) return;
    try {
      await queryClient.ensureQueryData(meQuery);
    } catch (error) {
      if (!(error instanceof Problem) || ![401, 403].includes(error.status)) throw error;
      // Nobody is signed in. Somebody who came by an invitation has a cookie of its own.
      const visit = await queryClient.ensureQueryData(visitQuery).catch(() => null);
      if (visit) return;
      const to = error.code === "second_factor_required" ? paths.secondFactor : paths.signIn;
      throw redirect({ to, search: { next: location.href } });
    }
  },
});
const request = createRoute({
  getParentRoute: () => asked,
  path: paths.request,
  component: lazyRouteComponent(() => import("../features/request/RequestLayout")),
});
const requestStart = createRoute({
  getParentRoute: () => request,
  path: "/",
  component: lazyRouteComponent(() => import("../features/request/RequestPage")),
});
const requestAnswer = createRoute({
  getParentRoute: () => request,
  path: "answer/$pageId",
  // The row is a random id made in the browser: it says nothing about anybody.
  validateSearch: (search: Record<string, unknown>): { row?: string } =>
    typeof search.row === "string" && /^[0-9a-f-]{36}$/i.test(search.row) ? { row: search.row } : {},
  component: lazyRouteComponent(() => import("../features/request/AnswerPage")),
});
const requestCheck = createRoute({
  getParentRoute: () => request,
  path: "check",
  component: lazyRouteComponent(() => import("../features/request/CheckPage")),
});
const requestDone = createRoute({
  getParentRoute: () => request,
  path: "done",
  component: lazyRouteComponent(() => import("../features/request/DonePage")),
});

const requests = createRoute({
  getParentRoute: () => staff,
  path: paths.requests,
  validateSearch: (search: Record<string, unknown>): { tab?: string } =>
    typeof search.tab === "string" ? { tab: search.tab } : {},
  component: lazyRouteComponent(() => import("../features/request/RequestsPage")),
});

const home = createRoute({
  getParentRoute: () => staff,
  path: paths.home,
  component: lazyRouteComponent(() => import("../features/home/HomePage")),
});
const inbox = createRoute({
  getParentRoute: () => staff,
  path: paths.inbox,
  validateSearch: (search: Record<string, unknown>): { status?: string } =>
    typeof search.status === "string" ? { status: search.status } : {},
  // What other areas offer has a page of its own; the messages that tell of an offer lead here.
  beforeLoad: ({ search }) => {
    if (search.status === "offered") throw redirect({ to: paths.transfers, replace: true });
  },
  component: lazyRouteComponent(() => import("../features/inbox/InboxPage")),
});
const notification = createRoute({
  getParentRoute: () => staff,
  path: paths.notification,
  component: lazyRouteComponent(() => import("../features/inbox/NotificationPage")),
});

const offerNotification = createRoute({
  getParentRoute: () => staff,
  path: paths.offerNotification,
  component: lazyRouteComponent(() => import("../features/transfer/OfferNotificationPage")),
});
const comparison = createRoute({
  getParentRoute: () => staff,
  path: paths.comparison,
  component: lazyRouteComponent(() => import("../features/inbox/ComparisonPage")),
});

export interface CasesSearch {
  tab?: string;
  status?: string;
  age_band?: string;
  place?: string;
  sort?: string;
}
const casesKeys = ["tab", "status", "age_band", "place", "sort"] as const;

const cases = createRoute({
  getParentRoute: () => staff,
  path: paths.cases,
  // Filters live in the address; a name or a number never does.
  validateSearch: (search: Record<string, unknown>): CasesSearch => {
    const kept: CasesSearch = {};
    for (const key of casesKeys) if (typeof search[key] === "string") kept[key] = search[key];
    return kept;
  },
  component: lazyRouteComponent(() => import("../features/caseload/CaseloadPage")),
});
const caseDetail = createRoute({
  getParentRoute: () => staff,
  path: paths.case,
  validateSearch: (search: Record<string, unknown>): { tab?: string } =>
    typeof search.tab === "string" ? { tab: search.tab } : {},
  component: lazyRouteComponent(() => import("../features/case/CasePage")),
});
const merging = createRoute({
  getParentRoute: () => staff,
  path: paths.merging,
  component: lazyRouteComponent(() => import("../features/case/MergingPage")),
});
const offerCase = createRoute({
  getParentRoute: () => staff,
  path: paths.offerCase,
  component: lazyRouteComponent(() => import("../features/transfer/OfferCasePage")),
});
const transfers = createRoute({
  getParentRoute: () => staff,
  path: paths.transfers,
  validateSearch: (search: Record<string, unknown>): { tab?: string } =>
    typeof search.tab === "string" ? { tab: search.tab } : {},
  component: lazyRouteComponent(() => import("../features/transfer/TransfersPage")),
});
const transfer = createRoute({
  getParentRoute: () => staff,
  path: paths.transfer,
  component: lazyRouteComponent(() => import("../features/transfer/TransferPage")),
});
const emergency = createRoute({
  getParentRoute: () => staff,
  path: paths.emergency,
  component: lazyRouteComponent(() => import("../features/restriction/EmergencyPage")),
});
const emergencyReviews = createRoute({
  getParentRoute: () => staff,
  path: paths.emergencyReviews,
  component: lazyRouteComponent(() => import("../features/restriction/ReviewsPage")),
});
const account = createRoute({
  getParentRoute: () => staff,
  path: paths.account,
  component: lazyRouteComponent(() => import("../features/account/AccountPage")),
});
const audit = createRoute({
  getParentRoute: () => staff,
  path: paths.audit,
  component: lazyRouteComponent(() => import("../features/audit/AuditPage")),
});
const admin = createRoute({
  getParentRoute: () => staff,
  path: paths.admin,
  component: lazyRouteComponent(() => import("../features/admin/AdminPage")),
});

const ask = createRoute({
  getParentRoute: () => staff,
  path: paths.ask,
  component: lazyRouteComponent(() => import("../features/asking/ask/AskPage")),
});
const caseRequest = createRoute({
  getParentRoute: () => staff,
  path: paths.caseRequest,
  component: lazyRouteComponent(() => import("../features/asking/one/RequestPage")),
});

const routeTree = root.addChildren([
  open.addChildren([
    start,
    notify.addChildren([
      notifyIndex,
      notifyArea,
      notifyMore,
      notifyCheck,
      notifySaved,
      notifyResume,
      notifyReceipt,
      notifyPage,
    ]),
    signIn,
    secondFactor,
    answer,
  ]),
  asked.addChildren([request.addChildren([requestStart, requestAnswer, requestCheck, requestDone])]),
  staff.addChildren([
    home,
    inbox,
    notification,
    offerNotification,
    comparison,
    cases,
    caseDetail,
    merging,
    offerCase,
    transfers,
    transfer,
    emergency,
    emergencyReviews,
    requests,
    account,
    audit,
    admin,
    ask,
    caseRequest,
  ]),
]);

export function createAppRouter(queryClient: QueryClient) {
  // Before the router looks at the address and remembers it anywhere.
  takeToken();
  return createRouter({
    routeTree,
    context: { queryClient },
    defaultNotFoundComponent: NotFoundPage,
    defaultErrorComponent: ErrorPage,
    defaultPendingComponent: () => <Loading />,
    defaultPendingMs: 300,
    scrollRestoration: true,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
