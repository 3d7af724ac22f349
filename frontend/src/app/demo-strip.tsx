import { useQuery } from "@tanstack/react-query";
import { serviceQuery } from "../api/queries";

/** On every page of a demonstration, on paper too: nobody may take it for the real service. */
export function DemoStrip() {
  const service = useQuery(serviceQuery);
  if (!service.data?.demo) return null;
  return (
    <section className="oc-demo" aria-label="Demonstration">
      <div className="nhsuk-width-container">
        <p className="nhsuk-body-s nhsuk-u-margin-bottom-0">
          <strong>Demonstration.</strong> Every child and person here is invented. Never enter information
          about a real child.
        </p>
      </div>
    </section>
  );
}
