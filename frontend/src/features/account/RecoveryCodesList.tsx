import { useEffect, useRef, useState } from "react";
import { Button, ButtonGroup } from "../../ui/button";
import "./account.scss";

interface RecoveryCodesListProps {
  codes: string[];
  onKept: () => void;
}

/** Shown once: the API keeps only a digest of each. */
export function RecoveryCodesList({ codes, onKept }: RecoveryCodesListProps) {
  const [copied, setCopied] = useState("");
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(codes.join("\n"));
      setCopied("The codes have been copied.");
    } catch {
      setCopied("Your browser did not allow copying. Select the codes and copy them yourself.");
    }
  };

  return (
    <div className="oc-recovery">
      <h3 tabIndex={-1} ref={heading}>
        Keep these recovery codes
      </h3>
      <p>
        Each lets you sign in once when you do not have your phone. <strong>You cannot see them again</strong>
        , so keep them in a password manager, or print them and lock them away.
      </p>
      <ul className="oc-recovery__codes" aria-label="Recovery codes">
        {codes.map((code) => (
          <li key={code} className="oc-code">
            {code}
          </li>
        ))}
      </ul>
      <ButtonGroup>
        <Button variant="secondary" onClick={copy}>
          Copy the codes
        </Button>
        <Button variant="secondary" onClick={() => window.print()}>
          Print
        </Button>
      </ButtonGroup>
      <p role="status">{copied}</p>
      <Button onClick={onKept}>I have kept my codes</Button>
    </div>
  );
}
