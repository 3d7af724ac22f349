import { ButtonLink, formatInstant, formatTime, NotificationBanner, Progress } from "../../ui";
import { useNotification } from "./context";

/** Where focus goes when pressing "Continue" did not save. */
export const noticeId = "save-notice";

const warnBeforeMs = 24 * 3_600_000;

/** What the person should know about saving: under way, lost, changed elsewhere, or soon to run out. */
export function SaveNotices() {
  const { store, state } = useNotification();
  const { save, notice, draft } = state;
  const expiresSoon = draft && Date.parse(draft.expires_at) - Date.now() < warnBeforeMs;

  return (
    <div className="oc-no-print">
      {save === "lost" && (
        <NotificationBanner id={noticeId} title="Connection lost" kind="alert">
          <p className="nhsuk-notification-banner__heading">We could not save your answers</p>
          <p>
            What you typed is still on this page. Keep the page open: we try again every few seconds.{" "}
            <ButtonLink onClick={() => void store.save()}>Try again now</ButtonLink>
          </p>
        </NotificationBanner>
      )}
      {save === "refused" && !notice && (
        <NotificationBanner id={noticeId} title="Not saved" kind="alert">
          <p className="nhsuk-notification-banner__heading">Your last answers are not saved</p>
          <p>
            What you typed is still on this page.{" "}
            <ButtonLink onClick={() => void store.save()}>Try again</ButtonLink>
          </p>
        </NotificationBanner>
      )}
      {notice?.kind === "stale" && (
        <NotificationBanner id={noticeId} kind="alert">
          <p className="nhsuk-notification-banner__heading">
            These answers were changed on another page or device at {formatTime(notice.at)}
          </p>
          <p>
            We have loaded the newer answers. Anything you had just typed here is still on this page: check
            it, then continue to save it.{" "}
            <ButtonLink onClick={() => store.dismissNotice()}>Hide this message</ButtonLink>
          </p>
        </NotificationBanner>
      )}
      {notice?.kind === "expired" && (
        <NotificationBanner kind="alert">
          <p className="nhsuk-notification-banner__heading">
            Your saved notification had run out, so we saved it again
          </p>
          <p>
            Nothing is lost. The old reference and code no longer work. Write down the new ones: reference{" "}
            <span className="oc-code">{draft?.reference}</span>
            {state.resumeCode && (
              <>
                , code <span className="oc-code">{state.resumeCode}</span>
              </>
            )}
            . <ButtonLink onClick={() => store.dismissNotice()}>Hide this message</ButtonLink>
          </p>
        </NotificationBanner>
      )}
      {expiresSoon && notice?.kind !== "expired" && (
        <NotificationBanner>
          <p className="nhsuk-notification-banner__heading">
            Your saved answers will be deleted on {formatInstant(draft.expires_at)}
          </p>
          <p>Send it before then. Choose “I do not know” where you are still not sure.</p>
        </NotificationBanner>
      )}
    </div>
  );
}

/** Beside the buttons: what saving is doing, or when it was last done. */
export function SavedAt() {
  const { state } = useNotification();
  if (state.save === "preparing") {
    return (
      <Progress
        value={state.progress}
        text="Getting ready to save. This takes a few seconds and keeps automated notifications out. You do not need to do anything."
      />
    );
  }
  if (!state.draft) return null;
  const text =
    state.save === "saving"
      ? "Saving"
      : state.save === "lost"
        ? "Not saved yet: the connection is lost. What you typed is still here."
        : state.save === "refused"
          ? "Not saved yet. What you typed is still here."
          : `Saved at ${formatTime(state.draft.saved_at)}`;
  return (
    <p className="oc-saved" role="status">
      {text}
    </p>
  );
}
