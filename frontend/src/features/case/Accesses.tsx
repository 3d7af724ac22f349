import { useInfiniteQuery } from "@tanstack/react-query";
import { accessesQuery } from "../../api/staff";
import { formatInstant } from "../../ui/format";
import { LoadProblem } from "../../ui/load-problem";
import { allItems, itemId } from "../../ui/more";
import { Loading } from "../../ui/progress";
import { LoadMore, Table } from "../../ui/table";
import { purposeWords } from "./words";

/** Who has looked at this case, and why. Your own visit is on the list too. */
export function Accesses({ caseId }: { caseId: string }) {
  const list = useInfiniteQuery(accessesQuery(caseId));
  const items = allItems(list.data).map((access, index) => ({ ...access, index }));
  if (list.isPending) return <Loading text="Loading who has looked" />;
  if (!list.data) return <LoadProblem error={list.error} onRetry={() => list.refetch()} />;
  if (items.length === 0) return <p>No one has looked at this case yet.</p>;
  const more = async () => {
    const before = items.length;
    const result = await list.fetchNextPage();
    if (!result.isFetchNextPageError)
      setTimeout(() => document.getElementById(itemId(String(before)))?.focus(), 0);
  };
  return (
    <>
      <p>
        Every look at this case is written down and cannot be removed. Your own is on this list too. Looks at
        a notification before it became part of the case are in the audit log of the panel.
      </p>
      <Table
        caption="Who has looked at this case, newest first"
        captionHidden
        items={items}
        // The same person may do two things at the same instant: only the place in the list tells them apart.
        rowKey={(one) => `${one.at} ${one.index}`}
        columns={[
          {
            key: "at",
            heading: "When",
            cell: (one) => (
              <span id={itemId(String(one.index))} tabIndex={-1}>
                {formatInstant(one.at)}
              </span>
            ),
          },
          { key: "who", heading: "Who", cell: (one) => one.actor_name },
          { key: "role", heading: "Role", cell: (one) => one.role ?? "None" },
          { key: "what", heading: "What they did", cell: (one) => one.action_label },
          { key: "why", heading: "Why", cell: (one) => purposeWords(one.purpose) },
        ]}
      />
      {list.isFetchNextPageError && <LoadProblem error={list.error} onRetry={() => list.fetchNextPage()} />}
      <LoadMore
        shown={items.length}
        noun={items.length === 1 ? "entry" : "entries"}
        hasMore={list.hasNextPage}
        loading={list.isFetchingNextPage}
        onMore={more}
      />
    </>
  );
}
