import { InsetText } from "../../ui";
import { useNotification } from "./context";
import { toSummary } from "./errors";

/** Answers that are unusual together, as the API found them when they were last saved. They stop nobody from sending. */
export function SecondLook() {
  const { state, at } = useNotification();
  const unusual = toSummary(at, state.draft?.warnings ?? [], null, "check");
  if (unusual.length === 0) return null;
  return (
    <InsetText>
      <h2 className="nhsuk-heading-s">Please look at {unusual.length === 1 ? "this" : "these"} again</h2>
      <ul className="nhsuk-list nhsuk-list--bullet">
        {unusual.map(({ message, link }) => (
          <li key={message}>{link ?? message}</li>
        ))}
      </ul>
      <p>If what you wrote is right, leave it as it is. You can send the notification either way.</p>
    </InsetText>
  );
}
