import { type SubmitEvent, useRef, useState } from "react";
import { invite } from "../../../api/asking";
import { newKey } from "../../../api/client";
import type { Contact, NewInvitation, RequestView } from "../../../api/types-asking";
import { isPlausibleEmail } from "../../../forms/vocabulary";
import { Button, ButtonGroup } from "../../../ui/button";
import { ErrorSummary, type SummaryError } from "../../../ui/error-summary";
import { TextInput } from "../../../ui/text-input";
import { refusals } from "../words";

interface InviteFormProps {
  view: RequestView;
  onMade: (invitation: NewInvitation, contact: Contact) => void;
  onCancel: () => void;
}

const fields = {
  "/contact/name": "invite-name",
  "/contact/email": "invite-email",
  "/contact/phone": "invite-phone",
};

/** Whom to invite: the contact of the request, unless somebody else is typed. */
export function InviteForm({ view, onMade, onCancel }: InviteFormProps) {
  const [contact, setContact] = useState({
    name: view.contact.name ?? "",
    email: view.contact.email ?? "",
    phone: view.contact.phone ?? "",
  });
  const [errors, setErrors] = useState<SummaryError[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [busy, setBusy] = useState(false);
  const sent = useRef({ body: "", key: "" });

  const show = (found: SummaryError[]) => {
    setErrors(found);
    setAttempt((count) => count + 1);
  };
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    const email = contact.email.trim();
    if (!isPlausibleEmail(email))
      return show([{ fieldId: "invite-email", message: "Give the e-mail address the link goes to" }]);
    const body = { name: contact.name.trim() || null, email, phone: contact.phone.trim() || null };
    const text = JSON.stringify(body);
    if (sent.current.body !== text) sent.current = { body: text, key: newKey() };
    setBusy(true);
    try {
      onMade(await invite(view, body, sent.current.key), body);
    } catch (error) {
      show(refusals(error, fields));
    } finally {
      setBusy(false);
    }
  };
  const field = (part: keyof typeof contact, label: string, type: string, hint?: string) => (
    <TextInput
      id={`invite-${part}`}
      label={label}
      hint={hint}
      type={type}
      spellCheck={false}
      value={contact[part]}
      onChange={(value) => setContact({ ...contact, [part]: value })}
      error={errors.find(({ fieldId }) => fieldId === `invite-${part}`)?.message}
    />
  );

  return (
    <form onSubmit={submit} noValidate aria-label="Invite somebody">
      <ErrorSummary errors={errors} attempt={attempt} />
      <div className="oc-ask__row">
        {field("name", "Name", "text")}
        {field("email", "E-mail", "email", "The link goes here.")}
        {field("phone", "Telephone", "tel", "You tell the code here.")}
      </div>
      <ButtonGroup>
        <Button type="submit" busy={busy}>
          {busy ? "Please wait" : "Make the invitation"}
        </Button>
        <Button variant="secondary" onClick={onCancel}>
          Cancel
        </Button>
      </ButtonGroup>
    </form>
  );
}
