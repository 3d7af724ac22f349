import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { type TransferTab, transfersQuery } from "../../api/transfers";
import type { Transfer } from "../../api/types";
import { paths } from "../../app/paths";
import { ageBandLabel } from "../../ui/age-bands";
import { Cell } from "../../ui/cell";
import { formatInstant } from "../../ui/format";
import { LoadProblem } from "../../ui/load-problem";
import { allItems, itemId, showMore } from "../../ui/more";
import "../../ui/narrow-tabs.scss";
import { Tag } from "../../ui/notices";
import { OutcomeBanner } from "../../ui/outcome-banner";
import { Page } from "../../ui/page";
import { Loading } from "../../ui/progress";
import { shortDate } from "../../ui/short-date";
import { type Column, LoadMore, Table } from "../../ui/table";
import { Tabs } from "../../ui/tabs";
import { RecordHeading } from "./RecordHeading";
import { stateColour, tabs } from "./words";

const route = getRouteApi("/staff/transfers");

const record: Column<Transfer> = {
  key: "record",
  heading: "Offer",
  cell: (item) => (
    <Cell mark={item.restricted && <Tag colour="purple">Restricted</Tag>}>
      <Link to={paths.transfer} params={{ id: item.id }} id={itemId(item.id)}>
        <RecordHeading of={item} />
      </Link>
    </Cell>
  ),
};
const from: Column<Transfer> = { key: "from", heading: "From", cell: (item) => item.from.name };
const to: Column<Transfer> = { key: "to", heading: "To", cell: (item) => item.to.name };
const child: Column<Transfer> = {
  key: "child",
  heading: "Child",
  cell: (item) =>
    item.age_band && item.date_of_death ? (
      <Cell small={`Died ${shortDate(item.date_of_death)}`}>{ageBandLabel(item.age_band)}</Cell>
    ) : (
      "Told once accepted"
    ),
};
const reason: Column<Transfer> = {
  key: "reason",
  heading: "Reason",
  cell: (item) => item.reason_label ?? "Told once accepted",
};
const offered: Column<Transfer> = {
  key: "offered",
  heading: "Offered",
  cell: (item) => <Cell small={`by ${item.offered_by.name}`}>{formatInstant(item.offered_at)}</Cell>,
};
const outcome: Column<Transfer> = {
  key: "outcome",
  heading: "Outcome",
  cell: (item) => (
    <Cell
      small={[shortDate(item.decided_at?.slice(0, 10)), item.decided_by?.name].filter(Boolean).join(", ")}
    >
      <Tag colour={stateColour[item.state]}>{item.state_label}</Tag>
    </Cell>
  ),
};

const columns: Record<TransferTab, Column<Transfer>[]> = {
  offered_to_us: [record, from, child, reason, offered],
  offered_by_us: [record, to, child, reason, offered],
  settled: [record, from, to, child, outcome],
};

/** What areas offer each other, and what became of it. */
export default function TransfersPage() {
  const { tab } = route.useSearch();
  const navigate = route.useNavigate();
  const selected = tabs.find((one) => one.id === tab)?.id ?? "offered_to_us";
  // The one list that waits for somebody here, so its count is always told.
  const waiting = useInfiniteQuery(transfersQuery("offered_to_us"));
  const count = waiting.data && `${allItems(waiting.data).length}${waiting.hasNextPage ? " or more" : ""}`;

  return (
    <Page title="Transfers between areas" wide>
      <OutcomeBanner />
      <h1>Transfers between areas</h1>
      <Tabs
        label="Transfers by where they stand"
        selected={selected}
        onSelect={(id) => navigate({ search: id === "offered_to_us" ? {} : { tab: id }, replace: true })}
        tabs={tabs.map(({ id, label, ...words }) => ({
          id,
          label: id === "offered_to_us" && count ? `${label} (${count})` : label,
          content: <TransferList key={id} tab={id} {...words} />,
        }))}
      />
    </Page>
  );
}

interface TransferListProps {
  tab: TransferTab;
  caption: string;
  empty: string;
}

function TransferList({ tab, caption, empty }: TransferListProps) {
  const list = useInfiniteQuery(transfersQuery(tab));
  const items = allItems(list.data);
  if (list.isPending) return <Loading text="Loading the transfers" />;
  if (!list.data) return <LoadProblem error={list.error} onRetry={() => list.refetch()} />;
  if (items.length === 0) return <p>{empty}</p>;
  return (
    <>
      <Table caption={caption} columns={columns[tab]} items={items} rowKey={(item) => item.id} />
      {list.isFetchNextPageError && <LoadProblem error={list.error} onRetry={() => list.fetchNextPage()} />}
      <LoadMore
        shown={items.length}
        noun={items.length === 1 ? "transfer" : "transfers"}
        hasMore={list.hasNextPage}
        loading={list.isFetchingNextPage}
        onMore={() => showMore(list.fetchNextPage, (item) => item.id)}
      />
    </>
  );
}
