import type { MouseEventHandler, ReactNode } from "react";

interface ButtonProps {
  children: ReactNode;
  type?: "button" | "submit";
  variant?: "primary" | "secondary" | "warning" | "reverse";
  small?: boolean;
  onClick?: MouseEventHandler<HTMLButtonElement>;
  /** While something is under way: a second press does nothing, and focus stays where it is. */
  busy?: boolean;
  id?: string;
}

export function Button(props: ButtonProps) {
  const { children, type = "button", variant = "primary", small, onClick, busy = false, id } = props;
  const classes = [
    "nhsuk-button",
    variant === "primary" ? "" : `nhsuk-button--${variant}`,
    small ? "nhsuk-button--small" : "",
  ];
  return (
    <button
      className={classes.filter(Boolean).join(" ")}
      type={type}
      id={id}
      // `disabled` would drop focus and silence a screen reader; aria-disabled does not.
      aria-disabled={busy ? true : undefined}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {children}
    </button>
  );
}

interface ButtonLinkProps {
  children: ReactNode;
  onClick: MouseEventHandler<HTMLButtonElement>;
  id?: string;
}

/** Something that acts, where a button would weigh too much beside the text. */
export function ButtonLink({ children, onClick, id }: ButtonLinkProps) {
  return (
    <button type="button" className="oc-button-link" onClick={onClick} id={id}>
      {children}
    </button>
  );
}

export function ButtonGroup({ children }: { children: ReactNode }) {
  return <div className="nhsuk-button-group">{children}</div>;
}
