import { type ReactNode, useEffect, useRef } from "react";

export interface SummaryError {
  message: string;
  /** The id of the field on this page. */
  fieldId?: string;
  /** A link of its own, when the field is on another page. */
  link?: ReactNode;
}

interface ErrorSummaryProps {
  errors: SummaryError[];
  title?: string;
  /** Changes with every try, so that focus comes back even when the errors are the same. */
  attempt?: number;
}

// The exact field; else the first one inside it (a block of lines); else what it is inside of (a card of a list).
function findField(fieldId: string): HTMLElement | null {
  const inside = document.querySelector<HTMLElement>(`input[id^="${CSS.escape(fieldId)}-"]`);
  const exact = document.getElementById(fieldId) ?? inside;
  if (exact) return exact;
  const parent = fieldId.slice(0, Math.max(fieldId.lastIndexOf("-"), 0));
  return parent === "" ? null : findField(parent);
}

/** Moves focus to a field, with its label in view. */
export function focusField(fieldId: string) {
  const field = findField(fieldId);
  if (!field) return;
  const label = document.querySelector(`label[for="${CSS.escape(field.id)}"]`);
  const place = field.closest("fieldset") ?? label ?? field;
  place.scrollIntoView?.();
  field.focus({ preventScroll: true });
}

/** Lists what is wrong at the top of the page, takes focus, and leads to each field. */
export function ErrorSummary({ errors, title = "There is a problem", attempt = 0 }: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt takes focus again
  useEffect(() => {
    box.current?.focus();
    box.current?.scrollIntoView?.();
  }, [attempt]);

  if (errors.length === 0) return null;
  return (
    <div className="nhsuk-error-summary" ref={box} tabIndex={-1}>
      <div role="alert">
        <h2 className="nhsuk-error-summary__title">{title}</h2>
        <div className="nhsuk-error-summary__body">
          <ul className="nhsuk-list nhsuk-error-summary__list">
            {errors.map((error) => (
              <li key={`${error.fieldId ?? ""} ${error.message}`}>
                {error.link ??
                  (error.fieldId ? (
                    <a
                      href={`#${error.fieldId}`}
                      onClick={(event) => {
                        event.preventDefault();
                        if (error.fieldId) focusField(error.fieldId);
                      }}
                    >
                      {error.message}
                    </a>
                  ) : (
                    error.message
                  ))}
              </li>
            ))}
          </ul>
        </div>
      </div>
    </div>
  );
}
