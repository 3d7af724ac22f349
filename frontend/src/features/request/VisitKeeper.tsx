import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { onUnauthenticated } from "../../api/client";
import { visitQuery } from "../../api/requests";
import type { VisitView } from "../../api/types-requests";
import { Button } from "../../ui";
import { Modal } from "../../ui/modal";

/** After so long without a word to the server a visit ends, as it does when its longest time has come. */
const quietMs = 3_600_000;
const warnMs = 120_000;
const lookMs = 15_000;

type Phase = "live" | "quiet" | "last" | "told" | "ended";

/** Warns before a visit ends. When it has ended, keeps what was typed until another one is begun: a code works once, so
 * that takes a new invitation, opened in another tab of the same browser. */
export function VisitKeeper() {
  const queryClient = useQueryClient();
  const [phase, setPhase] = useState<Phase>("live");
  const [still, setStill] = useState(false);
  useEffect(() => onUnauthenticated(() => setPhase("ended")), []);

  useEffect(() => {
    const look = () => {
      const visit = queryClient.getQueryData<VisitView>(visitQuery.queryKey);
      if (!visit) return;
      const heard = queryClient
        .getQueryCache()
        .findAll({ predicate: ({ queryKey: [name] }) => name === "visit" || name === "asked-request" })
        .map((query) => query.state.dataUpdatedAt);
      const quietEnd = Math.max(...heard) + quietMs;
      const lastEnd = Date.parse(visit.expires_at);
      const near = Math.min(quietEnd, lastEnd) - Date.now() < warnMs;
      setPhase((now) => {
        if (now === "ended" || now === "told") return now;
        if (!near) return "live";
        return lastEnd < quietEnd ? "last" : "quiet";
      });
    };
    const timer = setInterval(look, lookMs);
    return () => clearInterval(timer);
  }, [queryClient]);

  const carryOn = async () => {
    try {
      await queryClient.fetchQuery({ ...visitQuery, staleTime: 0 });
      setPhase("live");
      setStill(false);
      // What failed meanwhile is tried again; what was typed was never touched.
      await queryClient.invalidateQueries({ queryKey: ["asked-request"] });
    } catch {
      setPhase("ended");
      setStill(phase === "ended");
    }
  };

  if (phase === "quiet") {
    return (
      <Modal title="Your visit is about to end" onDismiss={() => void carryOn()}>
        <p>
          Nothing has been saved for nearly an hour. To keep information about children safe, your visit ends
          in about 2 minutes.
        </p>
        <Button onClick={() => void carryOn()}>Stay</Button>
      </Modal>
    );
  }
  if (phase === "last") {
    return (
      <Modal title="Your visit is about to end" onDismiss={() => setPhase("told")}>
        <p>
          A visit lasts 8 hours at most, and yours ends in about 2 minutes. What is saved is safe. To carry on
          after that, ask the panel’s office for a new link and code.
        </p>
        <Button onClick={() => setPhase("told")}>Carry on until then</Button>
      </Modal>
    );
  }
  if (phase !== "ended") return null;
  return (
    <Modal title="Your visit has ended" opaque>
      <p>
        To keep information about children safe, a visit ends after a while. Your saved answers are safe, and
        what you typed last is still here.
      </p>
      <p>
        Keep this page open. Ask the panel’s office for a new link and code, open the link in another tab,
        then come back here.
      </p>
      {still && (
        <p role="alert" className="nhsuk-error-message">
          The request is not open yet. Open the new link and enter its code first.
        </p>
      )}
      <Button onClick={() => void carryOn()}>Carry on</Button>
    </Modal>
  );
}
