import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { askedRequestsQuery } from "../../api/requests";
import { paths } from "../../app/paths";
import { Loading } from "../../ui";
import { LoadProblem } from "../../ui/load-problem";
import { allItems } from "../../ui/more";

/** For the home page of somebody whose organisation is asked: what waits, and what is late. */
export function RequestsWaiting() {
  const list = useInfiniteQuery(askedRequestsQuery("open"));
  const items = allItems(list.data);
  const late = items.filter((item) => item.standing.overdue).length;
  return (
    <>
      <h2>What your organisation is asked</h2>
      {list.isPending && <Loading text="Looking for what you are asked" />}
      {list.isError && !list.data && <LoadProblem error={list.error} onRetry={() => list.refetch()} />}
      {list.data && items.length === 0 && (
        <p>
          Nothing needs you at the moment. No panel waits for an answer from you. You can{" "}
          <Link to={paths.requests} search={{ tab: "settled" }}>
            see what you answered before
          </Link>
          .
        </p>
      )}
      {items.length > 0 && (
        <ul className="oc-waiting">
          <li>
            <p className="oc-waiting__what">
              <Link to={paths.requests}>
                {items.length}
                {list.hasNextPage ? " or more" : ""}{" "}
                {items.length === 1 ? "request waits for an answer" : "requests wait for an answer"}
              </Link>
            </p>
            <p className="oc-waiting__why">
              {late > 0
                ? `${late} ${late === 1 ? "is" : "are"} overdue. Open the first in the list first.`
                : "Open the one that is due first. If you do not know the child, one press is enough."}
            </p>
          </li>
        </ul>
      )}
    </>
  );
}
