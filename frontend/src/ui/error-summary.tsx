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

export function focusField(fieldId: string) {
  const field = document.getElementById(fieldId);
  if (!field) return;
  const place =
    field.closest("fieldset") ?? document.querySelector(`label[for="${CSS.escape(fieldId)}"]`) ?? field;
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
