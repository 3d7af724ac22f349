import { ConnectionLost, Problem } from "../../api/client";
import { problemWords } from "../../ui/problem-words";

/** One answer for every failed sign-in, so that nobody learns who has an account. */
export function signInWords(error: unknown): string {
  if (error instanceof ConnectionLost)
    return "We cannot reach the service. Check your connection, then try again.";
  if (error instanceof Problem && (error.status === 429 || error.status >= 500)) return problemWords(error);
  return "We could not sign you in. Check your e-mail address and password, then try again.";
}

export function secondFactorWords(error: unknown, recovery: boolean): string {
  if (error instanceof ConnectionLost)
    return "We cannot reach the service. Check your connection, then try again.";
  if (error instanceof Problem && (error.status === 429 || error.status >= 500)) return problemWords(error);
  return recovery
    ? "That recovery code did not work. Check it, or use another one: each works once."
    : "That code did not work. Wait for the next code in your app, then enter it.";
}

/** Whether the API said no to what was typed, rather than being away or asking to wait. */
export const isAboutTheField = (error: unknown) =>
  error instanceof Problem && error.status !== 429 && error.status < 500;
