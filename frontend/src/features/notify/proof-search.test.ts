import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { search } from "./proof-search";
import { sha256, toHex } from "./sha256";

const reference = (text: string) => createHash("sha256").update(text).digest("hex");

describe("the proof of effort", () => {
  it("hashes as SHA-256 does, at every length around a block", () => {
    for (let length = 0; length < 200; length += 1) {
      const text = "é1".repeat(length).slice(0, length);
      expect(toHex(sha256(text))).toBe(reference(text));
    }
  });

  it("finds the number, and says when there is none", () => {
    const challenge = reference("salt?expires=1&1234");
    expect(search("salt?expires=1&", challenge, 0, 5000, 5000)).toBe(1234);
    expect(search("salt?expires=1&", challenge, 1235, 5000, 5000)).toBeNull();
    expect(search("salt?expires=1&", challenge, 0, 5000, 1000)).toBeNull();
  });
});
