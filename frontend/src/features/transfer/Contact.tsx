import type { Transfer } from "../../api/types";

/** Somebody of the other area to ask. */
export function Contact({ of }: { of: Transfer["offered_by"] }) {
  return (
    <>
      {of.name}, <a href={`mailto:${of.email}`}>{of.email}</a>
    </>
  );
}
