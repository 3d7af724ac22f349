import { useQueryClient } from "@tanstack/react-query";
import { askedRequestQuery } from "../../api/requests";

/** Reads again what the end of a request has changed. */
export function useSettled(id: string) {
  const client = useQueryClient();
  return async () => {
    void client.invalidateQueries({ queryKey: ["asked-requests"] });
    await client.invalidateQueries({ queryKey: askedRequestQuery(id).queryKey });
  };
}
