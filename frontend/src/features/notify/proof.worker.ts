import { search } from "./proof-search";

interface Task {
  salt: string;
  challenge: string;
  max: number;
}

const stride = 20_000;

// Beside the page, so that typing stays smooth while it counts.
self.onmessage = (event: MessageEvent<Task>) => {
  const { salt, challenge, max } = event.data;
  for (let from = 0; from <= max; from += stride) {
    const number = search(salt, challenge, from, stride, max);
    if (number !== null) {
      self.postMessage({ number });
      return;
    }
    self.postMessage({ progress: Math.min(1, (from + stride) / (max + 1)) });
  }
  self.postMessage({ failed: true });
};
