import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { onUnauthenticated } from "../../api/client";
import { meQuery, sessionQuery } from "../../api/queries";
import { extendSession } from "../../api/staff";
import type { SessionView } from "../../api/types";
import { EndedDialog } from "./EndedDialog";
import { WarningDialog } from "./WarningDialog";
import { canBeExtended, leftInWords, type Phase, secondsLeft, warnAt } from "./watch";

const second = 1000;
/** How often to ask whether another page has extended the session, while the end is near. */
const askEvery = 10 * second;
/** Somebody who typed this recently is at work, whether or not they have saved. */
const typingCounts = 60 * second;

/** Warns before a session ends and lets the person sign in again without losing what they typed. */
export default function SessionKeeper() {
  const queryClient = useQueryClient();
  const me = useQuery(meQuery);
  // Asking does not extend the session; the clock below decides when to ask again.
  const session = useQuery({ ...sessionQuery, staleTime: Number.POSITIVE_INFINITY });
  const [phase, setPhase] = useState<Phase>("live");
  const [left, setLeft] = useState("");
  const clock = useRef({ asked: 0, typed: 0, extended: 0, longest: 0, asking: false, quiet: false });
  const user = session.data?.user ?? me.data;

  useEffect(() => onUnauthenticated(() => setPhase("ended")), []);

  const view = session.data;
  useEffect(() => {
    // As soon as it is known: the computer may sleep before the clock first ticks.
    if (view) clock.current.longest = Math.max(clock.current.longest, secondsLeft(view, Date.now()));
  }, [view]);

  useEffect(() => {
    const typing = () => {
      clock.current.typed = Date.now();
    };
    window.addEventListener("keydown", typing, true);
    return () => window.removeEventListener("keydown", typing, true);
  }, []);

  const keep = useCallback(
    (view: SessionView) => {
      clock.current.extended = Date.now();
      queryClient.setQueryData(sessionQuery.queryKey, view);
    },
    [queryClient],
  );

  const ask = useCallback(
    (extend: boolean) => {
      const state = clock.current;
      if (state.asking) return;
      state.asked = Date.now();
      state.asking = true;
      const answer = extend
        ? extendSession().then(keep)
        : queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 });
      // A lost connection is no end of the session: the next round asks again.
      answer
        .catch(() => undefined)
        .finally(() => {
          state.asking = false;
        });
    },
    [queryClient, keep],
  );

  const tick = useCallback(() => {
    if (phase === "ended") return;
    const state = clock.current;
    const now = Date.now();
    const view = queryClient.getQueryData<SessionView>(sessionQuery.queryKey);
    const seconds = view ? secondsLeft(view, now) : 0;
    const warn = view ? warnAt(view, state.longest) : 0;
    const sinceAsked = now - state.asked;

    if (seconds > warn + askEvery / second) {
      setPhase("live");
      return;
    }
    if (sinceAsked >= (seconds > 0 ? askEvery : 2 * second)) {
      const working = now - state.typed < typingCounts && now - state.extended >= typingCounts;
      ask(phase === "live" && working && view !== undefined && canBeExtended(view));
    } else if (view && !state.asking && !state.quiet && seconds <= warn) {
      // The API has just confirmed that the end is near: no other page has extended the session.
      setPhase("warning");
    }
    setLeft(leftInWords(seconds));
  }, [phase, queryClient, ask]);

  useEffect(() => {
    const timer = setInterval(tick, second);
    document.addEventListener("visibilitychange", tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", tick);
    };
  }, [tick]);

  const signedInAgain = (view: SessionView) => {
    clock.current = { ...clock.current, asked: 0, longest: 0, quiet: false };
    keep(view);
    setPhase("live");
    // What failed while nobody was signed in is tried again; what was typed was never touched.
    queryClient.invalidateQueries({ predicate: (query) => query.queryKey[0] !== "session" });
  };

  if (phase === "ended") return <EndedDialog user={user} onDone={signedInAgain} />;
  if (phase === "warning" && view)
    return (
      <WarningDialog
        left={left}
        extendable={canBeExtended(view)}
        onExtended={(extended) => {
          keep(extended);
          setPhase("live");
        }}
        onDismiss={() => {
          clock.current.quiet = true;
          setPhase("live");
        }}
      />
    );
  return null;
}
