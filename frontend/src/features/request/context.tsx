import { createContext, useContext, useMemo, useSyncExternalStore } from "react";
import type { FieldError } from "../../api/types";
import type { AskedRequest } from "../../api/types-requests";
import { type Situation, situation } from "../../forms/journey";
import { pointerTo } from "../../forms/pointer";
import type { AnswerState, AnswerStore } from "./answer-store";
import { keyOf } from "./entries";
import { type MayChange, openness } from "./openness";

interface Answering {
  view: AskedRequest;
  store: AnswerStore;
  /** What was found wrong when the answers were to be sent, until each is changed. */
  found: FieldError[];
  setFound: (errors: FieldError[]) => void;
  /** Whether whoever answers came by an invitation. */
  visiting: boolean;
}

const AnsweringContext = createContext<Answering | null>(null);

export const AnsweringProvider = AnsweringContext.Provider;

interface OfRequest extends Omit<Answering, "found"> {
  state: AnswerState;
  at: Situation;
  errors: FieldError[];
  mayChange: MayChange;
  /** Answers a question, or a row of a group. */
  answer: (value: unknown, question: string, row?: string) => void;
}

/** The request being answered, for every page of it. */
export function useRequest(): OfRequest {
  const context = useContext(AnsweringContext);
  if (!context) throw new Error("a page of a request stands outside its layout");
  const { view, store, found, setFound, visiting } = context;
  const state = useSyncExternalStore(store.subscribe, store.current);
  const at = useMemo(
    () => situation(store.form, state.answers, view.facts),
    [store.form, state.answers, view.facts],
  );
  const mayChange = useMemo(
    () => openness(view, store.form, state.answers),
    [view, store.form, state.answers],
  );
  const errors = useMemo(() => [...found, ...state.refused], [found, state.refused]);
  const answer = (value: unknown, question: string, row?: string) => {
    store.set(keyOf(question, row), value);
    const pointer = pointerTo(question, ...(row ? [row] : []));
    setFound(found.filter((error) => !`${error.pointer}/`.startsWith(`${pointer}/`)));
  };
  return { view, store, visiting, setFound, state, at, mayChange, errors, answer };
}
