import type { ReactNode } from "react";

export interface SummaryRow {
  key: string;
  label: ReactNode;
  value: ReactNode;
  /** Links or buttons; each must say what it acts on, if only for a screen reader. */
  actions?: ReactNode[];
}

interface SummaryListProps {
  rows: SummaryRow[];
  noBorder?: boolean;
}

export function SummaryList({ rows, noBorder }: SummaryListProps) {
  const anyActions = rows.some((row) => row.actions && row.actions.length > 0);
  return (
    <dl className={`nhsuk-summary-list${noBorder ? " nhsuk-summary-list--no-border" : ""}`}>
      {rows.map((row) => {
        const actions = row.actions ?? [];
        return (
          <div
            key={row.key}
            className={`nhsuk-summary-list__row${anyActions && actions.length === 0 ? " nhsuk-summary-list__row--no-actions" : ""}`}
          >
            <dt className="nhsuk-summary-list__key">{row.label}</dt>
            <dd className="nhsuk-summary-list__value oc-break">{row.value}</dd>
            {actions.length > 0 && (
              <dd className="nhsuk-summary-list__actions">
                {actions.length === 1 ? (
                  actions[0]
                ) : (
                  <ul className="nhsuk-summary-list__actions-list">
                    {actions.map((action, index) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: the actions of a row keep their order
                      <li className="nhsuk-summary-list__actions-list-item" key={index}>
                        {action}
                      </li>
                    ))}
                  </ul>
                )}
              </dd>
            )}
          </div>
        );
      })}
    </dl>
  );
}

interface SummaryCardProps {
  title: ReactNode;
  level?: 2 | 3 | 4;
  actions?: ReactNode[];
  children: ReactNode;
}

/** One thing of a list (a person, a professional) with what can be done to it. */
export function SummaryCard({ title, level = 2, actions = [], children }: SummaryCardProps) {
  const Heading = `h${level}` as const;
  return (
    <div className="nhsuk-card">
      <div className="nhsuk-card__heading-container">
        <Heading className="nhsuk-card__heading nhsuk-heading-s oc-break">{title}</Heading>
        {actions.length > 0 && (
          <ul className="nhsuk-card__actions">
            {actions.map((action, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the actions of a card keep their order
              <li className="nhsuk-card__action" key={index}>
                {action}
              </li>
            ))}
          </ul>
        )}
      </div>
      <div className="nhsuk-card__content oc-card-content">{children}</div>
    </div>
  );
}
