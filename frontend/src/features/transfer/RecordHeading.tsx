import type { RecordKind } from "../../api/types";

/** "Case KENT/2026/0042", never broken within the reference. */
export function RecordHeading({ of }: { of: { kind: RecordKind; reference: string } }) {
  return (
    <>
      {of.kind === "case" ? "Case" : "Notification"} <span className="oc-whole">{of.reference}</span>
    </>
  );
}
