import type { ReactNode } from "react";
import { formatDate } from "./format";
import "./identity-strip.scss";
import { NhsNumber } from "./nhs-number";

interface IdentityStripProps {
  name: string;
  nhsNumber: string | null;
  nhsNumberMissing?: string | null;
  age: string | null;
  dateOfBirth: string | null;
  dateOfDeath: string | null;
  /** What kind of record and which, for the label read aloud: "Notification N-7K3M-92QX". */
  label: string;
}

/** Whose record this is. Stays in sight while the page scrolls, so that nobody writes about the wrong child. */
export function IdentityStrip(props: IdentityStripProps) {
  const { name, nhsNumber, nhsNumberMissing, age, dateOfBirth, dateOfDeath, label } = props;
  const facts: [string, ReactNode][] = [
    ["NHS number", <NhsNumber key="nhs" value={nhsNumber} missing={nhsNumberMissing} />],
    ["Age at death", age || "Not known"],
    ["Born", formatDate(dateOfBirth) || "Not known"],
    ["Died", formatDate(dateOfDeath) || "Not known"],
  ];
  return (
    <section className="oc-identity" aria-label={`${label}: the child`}>
      <p className="oc-identity__name oc-break">{name}</p>
      <dl className="oc-identity__facts">
        {facts.map(([term, value]) => (
          <div key={term} className="oc-identity__fact">
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
