import { get } from "../../api/client";
import type { Challenge, ChallengeSolution } from "../../api/types";

type Message = { number: number } | { progress: number } | { failed: true };

/** Asks for a challenge and solves it beside the page. There is no puzzle: the person has nothing to do but wait. */
export async function proveEffort(onProgress: (share: number) => void): Promise<ChallengeSolution> {
  const challenge = await get<Challenge>("/challenge");
  const number = await solve(challenge, onProgress);
  return { salt: challenge.salt, challenge: challenge.challenge, number, signature: challenge.signature };
}

function solve(challenge: Challenge, onProgress: (share: number) => void): Promise<number> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./proof.worker.ts", import.meta.url), { type: "module" });
    const finish = (end: () => void) => {
      worker.terminate();
      end();
    };
    worker.onmessage = (event: MessageEvent<Message>) => {
      if ("progress" in event.data) onProgress(event.data.progress);
      else if ("number" in event.data) {
        const { number } = event.data;
        finish(() => resolve(number));
      } else finish(() => reject(new Error("the challenge has no answer")));
    };
    worker.onerror = () => finish(() => reject(new Error("the challenge could not be worked on")));
    worker.postMessage({ salt: challenge.salt, challenge: challenge.challenge, max: challenge.max_number });
  });
}
