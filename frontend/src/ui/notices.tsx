import { type ReactNode, useEffect, useId, useRef } from "react";

export function InsetText({ children }: { children: ReactNode }) {
  return (
    <div className="nhsuk-inset-text">
      <span className="nhsuk-u-visually-hidden">Information: </span>
      {children}
    </div>
  );
}

interface WarningCalloutProps {
  title: string;
  children: ReactNode;
}

export function WarningCallout({ title, children }: WarningCalloutProps) {
  return (
    <div className="nhsuk-warning-callout">
      <h2 className="nhsuk-warning-callout__label">
        <span className="nhsuk-u-visually-hidden">Important: </span>
        {title}
      </h2>
      {children}
    </div>
  );
}

interface NotificationBannerProps {
  title?: string;
  kind?: "information" | "success" | "alert";
  /** Move focus to it when it appears: for the result of what the person just did. */
  takeFocus?: boolean;
  /** Lets a page move focus to it. */
  id?: string;
  children: ReactNode;
}

export function NotificationBanner(props: NotificationBannerProps) {
  const { kind = "information", takeFocus = false, children } = props;
  const title = props.title ?? (kind === "success" ? "Success" : "Important");
  const titleId = useId();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (takeFocus) box.current?.focus();
  }, [takeFocus]);
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles it can have take a name
    <div
      className={`nhsuk-notification-banner${kind === "success" ? " nhsuk-notification-banner--success" : ""}`}
      role={kind === "information" ? "region" : "alert"}
      aria-labelledby={titleId}
      ref={box}
      id={props.id}
      tabIndex={takeFocus || props.id ? -1 : undefined}
    >
      <div className="nhsuk-notification-banner__header">
        <h2 className="nhsuk-notification-banner__title" id={titleId}>
          {title}
        </h2>
      </div>
      <div className="nhsuk-notification-banner__content">{children}</div>
    </div>
  );
}

interface DetailsProps {
  summary: ReactNode;
  open?: boolean;
  children: ReactNode;
}

export function Details({ summary, open, children }: DetailsProps) {
  return (
    <details className="nhsuk-details" open={open}>
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">{summary}</span>
      </summary>
      <div className="nhsuk-details__text">{children}</div>
    </details>
  );
}

export type TagColour =
  | "white"
  | "grey"
  | "green"
  | "aqua-green"
  | "blue"
  | "purple"
  | "pink"
  | "red"
  | "orange"
  | "yellow";

export function Tag({ colour, children }: { colour?: TagColour; children: ReactNode }) {
  return <strong className={`nhsuk-tag${colour ? ` nhsuk-tag--${colour}` : ""}`}>{children}</strong>;
}
