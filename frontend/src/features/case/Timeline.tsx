import { useInfiniteQuery } from "@tanstack/react-query";
import { timelineQuery } from "../../api/staff";
import { formatInstant } from "../../ui/format";
import { LoadProblem } from "../../ui/load-problem";
import { allItems, itemId, showMore } from "../../ui/more";
import { Loading } from "../../ui/progress";
import { LoadMore } from "../../ui/table";

/** Everything that happened and who did it, newest first. */
export function Timeline({ caseId }: { caseId: string }) {
  const list = useInfiniteQuery(timelineQuery(caseId));
  const items = allItems(list.data);
  if (list.isPending) return <Loading text="Loading the timeline" />;
  if (!list.data) return <LoadProblem error={list.error} onRetry={() => list.refetch()} />;
  if (items.length === 0) return <p>Nothing has happened on this case yet.</p>;
  return (
    <>
      <ol className="oc-timeline">
        {items.map((entry) => (
          <li key={entry.id} id={itemId(entry.id)} tabIndex={-1}>
            <h2 className="oc-timeline__title">{entry.title}</h2>
            <p className="oc-timeline__when">
              <time dateTime={entry.at}>{formatInstant(entry.at)}</time>
              {entry.actor && `, by ${entry.actor.name}`}
            </p>
            {entry.detail && <p className="oc-keep-lines oc-break">{entry.detail}</p>}
          </li>
        ))}
      </ol>
      {list.isFetchNextPageError && <LoadProblem error={list.error} onRetry={() => list.fetchNextPage()} />}
      <LoadMore
        shown={items.length}
        noun={items.length === 1 ? "event" : "events"}
        hasMore={list.hasNextPage}
        loading={list.isFetchingNextPage}
        onMore={() => showMore(list.fetchNextPage, (entry) => entry.id)}
      />
    </>
  );
}
