import { ConnectionLost, Problem } from "../api/client";
import { secondsInWords } from "./duration";

/** What to tell a person when the API could not do what they asked, in words that say what to do next. */
export function problemWords(error: unknown): string {
  if (error instanceof ConnectionLost)
    return "We cannot reach the service. Check your connection, then try again. What you typed is still here.";
  if (!(error instanceof Problem)) return "Sorry, something went wrong. Try again.";
  switch (error.status) {
    case 401:
      return "You have been signed out. Sign in, then try again. What you typed is still here.";
    case 403:
      return error.code === "second_factor_required"
        ? "You need a second factor to see this. Set one up in your account."
        : "Your account is not allowed to do this. If you need it for your work, ask your manager.";
    case 404:
      return "We cannot find this. It may have moved, or it may not be yours to see.";
    case 409:
      if (error.code === "conflict" && error.detail) return error.detail;
      return "A colleague has already done this. Load the page again to see how things stand.";
    case 412:
      return "Something changed while you were reading. Check the newest version, then try again.";
    case 429:
      return `There have been too many tries. Wait ${secondsInWords(error.retryAfter ?? 60)}, then try again.`;
    case 503:
      return "The service is busy or being looked after. Wait a moment, then try again.";
    default:
      return error.detail || "Sorry, something went wrong. Try again.";
  }
}

/** The message for one field of what was sent, when the API named it. */
export function fieldProblem(error: unknown, pointer: string): string | undefined {
  if (!(error instanceof Problem)) return undefined;
  return error.errors.find((one) => one.pointer === pointer || one.pointer.startsWith(`${pointer}/`))
    ?.message;
}
