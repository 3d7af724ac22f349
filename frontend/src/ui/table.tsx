import { type ReactNode, useId } from "react";
import { Button } from "./button";

export interface Column<T> {
  key: string;
  heading: ReactNode;
  cell: (item: T) => ReactNode;
  numeric?: boolean;
}

interface TableProps<T> {
  caption: string;
  /** Keep the caption for screen readers when a heading above says the same. */
  captionHidden?: boolean;
  columns: Column<T>[];
  items: T[];
  rowKey: (item: T) => string;
  empty?: ReactNode;
}

/** A table that becomes a list of labelled values on a narrow screen. */
export function Table<T>({ caption, captionHidden, columns, items, rowKey, empty }: TableProps<T>) {
  const captionId = useId();
  if (items.length === 0 && empty) return <>{empty}</>;
  return (
    // The roles are said again because the narrow layout changes `display`, which would take them away.
    <table role="table" className="nhsuk-table-responsive" aria-labelledby={captionId}>
      <caption id={captionId} className={captionHidden ? "nhsuk-u-visually-hidden" : "nhsuk-table__caption"}>
        {caption}
      </caption>
      <thead role="rowgroup" className="nhsuk-table__head">
        <tr role="row" className="nhsuk-table__row">
          {columns.map((column) => (
            <th
              key={column.key}
              role="columnheader"
              scope="col"
              className={`nhsuk-table__header${column.numeric ? " nhsuk-table__header--numeric" : ""}`}
            >
              {column.heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" className="nhsuk-table__body">
        {items.map((item) => (
          <tr role="row" className="nhsuk-table__row" key={rowKey(item)}>
            {columns.map((column) => (
              <td
                key={column.key}
                role="cell"
                className={`nhsuk-table__cell${column.numeric ? " nhsuk-table__cell--numeric" : ""}`}
              >
                <span className="nhsuk-table-responsive__heading" aria-hidden="true">
                  {column.heading}{" "}
                </span>
                {column.cell(item)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface LoadMoreProps {
  shown: number;
  noun: string;
  hasMore: boolean;
  loading: boolean;
  onMore: () => void;
}

/** Lists grow at the end: nothing already read moves, and the count is said aloud. */
export function LoadMore({ shown, noun, hasMore, loading, onMore }: LoadMoreProps) {
  return (
    <>
      <p className="nhsuk-body-s" role="status">
        {hasMore
          ? `Showing the first ${shown} ${noun}`
          : shown === 1
            ? `Showing the only ${noun}`
            : `Showing all ${shown} ${noun}`}
      </p>
      {hasMore && (
        <Button variant="secondary" busy={loading} onClick={onMore}>
          {loading ? "Loading" : "Load more"}
        </Button>
      )}
    </>
  );
}
