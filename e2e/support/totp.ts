import { createHmac } from "node:crypto";

/** The bytes of a key as an authenticator app is given it (base 32, RFC 4648). */
function decode(secret: string): Buffer {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret.replaceAll(/[\s=]/g, "").toUpperCase()]
    .map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0"))
    .join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/** The step of 30 seconds a time lies in. */
export const stepOf = (time: number): number => Math.floor(time / 30_000);

/** The six digits an authenticator app shows in a step (RFC 6238, SHA-1). */
export function codeOf(secret: string, step: number = stepOf(Date.now())): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", decode(secret)).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0x0f;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}
