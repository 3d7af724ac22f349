/** SHA-256 of a short text, as hex. The browser's own is asynchronous, which costs far more than the hash when it is
 * asked for a hundred thousand times, and it is missing on a plain-http address. */

const constants = new Uint32Array(64);
const initial = new Uint32Array(8);

// The first 32 bits of the fractional parts of the cube and square roots of the first 64 primes (FIPS 180-4).
let count = 0;
for (let candidate = 2; count < 64; candidate += 1) {
  let prime = true;
  for (let divisor = 2; divisor * divisor <= candidate; divisor += 1) {
    if (candidate % divisor === 0) prime = false;
  }
  if (!prime) continue;
  if (count < 8) initial[count] = (Math.sqrt(candidate) % 1) * 2 ** 32;
  constants[count] = (Math.cbrt(candidate) % 1) * 2 ** 32;
  count += 1;
}

const words = new Uint32Array(64);
const encoder = new TextEncoder();

const right = (word: number, bits: number) => (word >>> bits) | (word << (32 - bits));
const at = (array: Uint32Array, index: number) => array[index] as number;

function mix(state: Uint32Array) {
  for (let i = 16; i < 64; i += 1) {
    const w15 = at(words, i - 15);
    const w2 = at(words, i - 2);
    const s0 = right(w15, 7) ^ right(w15, 18) ^ (w15 >>> 3);
    const s1 = right(w2, 17) ^ right(w2, 19) ^ (w2 >>> 10);
    words[i] = at(words, i - 16) + s0 + at(words, i - 7) + s1;
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  for (let i = 0; i < 64; i += 1) {
    const s1 = right(e, 6) ^ right(e, 11) ^ right(e, 25);
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + at(constants, i) + at(words, i)) | 0;
    const s0 = right(a, 2) ^ right(a, 13) ^ right(a, 22);
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  const mixed = [a, b, c, d, e, f, g, h];
  for (let i = 0; i < 8; i += 1) state[i] = at(state, i) + (mixed[i] as number);
}

export function sha256(text: string): Uint32Array {
  const bytes = encoder.encode(text);
  const blocks = Math.ceil((bytes.length + 9) / 64);
  const padded = new Uint8Array(blocks * 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 4, bytes.length * 8);
  const state = initial.slice();
  for (let block = 0; block < blocks; block += 1) {
    for (let i = 0; i < 16; i += 1) words[i] = view.getUint32(block * 64 + i * 4);
    mix(state);
  }
  return state;
}

export const toHex = (state: Uint32Array) =>
  Array.from(state, (word) => word.toString(16).padStart(8, "0")).join("");
