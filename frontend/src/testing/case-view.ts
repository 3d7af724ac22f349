import { aCase } from "./a-case";

/** A case as the API sends it. */
export const caseView = aCase();
