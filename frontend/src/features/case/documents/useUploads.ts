import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { newKey } from "../../../api/client";
import { documentsQuery, type NewDocument, uploadDocument, uploadVersion } from "../../../api/documents";
import { mayHelp, uploadProblem } from "./words";

/** Where a file goes: a document of its own, or a new version of one. */
export type Target = { details: NewDocument } | { documentId: string };

export interface Upload {
  key: string;
  file: File;
  target: Target;
  state: "waiting" | "sending" | "checking" | "failed";
  /** Between 0 and 1. */
  sent: number;
  /** Why it failed. */
  words: string | null;
  /** Whether trying again can help. */
  again: boolean;
}

/** Files on their way, one after the other, and what was last said about them. */
export function useUploads(caseId: string) {
  const [uploads, setUploads] = useState<Upload[]>([]);
  const [said, setSaid] = useState("");
  const client = useQueryClient();
  const running = useRef<{ key: string; stop: AbortController } | null>(null);

  const change = useCallback(
    (key: string, part: Partial<Upload>) =>
      setUploads((all) => all.map((one) => (one.key === key ? { ...one, ...part } : one))),
    [],
  );
  const drop = useCallback((key: string) => setUploads((all) => all.filter((one) => one.key !== key)), []);

  const send = useCallback(
    async ({ key, file, target }: Upload) => {
      const stop = new AbortController();
      running.current = { key, stop };
      const options = {
        idempotencyKey: key,
        signal: stop.signal,
        // All of it has been sent: now the server looks at it.
        onProgress: (sent: number) => change(key, sent < 1 ? { sent } : { sent, state: "checking" }),
      };
      try {
        if ("details" in target) await uploadDocument(caseId, file, target.details, options);
        else await uploadVersion(caseId, target.documentId, file, options);
        drop(key);
        setSaid(`${file.name} has been uploaded.`);
        void client.invalidateQueries(documentsQuery(caseId));
      } catch (error) {
        if (error instanceof DOMException && error.name === "AbortError") {
          drop(key);
          setSaid(`The upload of ${file.name} was cancelled.`);
        } else {
          change(key, { state: "failed", words: uploadProblem(error), again: mayHelp(error) });
          setSaid(`${file.name} was not uploaded.`);
        }
      } finally {
        if (running.current?.key === key) running.current = null;
      }
    },
    [caseId, change, client, drop],
  );

  useEffect(() => {
    const busy = uploads.some((one) => one.state === "sending" || one.state === "checking");
    const next = uploads.find((one) => one.state === "waiting");
    if (busy || !next || running.current?.key === next.key) return;
    change(next.key, { state: "sending", sent: 0, words: null });
    void send(next);
  }, [uploads, change, send]);

  // Leaving the page ends what is under way, rather than letting it finish unseen.
  useEffect(() => () => running.current?.stop.abort(), []);

  return {
    uploads,
    said,
    add: (file: File, target: Target, refusal: string | null) =>
      setUploads((all) => [
        ...all,
        {
          key: newKey(),
          file,
          target,
          state: refusal ? "failed" : "waiting",
          sent: 0,
          words: refusal,
          again: !refusal,
        },
      ]),
    cancel: (key: string) => (running.current?.key === key ? running.current.stop.abort() : drop(key)),
    retry: (key: string) => change(key, { state: "waiting" }),
    remove: drop,
  };
}
