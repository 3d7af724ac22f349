import { useState } from "react";
import type { NewInvitation } from "../../../api/types-asking";
import { Button, ButtonGroup } from "../../../ui/button";
import { formatInstant } from "../../../ui/format";
import { NotificationBanner } from "../../../ui/notices";

interface CodeOnceProps {
  invitation: NewInvitation;
  name: string;
  phone: string;
  onTold: () => void;
}

/** The code of an invitation: shown this once, to be told over another way than the link. */
export function CodeOnce({ invitation, name, phone, onTold }: CodeOnceProps) {
  const [said, setSaid] = useState("");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(invitation.code);
      setSaid("Copied.");
    } catch {
      // A plain-http address, or a browser that does not let a page write there.
      setSaid("It could not be copied. Write it down.");
    }
  };
  return (
    <NotificationBanner title="Code" takeFocus>
      <p className="nhsuk-notification-banner__heading">
        <span className="oc-code">{invitation.code}</span>
      </p>
      <p>
        Tell it to {name || "them"} by telephone, never by e-mail{phone && `: ${phone}`}. The link has gone to
        their e-mail; it opens nothing without the code.
      </p>
      <p>You cannot see this code again. It works until {formatInstant(invitation.expires_at)}.</p>
      <ButtonGroup>
        <Button variant="secondary" small onClick={copy}>
          Copy the code
        </Button>
        <Button variant="secondary" small onClick={onTold}>
          I have told it
        </Button>
      </ButtonGroup>
      <p role="status">{said}</p>
    </NotificationBanner>
  );
}
