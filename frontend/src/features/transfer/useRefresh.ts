import { useQueryClient } from "@tanstack/react-query";
import { countsQuery } from "../../api/queries";

/** Reads again whatever an offer, or an answer to one, may have changed. */
export function useRefresh() {
  const client = useQueryClient();
  return async () => {
    client.invalidateQueries({ queryKey: ["transfers"] });
    client.invalidateQueries({ queryKey: ["notifications"] });
    client.invalidateQueries({ queryKey: ["cases"] });
    client.invalidateQueries({ queryKey: countsQuery.queryKey });
    // A search finds what has come and no longer what has gone.
    client.removeQueries({ queryKey: ["case-search"] });
    await Promise.all([
      client.invalidateQueries({ queryKey: ["case"] }),
      client.invalidateQueries({ queryKey: ["notification"] }),
    ]);
  };
}
