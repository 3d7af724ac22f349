import type { QueryClient } from "@tanstack/react-query";
import { currentDraftQuery, receiptQuery } from "../../api/queries";
import { areaLookups } from "./area";

/** Drops what the browser still holds of a notification, so that the next person at this computer finds nothing. */
export function forget(queryClient: QueryClient) {
  for (const queryKey of [currentDraftQuery.queryKey, receiptQuery.queryKey, areaLookups]) {
    queryClient.removeQueries({ queryKey });
  }
}
