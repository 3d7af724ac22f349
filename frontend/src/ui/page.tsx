import { type ReactNode, useEffect } from "react";

export const productName = "OpenCDR";

// The first page of a visit is announced by the browser itself; later ones are announced by moving focus.
let arrived = false;

interface PageProps {
  title: string;
  /** How many errors the page shows: said in the title, so that it is heard first. */
  errors?: number;
  /** Use the full width (tables); forms and text keep a readable line length. */
  wide?: boolean;
  children: ReactNode;
}

/** Every page: sets the document's title and, after a change of route, moves focus to the page's h1.
 * Render it once its content is there, and give it a `key` when one component serves several addresses. */
export function Page({ title, errors = 0, wide = false, children }: PageProps) {
  useEffect(() => {
    document.title = `${errors > 0 ? "Error: " : ""}${title} – ${productName}`;
  }, [title, errors]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: only the arrival on the page moves focus
  useEffect(() => {
    if (arrived && errors === 0) {
      const heading = document.querySelector<HTMLElement>("#maincontent h1");
      if (heading) {
        heading.tabIndex = -1;
        heading.focus();
        window.scrollTo(0, 0);
      }
    }
    arrived = true;
  }, []);

  return (
    <div className="nhsuk-grid-row">
      <div className={wide ? "nhsuk-grid-column-full" : "nhsuk-grid-column-two-thirds"}>{children}</div>
    </div>
  );
}
