import { createContext, useContext, useMemo, useSyncExternalStore } from "react";
import { type Situation, situation } from "../../forms/journey";
import type { DraftState, DraftStore } from "./draft-store";

const StoreContext = createContext<DraftStore | null>(null);

export const StoreProvider = StoreContext.Provider;

interface Notification {
  store: DraftStore;
  state: DraftState;
  at: Situation;
}

/** The notification being written, for every page of the journey. */
export function useNotification(): Notification {
  const store = useContext(StoreContext);
  if (!store) throw new Error("a page of the notification stands outside its layout");
  const state = useSyncExternalStore(store.subscribe, store.current);
  const at = useMemo(() => situation(store.form, state.answers), [store.form, state.answers]);
  return { store, state, at };
}
