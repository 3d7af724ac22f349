import { useInfiniteQuery } from "@tanstack/react-query";
import { auditQuery } from "../../api/staff";
import type { AuditEntry } from "../../api/types";
import { Cell } from "../../ui/cell";
import { formatInstant } from "../../ui/format";
import { LoadProblem } from "../../ui/load-problem";
import { allItems, itemId } from "../../ui/more";
import { Details, Tag } from "../../ui/notices";
import { Page } from "../../ui/page";
import { Loading } from "../../ui/progress";
import { type Column, LoadMore, Table } from "../../ui/table";

type Numbered = AuditEntry & { index: number };

/** "accept_notification" → "Accept notification". */
const words = (code: string) => {
  const text = code.replaceAll("_", " ").replaceAll(".", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
};

const columns: Column<Numbered>[] = [
  {
    key: "at",
    heading: "When",
    cell: (one) => (
      <span id={itemId(String(one.index))} tabIndex={-1}>
        {formatInstant(one.at)}
      </span>
    ),
  },
  { key: "who", heading: "Who", cell: (one) => one.actor_name || "Nobody signed in" },
  { key: "what", heading: "What", cell: (one) => one.action_label ?? words(one.action) },
  {
    key: "object",
    heading: "On what",
    cell: (one) => (
      <Cell small={one.object_id && <span className="oc-break">{one.object_id}</span>}>
        {words(one.object_kind)}
      </Cell>
    ),
  },
  { key: "area", heading: "Area", cell: (one) => one.area_code ?? "None" },
  {
    key: "request",
    heading: "Request",
    cell: (one) => <span className="oc-break">{one.request_id ?? "None"}</span>,
  },
  {
    key: "sealed",
    heading: "Chain",
    cell: (one) => (one.sealed ? <Tag colour="green">Sealed</Tag> : <Tag colour="grey">Not sealed yet</Tag>),
  },
];

export default function AuditPage() {
  const list = useInfiniteQuery(auditQuery);
  const items = allItems(list.data).map((entry, index) => ({ ...entry, index }));

  const more = async () => {
    const before = items.length;
    const result = await list.fetchNextPage();
    if (!result.isFetchNextPageError)
      setTimeout(() => document.getElementById(itemId(String(before)))?.focus(), 0);
  };

  return (
    <Page title="Audit log" wide>
      <h1>Audit log</h1>
      <p>Everything that was done or looked at, newest first. It never shows what a case says.</p>
      <Details summary="What “sealed” means">
        <p>
          Entries are joined into a chain a moment after they are written: each carries a digest of the one
          before. From then on an entry cannot be changed or taken out without the chain breaking. The command{" "}
          <code>opencdr audit verify</code> checks the whole chain.
        </p>
      </Details>
      {list.isPending && <Loading text="Loading the audit log" />}
      {list.isError && !list.data && <LoadProblem error={list.error} onRetry={() => list.refetch()} />}
      {list.data && items.length === 0 && <p>Nothing has been written to the audit log yet.</p>}
      {items.length > 0 && (
        <>
          <Table
            caption="Audit entries, newest first"
            captionHidden
            columns={columns}
            items={items}
            // Two entries may bear the same instant: only the place in the list tells them apart.
            rowKey={(one) => `${one.at} ${one.index}`}
          />
          {list.isFetchNextPageError && (
            <LoadProblem error={list.error} onRetry={() => list.fetchNextPage()} />
          )}
          <LoadMore
            shown={items.length}
            noun={items.length === 1 ? "entry" : "entries"}
            hasMore={list.hasNextPage}
            loading={list.isFetchingNextPage}
            onMore={more}
          />
        </>
      )}
    </Page>
  );
}
