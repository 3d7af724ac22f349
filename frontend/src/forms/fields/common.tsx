import type { ReactNode } from "react";
import type { FieldProps } from "../../ui";
import { Details } from "../../ui";
import { fieldIdOf, messageAt } from "../pointer";
import type { FieldComponentProps } from "./types";

/** Label, hint, error and id of a question, in the shape the controls of ui take. */
export function fieldProps({ question, pointer, errors, optional }: FieldComponentProps): FieldProps {
  return {
    id: fieldIdOf(pointer),
    label: question.label,
    hint: question.hint ?? undefined,
    error: messageAt(errors, pointer),
    optional,
  };
}

/** A longer explanation, folded away until somebody wants it. */
export function WithHelp({ help, children }: { help?: string | null | undefined; children: ReactNode }) {
  return (
    <>
      {children}
      {help && <Details summary="Help with this question">{help}</Details>}
    </>
  );
}
