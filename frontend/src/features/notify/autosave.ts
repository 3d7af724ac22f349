import type { QueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { currentDraftQuery } from "../../api/queries";
import type { DraftStore } from "./draft-store";

const settleMs = 4000;
const retryMs = 10_000;

/** Saves on its own: when typing pauses, when the page is put away, and again when a lost connection comes back. The
 * first save is left to the person, since it begins a draft. */
export function useAutosave(store: DraftStore, queryClient: QueryClient) {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let { answers, chosenArea } = store.current();

    // A failed save on the way is shown by the notices; nobody waits for this one.
    const saveQuietly = () => {
      if (store.current().draft && store.hasUnsaved()) void store.save();
    };

    const unsubscribe = store.subscribe(() => {
      const state = store.current();
      if (state.draft) queryClient.setQueryData(currentDraftQuery.queryKey, state.draft);
      if (state.answers !== answers || state.chosenArea !== chosenArea) {
        ({ answers, chosenArea } = state);
        clearTimeout(timer);
        timer = setTimeout(saveQuietly, settleMs);
      }
    });

    const retry = setInterval(() => {
      if (store.current().save === "lost") void store.save();
    }, retryMs);

    const onOnline = () => {
      if (store.current().save === "lost") void store.save();
    };
    const onHidden = () => document.visibilityState === "hidden" && saveQuietly();
    const onLeave = (event: BeforeUnloadEvent) => {
      if (store.hasUnsaved()) event.preventDefault();
    };

    window.addEventListener("online", onOnline);
    document.addEventListener("visibilitychange", onHidden);
    window.addEventListener("beforeunload", onLeave);
    return () => {
      unsubscribe();
      clearTimeout(timer);
      clearInterval(retry);
      window.removeEventListener("online", onOnline);
      document.removeEventListener("visibilitychange", onHidden);
      window.removeEventListener("beforeunload", onLeave);
    };
  }, [store, queryClient]);
}
