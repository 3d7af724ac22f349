import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { askedRequestQuery, readRevisions } from "../../api/requests";
import type { AnswerStore } from "./answer-store";

const settleMs = 1200;
const retryMs = 10_000;
const readAgainMs = 20_000;
/** Somebody who did something this recently is at work; for an empty chair nothing is read, so that a session can end. */
const workingMs = 120_000;

/** Saves on its own: when typing pauses, when a field is left, when the page is put away, and again when a lost
 * connection comes back. Reads now and then what colleagues have saved meanwhile. */
export function useAnswerSaving(store: AnswerStore) {
  const queryClient = useQueryClient();
  useEffect(() => begin(store, queryClient), [store, queryClient]);
}

function begin(store: AnswerStore, queryClient: QueryClient) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let { answers } = store.current();
  let worked = Date.now();

  const saveQuietly = () => {
    clearTimeout(timer);
    if (store.hasUnsaved()) void store.save();
  };
  const unsubscribe = store.subscribe(() => {
    if (store.current().answers === answers) return;
    answers = store.current().answers;
    clearTimeout(timer);
    timer = setTimeout(saveQuietly, settleMs);
  });
  const tryAgain = () => {
    if (store.current().save === "lost") void store.save();
  };
  const readAgain = () => {
    if (document.visibilityState === "hidden" || Date.now() - worked > workingMs) return;
    void readAnew();
  };
  let standing: string | null = null;
  /** Reads the request only when somebody saved something: a look at it is written down each time. */
  const readAnew = async () => {
    const now = await readRevisions(store.requestId).catch(() => standing);
    if (standing !== null && now === standing) return;
    standing = now;
    await queryClient.invalidateQueries({ queryKey: askedRequestQuery(store.requestId).queryKey });
  };
  const onWork = () => {
    worked = Date.now();
  };
  const onHidden = () => document.visibilityState === "hidden" && saveQuietly();
  const onLeave = (event: BeforeUnloadEvent) => {
    if (store.holdsTyped()) event.preventDefault();
  };
  const onAway = () => store.farewell();

  const retry = setInterval(tryAgain, retryMs);
  const reading = setInterval(readAgain, readAgainMs);
  window.addEventListener("online", tryAgain);
  window.addEventListener("keydown", onWork, true);
  window.addEventListener("pointerdown", onWork, true);
  document.addEventListener("focusout", saveQuietly);
  document.addEventListener("visibilitychange", onHidden);
  window.addEventListener("beforeunload", onLeave);
  window.addEventListener("pagehide", onAway);
  return () => {
    unsubscribe();
    saveQuietly();
    clearInterval(retry);
    clearInterval(reading);
    window.removeEventListener("online", tryAgain);
    window.removeEventListener("keydown", onWork, true);
    window.removeEventListener("pointerdown", onWork, true);
    document.removeEventListener("focusout", saveQuietly);
    document.removeEventListener("visibilitychange", onHidden);
    window.removeEventListener("beforeunload", onLeave);
    window.removeEventListener("pagehide", onAway);
  };
}
