import type { InfiniteData, InfiniteQueryObserverResult } from "@tanstack/react-query";

interface Batch<T> {
  items: T[];
}

/** The id of the element that stands for one item of a list. */
export const itemId = (id: string) => `item-${id}`;

/** Fetches the next batch of a list and moves focus to its first item, since the button may be gone by then. */
export async function showMore<T>(
  fetchNext: () => Promise<InfiniteQueryObserverResult<InfiniteData<Batch<T>, unknown>, unknown>>,
  idOf: (item: T) => string,
) {
  const result = await fetchNext();
  const first = result.isFetchNextPageError ? undefined : result.data?.pages.at(-1)?.items[0];
  if (first) setTimeout(() => document.getElementById(itemId(idOf(first)))?.focus(), 0);
}

export const allItems = <T>(data: InfiniteData<Batch<T>, unknown> | undefined): T[] =>
  data?.pages.flatMap((page) => page.items) ?? [];
