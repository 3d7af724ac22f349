import { useRef, useState } from "react";

/** A part of a page that is read, or edited in place below its heading. */
export function useEditing() {
  const [editing, setEditing] = useState(false);
  const [saved, setSaved] = useState(0);
  const heading = useRef<HTMLHeadingElement>(null);
  // The button that opens or closes the form goes with it. The heading stays, and what comes next follows it.
  const turn = (next: boolean) => {
    setEditing(next);
    heading.current?.focus();
  };
  return {
    editing,
    heading,
    /** How often it was saved: a banner with this key says so each time. */
    saved,
    open: () => turn(true),
    close: () => turn(false),
    done: () => {
      setEditing(false);
      setSaved((count) => count + 1);
    },
  };
}
