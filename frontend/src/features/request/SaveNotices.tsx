import { useQueryClient } from "@tanstack/react-query";
import { askedRequestQuery } from "../../api/requests";
import { ButtonLink, formatTime, NotificationBanner } from "../../ui";
import { problemWords } from "../../ui/problem-words";
import { useRequest } from "./context";

/** What the person should know about saving: a lost connection, or answers that are not taken any more. */
export function SaveNotices() {
  const queryClient = useQueryClient();
  const { store, state } = useRequest();
  const { save, problem } = state;

  if (save === "lost") {
    return (
      <NotificationBanner title="Connection lost" kind="alert">
        <p className="nhsuk-notification-banner__heading">We could not save your last answers</p>
        <p>
          What you typed is still here. Keep the page open: we try again every few seconds.{" "}
          <ButtonLink onClick={() => void store.save()}>Try again now</ButtonLink>
        </p>
      </NotificationBanner>
    );
  }
  if (save === "refused" && problem) {
    const again = () =>
      queryClient.invalidateQueries({ queryKey: askedRequestQuery(store.requestId).queryKey });
    return (
      <NotificationBanner title="Not saved" kind="alert">
        <p className="nhsuk-notification-banner__heading">Your last answers are not saved</p>
        <p>
          {problemWords(problem)} <ButtonLink onClick={() => void again()}>See how things stand</ButtonLink>
        </p>
      </NotificationBanner>
    );
  }
  return null;
}

/** Beside the buttons: what saving is doing, or when it was last done. */
export function SavedAt() {
  const { state } = useRequest();
  const { save, savedAt, conflicts } = state;
  const text =
    save === "saving"
      ? "Saving"
      : save === "lost"
        ? "Not saved yet: the connection is lost. What you typed is still here."
        : save === "ended"
          ? "Not saved yet: you have been signed out. What you typed is still here."
          : save === "refused"
            ? "Some answers are not saved. What you typed is still here."
            : savedAt === null
              ? "Your answers save themselves as you go."
              : `Saved at ${formatTime(savedAt)}`;
  return (
    <p className="oc-saved" role="status">
      {text}
      {conflicts.size > 0 && ". Choose where a colleague has answered differently"}
    </p>
  );
}
