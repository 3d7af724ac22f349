import { formatDate, formatNhsNumber } from "./format";
import "./identity-strip.scss";

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
  const facts: [string, string][] = [
    ["NHS number", nhsNumber ? formatNhsNumber(nhsNumber) : (nhsNumberMissing ?? "Not given")],
    ["Age at death", age ?? "Not known"],
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
            <dd className={term === "NHS number" ? "oc-identity__number" : undefined}>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
