import type { RequestTimes } from "../../../api/types-asking";
import { formatInstant } from "../../../ui/format";

const steps: [keyof RequestTimes, string][] = [
  ["sent_at", "Sent"],
  ["undelivered_at", "An e-mail could not be delivered"],
  ["opened_at", "First opened"],
  ["first_saved_at", "First answer saved"],
  ["submitted_at", "Answers sent in"],
  ["returned_at", "Returned for clarification"],
  ["accepted_at", "Accepted"],
  ["declined_at", "Declined"],
  ["withdrawn_at", "Withdrawn"],
];

/** When each thing happened, in order. Of what happened several times, the last. */
export function Times({ times }: { times: RequestTimes }) {
  const happened = steps
    .flatMap(([key, words]) => {
      const at = times[key];
      return at ? [{ key, words, at }] : [];
    })
    .sort((a, b) => a.at.localeCompare(b.at));
  return (
    <ol className="oc-steps" aria-label="What happened to this request">
      {happened.map(({ key, words, at }) => (
        <li key={key}>
          {words}{" "}
          <time className="oc-steps__when" dateTime={at}>
            {formatInstant(at)}
          </time>
        </li>
      ))}
    </ol>
  );
}
