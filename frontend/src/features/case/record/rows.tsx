import type { ReactNode } from "react";
import { ButtonLink } from "../../../ui/button";
import type { SummaryRow } from "../../../ui/summary";

/** A line of a card; none where there is nothing to say. */
export const row = (label: string, value: ReactNode): SummaryRow[] =>
  value ? [{ key: label, label, value: <span className="oc-keep-lines">{value}</span> }] : [];

interface ChangeProps {
  id: string;
  /** What is changed, for those who hear it out of its place. */
  of: string;
  label?: string;
  onClick: () => void;
}

export function Change({ id, of, label = "Change", onClick }: ChangeProps) {
  return (
    <ButtonLink id={`change-${id}`} onClick={onClick}>
      {label}
      <span className="nhsuk-u-visually-hidden"> {of}</span>
    </ButtonLink>
  );
}
