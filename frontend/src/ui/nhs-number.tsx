import { formatNhsNumber } from "./format";
import "./nhs-number.scss";

/** An NHS number in groups of 3, 3 and 4, never broken over two lines. */
export function NhsNumber({ value, missing }: { value: string | null; missing?: string | null | undefined }) {
  if (!value) return <>{missing || "Not given"}</>;
  return <span className="oc-nhs-number">{formatNhsNumber(value)}</span>;
}
