import type { FieldError, Question } from "../../api/types";
import type { Situation } from "../journey";

/** What every field component is given. */
export interface FieldComponentProps {
  at: Situation;
  question: Question;
  /** Where the answer stands, as the API would point at it. */
  pointer: string;
  value: unknown;
  onChange: (value: unknown) => void;
  errors: FieldError[];
  /** Mark the question as one that may be left empty. */
  optional: boolean;
  /** Inside a row of a list, long choices are better short. */
  compact?: boolean;
}
