import { useState } from "react";
import { revokeInvitation } from "../../../api/asking";
import type { InvitationView, NewInvitation, RequestView } from "../../../api/types-asking";
import { Button, ButtonLink } from "../../../ui/button";
import { Cell } from "../../../ui/cell";
import { formatInstant } from "../../../ui/format";
import { Tag } from "../../../ui/notices";
import { problemWords } from "../../../ui/problem-words";
import { Table } from "../../../ui/table";
import { countWords } from "../words";
import { can } from "./Actions";
import { CodeOnce } from "./CodeOnce";
import { InviteForm } from "./InviteForm";

interface InvitationsProps {
  view: RequestView;
  onChanged: () => Promise<unknown>;
}

/** Who may answer without an account: made here, told by telephone, and taken back here. */
export function Invitations({ view, onChanged }: InvitationsProps) {
  const [inviting, setInviting] = useState(false);
  const [made, setMade] = useState<{ invitation: NewInvitation; name: string; phone: string } | null>(null);
  const [said, setSaid] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const mayInvite = can(view, "invite");

  const revoke = async (one: InvitationView) => {
    setProblem(null);
    try {
      await revokeInvitation(view, one.id);
      await onChanged();
      setSaid(`The invitation of ${nameOf(one)} no longer works.`);
    } catch (error) {
      setProblem(problemWords(error));
    }
  };

  if (!mayInvite && view.invitations.length === 0) return null;
  return (
    <section aria-labelledby="invitations">
      <h2 className="nhsuk-heading-m" id="invitations">
        Invitations
      </h2>
      <p role="status">{said}</p>
      {problem && <p role="alert">{problem}</p>}
      {view.invitations.length === 0 && (
        <p>
          Somebody without an account can answer too. You invite them here: the link goes to their e-mail, and
          you tell them a code by telephone.
        </p>
      )}
      {view.invitations.length > 0 && (
        <Table
          caption="Invitations, the latest first"
          captionHidden
          items={view.invitations}
          rowKey={({ id }) => id}
          columns={[
            {
              key: "who",
              heading: "Who",
              cell: (one) => (
                <Cell small={[one.contact.email, one.contact.phone].filter(Boolean).join(", ")}>
                  {nameOf(one)}
                </Cell>
              ),
            },
            { key: "made", heading: "Made", cell: (one) => formatInstant(one.created_at) },
            { key: "state", heading: "State", cell: (one) => <State of={one} /> },
            {
              key: "do",
              heading: "Change",
              cell: (one) =>
                one.open && mayInvite ? (
                  <ButtonLink onClick={() => revoke(one)}>
                    Revoke<span className="nhsuk-u-visually-hidden"> the invitation of {nameOf(one)}</span>
                  </ButtonLink>
                ) : (
                  "Nothing to do"
                ),
            },
          ]}
        />
      )}
      {made && (
        <CodeOnce
          invitation={made.invitation}
          name={made.name}
          phone={made.phone}
          onTold={() => setMade(null)}
        />
      )}
      {mayInvite && !made && !inviting && (
        <Button id="invite" variant="secondary" onClick={() => setInviting(true)}>
          Invite somebody
        </Button>
      )}
      {inviting && view.invitations.some(({ open }) => open) && (
        <p>One link works at a time: the new one ends the one before.</p>
      )}
      {inviting && (
        <InviteForm
          view={view}
          onCancel={() => {
            setInviting(false);
            setTimeout(() => document.getElementById("invite")?.focus(), 0);
          }}
          onMade={(invitation, contact) => {
            setInviting(false);
            // The code is in nothing that is read again: it is kept here until it has been told.
            setMade({ invitation, name: contact.name ?? "", phone: contact.phone ?? "" });
            void onChanged();
          }}
        />
      )}
    </section>
  );
}

const nameOf = ({ contact }: InvitationView) => contact.name || contact.email || "somebody";

/** What became of an invitation. */
function State({ of }: { of: InvitationView }) {
  const wrong = of.attempts > 0 ? `${countWords(of.attempts, "wrong code")} tried` : undefined;
  if (of.revoked_at)
    return (
      <Cell small={formatInstant(of.revoked_at)}>
        <Tag colour="grey">Revoked</Tag>
      </Cell>
    );
  if (of.used_at)
    return (
      <Cell small={formatInstant(of.used_at)}>
        <Tag colour="green">Used</Tag>
      </Cell>
    );
  if (of.open)
    return (
      <Cell small={[`Until ${formatInstant(of.expires_at)}`, wrong].filter(Boolean).join(". ")}>
        <Tag colour="blue">Not used yet</Tag>
      </Cell>
    );
  return (
    <Cell small={[formatInstant(of.expires_at), wrong].filter(Boolean).join(". ")}>
      <Tag colour="grey">{Date.parse(of.expires_at) < Date.now() ? "Expired" : "No longer works"}</Tag>
    </Cell>
  );
}
