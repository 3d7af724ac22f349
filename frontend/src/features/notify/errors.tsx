import { Link } from "@tanstack/react-router";
import type { Problem } from "../../api/client";
import type { FieldError, FormPage } from "../../api/types";
import { paths } from "../../app/paths";
import { type From, pageOfQuestion, type Situation } from "../../forms/journey";
import { fieldIdOf, questionIdOf, rowIdOf } from "../../forms/pointer";
import type { SummaryError } from "../../ui";

/** Errors as the summary shows them: a field of this page by its id, any other by a link to its page. */
export function toSummary(
  at: Situation,
  errors: FieldError[],
  here: FormPage | null,
  from?: From,
): SummaryError[] {
  return errors.map((error) => {
    const questionId = questionIdOf(error.pointer);
    const page = questionId ? pageOfQuestion(at.form, questionId) : null;
    if (!page) {
      if (error.pointer.startsWith("/area")) {
        return { message: error.message, link: <Link to={paths.notifyArea}>{error.message}</Link> };
      }
      return { message: error.message };
    }
    if (here?.id === page.id) return { message: error.message, fieldId: fieldIdOf(error.pointer) };
    const row = rowIdOf(error.pointer);
    return {
      message: error.message,
      link: (
        <Link
          to={paths.notifyPage}
          params={{ pageId: page.id }}
          search={{ ...(from ? { from } : {}), ...(row ? { row } : {}) }}
        >
          {error.message}
        </Link>
      ),
    };
  });
}

/** A problem that is about no field, in words a person can act on. */
export function problemMessage(problem: Problem): string {
  if (problem.status === 429) {
    const minutes = Math.max(1, Math.ceil((problem.retryAfter ?? 60) / 60));
    return `Too many notifications have come from your network. Wait ${minutes} ${minutes === 1 ? "minute" : "minutes"}, then try again. What you typed is still here.`;
  }
  if (problem.status === 413)
    return "Your answers are too long to save. Shorten the longest ones, then try again.";
  if (problem.status >= 500) {
    return "Sorry, the service has a problem. What you typed is still here. Try again in a minute.";
  }
  const reference = problem.requestId ? ` If you ask for help, give reference ${problem.requestId}.` : "";
  return `Your answers could not be saved. ${problem.detail || problem.title}.${reference}`.replace(
    "..",
    ".",
  );
}
