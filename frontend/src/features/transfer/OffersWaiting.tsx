import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { transfersQuery } from "../../api/transfers";
import { paths } from "../../app/paths";
import { allItems } from "../../ui/more";
import { InsetText } from "../../ui/notices";

/** Offers of other areas that wait for an answer, where there are any. The counts of the API know nothing of them. */
export function useOffersWaiting(enabled: boolean) {
  const list = useInfiniteQuery({ ...transfersQuery("offered_to_us"), enabled });
  const count = allItems(list.data).length;
  if (count === 0) return null;
  if (list.hasNextPage) return `${count} or more offers from other areas wait for your answer`;
  return count === 1
    ? "1 offer from another area waits for your answer"
    : `${count} offers from other areas wait for your answer`;
}

export function OffersWaiting({ enabled }: { enabled: boolean }) {
  const words = useOffersWaiting(enabled);
  if (words === null) return null;
  return (
    <InsetText>
      <p>
        <Link to={paths.transfers}>{words}</Link>
      </p>
    </InsetText>
  );
}
