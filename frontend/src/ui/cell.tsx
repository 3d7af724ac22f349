import type { ReactNode } from "react";
import "./cell.scss";

interface CellProps {
  children: ReactNode;
  /** A second line that matters less. */
  small?: ReactNode;
  /** A tag or other mark below. */
  mark?: ReactNode;
}

/** The content of a table cell in up to three lines. One element, so that the narrow layout keeps them together. */
export function Cell({ children, small, mark }: CellProps) {
  return (
    <div className="oc-cell">
      <div>{children}</div>
      {small && <div className="oc-cell__small">{small}</div>}
      {mark && <div className="oc-cell__mark">{mark}</div>}
    </div>
  );
}
