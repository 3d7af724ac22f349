import { createHash, randomUUID } from "node:crypto";
import { type APIRequestContext, expect } from "@playwright/test";

/** The headers every change from a browser carries. */
export const clientHeaders = { "X-OpenCDR-Client": "web" };

export interface Solution {
  salt: string;
  challenge: string;
  number: number;
  signature: string;
}

interface Challenge {
  algorithm: string;
  salt: string;
  challenge: string;
  max_number: number;
  signature: string;
}

/** The number whose hash with the salt is the challenge: the small work that stops a flood. */
export function solve(challenge: Challenge): Solution {
  if (challenge.algorithm !== "SHA-256") throw new Error(`unknown algorithm ${challenge.algorithm}`);
  for (let number = 0; number <= challenge.max_number; number += 1) {
    const hash = createHash("sha256").update(`${challenge.salt}${number}`).digest("hex");
    if (hash === challenge.challenge) {
      return { salt: challenge.salt, challenge: challenge.challenge, number, signature: challenge.signature };
    }
  }
  throw new Error("the challenge has no solution");
}

/** Asks for a challenge and solves it. */
export async function solvedChallenge(request: APIRequestContext): Promise<Solution> {
  const response = await request.get("/api/v1/challenge");
  expect(response.status(), "a challenge is given").toBe(200);
  return solve((await response.json()) as Challenge);
}

export interface Received {
  id: string;
  reference: string;
  received_at: string;
  area: { id: string; code: string; name: string };
  what_next: string[];
}

/** Sends a notification through the API, as a third-party system would, and returns the receipt. */
export async function notify(
  request: APIRequestContext,
  answers: Record<string, unknown>,
  options: { areaId?: string; formVersion?: number } = {},
): Promise<Received> {
  const response = await request.post("/api/v1/notifications", {
    headers: { ...clientHeaders, "Idempotency-Key": randomUUID() },
    data: {
      form_version: options.formVersion ?? 1,
      answers,
      challenge: await solvedChallenge(request),
      ...(options.areaId ? { area_id: options.areaId } : {}),
    },
  });
  const body = await response.text();
  expect(response.status(), `the notification is received: ${body}`).toBe(201);
  expect(response.headers().location).toBeTruthy();
  return JSON.parse(body) as Received;
}
