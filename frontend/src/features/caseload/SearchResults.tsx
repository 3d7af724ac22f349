import { infiniteQueryOptions, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { meQuery } from "../../api/queries";
import { searchCases } from "../../api/staff";
import { transfersOfReferenceQuery } from "../../api/transfers";
import { ButtonLink } from "../../ui/button";
import { LoadProblem } from "../../ui/load-problem";
import { allItems, showMore } from "../../ui/more";
import { fieldProblem } from "../../ui/problem-words";
import { Loading } from "../../ui/progress";
import { LoadMore } from "../../ui/table";
import { EmergencyWay } from "../restriction/parts";
import { asReference, FoundTransfer, leftWords } from "../transfer/parts";
import { CaseTable } from "./CaseTable";

const caseSearchQuery = (text: string) =>
  infiniteQueryOptions({
    queryKey: ["case-search", text],
    queryFn: ({ pageParam }) => searchCases(text, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    // Every search is written into the audit log; going back from a case is not another one.
    staleTime: 60_000,
  });

interface SearchResultsProps {
  text: string;
  onClear: () => void;
}

export function SearchResults({ text, onClear }: SearchResultsProps) {
  const list = useInfiniteQuery(caseSearchQuery(text));
  const me = useQuery(meQuery);
  const items = allItems(list.data);
  const heading = useRef<HTMLHeadingElement>(null);
  const may = (permission: string) => me.data?.permissions.includes(permission) ?? false;
  // A case that has left the area is not found any more, but where it went is told to whoever has its reference.
  const reference = list.data && items.length === 0 && may("read_transfers") ? asReference(text) : null;
  const transfers = useQuery({
    ...transfersOfReferenceQuery(reference ?? ""),
    enabled: reference !== null,
    retry: false,
  });
  const transfer = reference !== null ? transfers.data?.[0] : undefined;
  const settled = !list.isPending && (reference === null || !transfers.isPending);

  // The answer is where the reader wants to be next. A new text is a new answer.
  // biome-ignore lint/correctness/useExhaustiveDependencies: also when another search gave its answer at once
  useEffect(() => {
    if (settled) heading.current?.focus();
  }, [settled, text]);

  if (!settled) return <Loading text="Searching" />;
  const refused = fieldProblem(list.error, "/query");
  if (!list.data)
    return refused ? (
      <p role="alert">{refused}</p>
    ) : (
      <LoadProblem error={list.error} onRetry={() => list.refetch()} />
    );
  const amount = `${items.length}${list.hasNextPage ? " or more" : ""}`;
  return (
    <>
      <h2 tabIndex={-1} ref={heading} className="oc-results">
        {items.length === 0
          ? transfer?.state === "accepted"
            ? leftWords(transfer)
            : "No case found"
          : `${amount} ${items.length === 1 && !list.hasNextPage ? "case" : "cases"} found`}
      </h2>
      {transfer && <FoundTransfer transfer={transfer} />}
      {items.length === 0 && !transfer && (
        <>
          <p>
            Check the spelling, or try another detail: a surname, a first name, an NHS number or a case
            reference. You only see cases of your own area.
          </p>
          {may("break_glass") && <EmergencyWay />}
        </>
      )}
      <p>
        <ButtonLink onClick={onClear}>Back to the list of cases</ButtonLink>
      </p>
      {items.length > 0 && (
        <>
          <CaseTable caption="Cases found" cases={items} />
          {list.isFetchNextPageError && (
            <LoadProblem error={list.error} onRetry={() => list.fetchNextPage()} />
          )}
          <LoadMore
            shown={items.length}
            noun={items.length === 1 ? "case" : "cases"}
            hasMore={list.hasNextPage}
            loading={list.isFetchingNextPage}
            onMore={() => showMore(list.fetchNextPage, (item) => item.id)}
          />
        </>
      )}
    </>
  );
}
