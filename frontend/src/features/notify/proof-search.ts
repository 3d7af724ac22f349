import { sha256, toHex } from "./sha256";

/** Looks for the number that, after the salt, hashes to the challenge. Goes on from `from`, for `steps` numbers. */
export function search(
  salt: string,
  challenge: string,
  from: number,
  steps: number,
  max: number,
): number | null {
  const wanted = challenge.toLowerCase();
  const first = Number.parseInt(wanted.slice(0, 8), 16);
  const end = Math.min(from + steps - 1, max);
  for (let number = from; number <= end; number += 1) {
    const hash = sha256(salt + number);
    // Comparing the first word is enough to pass over nearly every number.
    if (hash[0] === first && toHex(hash) === wanted) return number;
  }
  return null;
}
