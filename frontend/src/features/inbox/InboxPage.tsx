import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { countsQuery, meQuery } from "../../api/queries";
import { notificationsQuery } from "../../api/staff";
import type { NotificationStatus, NotificationSummary } from "../../api/types";
import { paths } from "../../app/paths";
import { Cell } from "../../ui/cell";
import { formatInstant } from "../../ui/format";
import { LoadProblem } from "../../ui/load-problem";
import { allItems, itemId, showMore } from "../../ui/more";
import "../../ui/narrow-tabs.scss";
import { NhsNumber } from "../../ui/nhs-number";
import { Tag } from "../../ui/notices";
import { OutcomeBanner } from "../../ui/outcome-banner";
import { Page } from "../../ui/page";
import { Loading } from "../../ui/progress";
import { shortDate } from "../../ui/short-date";
import { type Column, LoadMore, Table } from "../../ui/table";
import { Tabs } from "../../ui/tabs";
import { OffersWaiting } from "../transfer/parts";
import { jointAgencyResponse, lateness, sinceDeath, sinceReceipt, statuses } from "./words";

const route = getRouteApi("/staff/inbox");

const child: Column<NotificationSummary> = {
  key: "child",
  heading: "Child",
  cell: (item) => (
    <Cell
      small={item.reference}
      mark={item.duplicate && <DuplicateMark likely={item.duplicate === "very_likely"} />}
    >
      <Link to={paths.notification} params={{ id: item.id }} id={itemId(item.id)} className="oc-break">
        {item.child_name}
      </Link>
    </Cell>
  ),
};

/** Nobody should open a notification to learn that a colleague has the case already. */
function DuplicateMark({ likely }: { likely: boolean }) {
  return likely ? <Tag colour="orange">Likely duplicate</Tag> : <Tag colour="yellow">Possible duplicate</Tag>;
}

const common: Column<NotificationSummary>[] = [
  child,
  {
    key: "nhs",
    heading: "NHS number",
    cell: (item) => <NhsNumber value={item.nhs_number} />,
  },
];

const jar: Column<NotificationSummary> = {
  key: "jar",
  heading: "Joint agency response",
  cell: (item) =>
    item.joint_agency_response === "yes" ? (
      <Tag colour="purple">Yes</Tag>
    ) : (
      jointAgencyResponse(item.joint_agency_response)
    ),
};

const sender: Column<NotificationSummary> = {
  key: "sender",
  heading: "Sent by",
  cell: (item) => <Cell small={item.notifier_organisation}>{item.notifier_name}</Cell>,
};

const waitingColumns: Column<NotificationSummary>[] = [
  ...common,
  {
    key: "died",
    heading: "Died",
    cell: (item) => {
      const late = lateness(item);
      return (
        <Cell small={shortDate(item.date_of_death)} mark={late && <Tag colour="red">{late}</Tag>}>
          {sinceDeath(item.hours_since_death)}
        </Cell>
      );
    },
  },
  {
    key: "received",
    heading: "Received",
    cell: (item) => (
      <Cell small={formatInstant(item.received_at)}>{sinceReceipt(item.hours_since_receipt)}</Cell>
    ),
  },
  jar,
  sender,
];

const decidedColumns = (status: NotificationStatus): Column<NotificationSummary>[] => [
  ...common,
  { key: "died", heading: "Died", cell: (item) => shortDate(item.date_of_death) || "Not given" },
  { key: "received", heading: "Received", cell: (item) => formatInstant(item.received_at) },
  ...(status === "rejected"
    ? []
    : [
        {
          key: "case",
          heading: "Case",
          cell: (item: NotificationSummary) =>
            item.case && (
              <Link to={paths.case} params={{ id: item.case.id }}>
                {item.case.reference}
              </Link>
            ),
        },
      ]),
  sender,
];

export default function InboxPage() {
  const { status: asked } = route.useSearch();
  const navigate = route.useNavigate();
  const counts = useQuery(countsQuery);
  const me = useQuery(meQuery);
  const queryClient = useQueryClient();
  const selected = statuses.find((one) => one.id === asked)?.id ?? "received";

  // The count is asked for every minute; when it moves, the list has changed too. New ones join at its end.
  const received = counts.data?.notifications.received;
  const before = useRef(received);
  useEffect(() => {
    if (before.current !== undefined && before.current !== received)
      queryClient.invalidateQueries({ queryKey: ["notifications"] });
    before.current = received;
  }, [received, queryClient]);

  return (
    <Page title="Notifications" wide>
      <OutcomeBanner />
      <h1>Notifications</h1>
      <OffersWaiting enabled={me.data?.permissions.includes("decide_transfer") ?? false} />
      <Tabs
        label="Notifications by what became of them"
        selected={selected}
        onSelect={(id) => navigate({ search: id === "received" ? {} : { status: id }, replace: true })}
        tabs={statuses.map(({ id, label, empty }) => ({
          id,
          label: counts.data ? `${label} (${counts.data.notifications[id]})` : label,
          content: <NotificationList key={id} status={id} label={label} empty={empty} />,
        }))}
      />
    </Page>
  );
}

interface NotificationListProps {
  status: NotificationStatus;
  label: string;
  empty: string;
}

function NotificationList({ status, label, empty }: NotificationListProps) {
  const list = useInfiniteQuery(notificationsQuery(status));
  const items = allItems(list.data);
  if (list.isPending) return <Loading text="Loading the notifications" />;
  if (!list.data) return <LoadProblem error={list.error} onRetry={() => list.refetch()} />;
  if (items.length === 0) return <p>{empty}</p>;
  return (
    <>
      <Table
        caption={
          status === "received"
            ? "Notifications waiting for a decision, oldest first"
            : `${label}, newest first`
        }
        columns={status === "received" ? waitingColumns : decidedColumns(status)}
        items={items}
        rowKey={(item) => item.id}
      />
      {list.isFetchNextPageError && <LoadProblem error={list.error} onRetry={() => list.fetchNextPage()} />}
      <LoadMore
        shown={items.length}
        noun={items.length === 1 ? "notification" : "notifications"}
        hasMore={list.hasNextPage}
        loading={list.isFetchingNextPage}
        onMore={() => showMore(list.fetchNextPage, (item) => item.id)}
      />
    </>
  );
}
