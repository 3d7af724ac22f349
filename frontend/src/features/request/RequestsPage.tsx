import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { askedRequestsQuery, type RequestTab } from "../../api/requests";
import type { AskedRequestItem } from "../../api/types-requests";
import { paths } from "../../app/paths";
import { formatDate, Loading, LoadMore, Page, Table, Tabs, Tag } from "../../ui";
import { Cell } from "../../ui/cell";
import { LoadProblem } from "../../ui/load-problem";
import { allItems, itemId, showMore } from "../../ui/more";
import "../../ui/narrow-tabs.scss";
import { OutcomeBanner } from "../../ui/outcome-banner";
import type { Column } from "../../ui/table";
import { countOf, dueInWords, standingColour, standingWords, tabs } from "./words";

const route = getRouteApi("/staff/requests");

const child: Column<AskedRequestItem> = {
  key: "child",
  heading: "Child",
  cell: (item) => (
    <Cell small={item.reference}>
      <Link to={paths.request} params={{ id: item.id }} id={itemId(item.id)} className="oc-break">
        {item.child_name}
      </Link>
    </Cell>
  ),
};
const what: Column<AskedRequestItem> = {
  key: "what",
  heading: "What is asked",
  cell: (item) => (
    <Cell small={`${countOf(item.sections, "part")}, asked by ${item.area}`}>{item.form_title}</Cell>
  ),
};
const due: Column<AskedRequestItem> = {
  key: "due",
  heading: "Answer by",
  cell: (item) => (
    <Cell
      small={item.standing.overdue ? undefined : dueInWords(item.due_on)}
      mark={item.standing.overdue && <Tag colour="red">{dueInWords(item.due_on)}</Tag>}
    >
      {formatDate(item.due_on)}
    </Cell>
  ),
};
const standing: Column<AskedRequestItem> = {
  key: "standing",
  heading: "Where it stands",
  cell: (item) => <Tag colour={standingColour[item.standing.code]}>{standingWords[item.standing.code]}</Tag>,
};
const who: Column<AskedRequestItem> = {
  key: "who",
  heading: "Who answers",
  cell: (item) => <Cell small={item.organisation.name}>{item.assigned_to?.name ?? "Nobody yet"}</Cell>,
};

const columns: Record<RequestTab, Column<AskedRequestItem>[]> = {
  open: [child, what, due, standing, who],
  settled: [child, what, standing, who],
};

/** What panels ask the organisation, and what became of it. */
export default function RequestsPage() {
  const { tab } = route.useSearch();
  const navigate = route.useNavigate();
  const selected = tabs.find((one) => one.id === tab)?.id ?? "open";
  // The one list that waits for somebody here, so its count is always told.
  const waiting = useInfiniteQuery(askedRequestsQuery("open"));
  const count = waiting.data && `${allItems(waiting.data).length}${waiting.hasNextPage ? " or more" : ""}`;

  return (
    <Page title="What your organisation is asked" wide>
      <OutcomeBanner />
      <h1>What your organisation is asked</h1>
      <Tabs
        label="Requests by where they stand"
        selected={selected}
        onSelect={(id) => navigate({ search: id === "open" ? {} : { tab: id }, replace: true })}
        tabs={tabs.map(({ id, label, ...words }) => ({
          id,
          label: id === "open" && count ? `${label} (${count})` : label,
          content: <RequestList key={id} tab={id} {...words} />,
        }))}
      />
    </Page>
  );
}

interface RequestListProps {
  tab: RequestTab;
  caption: string;
  empty: string;
}

function RequestList({ tab, caption, empty }: RequestListProps) {
  const list = useInfiniteQuery(askedRequestsQuery(tab));
  const items = allItems(list.data);
  if (list.isPending) return <Loading text="Loading the requests" />;
  if (!list.data) return <LoadProblem error={list.error} onRetry={() => list.refetch()} />;
  if (items.length === 0) return <p>{empty}</p>;
  return (
    <>
      <Table caption={caption} columns={columns[tab]} items={items} rowKey={(item) => item.id} />
      {list.isFetchNextPageError && <LoadProblem error={list.error} onRetry={() => list.fetchNextPage()} />}
      <LoadMore
        shown={items.length}
        noun={items.length === 1 ? "request" : "requests"}
        hasMore={list.hasNextPage}
        loading={list.isFetchingNextPage}
        onMore={() => showMore(list.fetchNextPage, (item) => item.id)}
      />
    </>
  );
}
