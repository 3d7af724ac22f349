import { type SubmitEvent, useRef, useState } from "react";
import { sendRequests } from "../../../api/asking";
import { newKey, Problem } from "../../../api/client";
import type { AskableForm, OrganisationItem, RequestProposal } from "../../../api/types-asking";
import { Button } from "../../../ui/button";
import { Checkboxes } from "../../../ui/choices";
import { DateInput } from "../../../ui/date-input";
import { ErrorSummary, type SummaryError } from "../../../ui/error-summary";
import { Details } from "../../../ui/notices";
import { Textarea } from "../../../ui/textarea";
import { refusals } from "../words";
import { AddAgency } from "./AddAgency";
import { AskFields } from "./AskFields";
import { CheckAsked } from "./CheckAsked";
import {
  changed,
  type Draft,
  draftsOf,
  fieldOf,
  flaws,
  type Group,
  leaderOf,
  newDraft,
  placeOf,
  type Shared,
  toRequest,
} from "./drafts";

interface AskFormProps {
  caseId: string;
  proposal: RequestProposal;
  organisations: OrganisationItem[];
  onSent: (asked: Draft[]) => void;
  onErrors: (count: number) => void;
}

const naming = "Type an organisation to choose one that is here already, or give a new name.";
const groups: { group: Group; label: string; hint: string }[] = [
  { group: "expected", label: "Expected to answer", hint: `Untick whom you do not want to ask. ${naming}` },
  {
    group: "suggested",
    label: "May have known the child",
    hint: `Tick whom you want to ask as well. ${naming}`,
  },
  { group: "added", label: "Added by you", hint: naming },
];

/** Whom to ask, for what and by when; then a look at all of it; then one button. What was typed stays through all of that. */
export function AskForm({ caseId, proposal, organisations, onSent, onErrors }: AskFormProps) {
  const [drafts, setDrafts] = useState(() => draftsOf(proposal));
  const [shared, setShared] = useState<Shared>({ due: proposal.due.on, legalBasis: proposal.legal_basis });
  const [errors, setErrors] = useState<SummaryError[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [checking, setChecking] = useState(false);
  const [busy, setBusy] = useState(false);
  const sent = useRef({ body: "", key: "" });
  const asked = drafts.filter((one) => one.ticked);
  const errorOf = (fieldId: string) => errors.find((error) => error.fieldId === fieldId)?.message;

  const show = (next: SummaryError[]) => {
    setErrors(next);
    onErrors(next.length);
    if (next.length > 0) setAttempt((count) => count + 1);
  };
  const change = (key: string, part: Partial<Draft>) => setDrafts((all) => changed(all, key, part));

  const check = (event: SubmitEvent) => {
    event.preventDefault();
    const found = flaws(drafts, shared);
    show(found);
    setChecking(found.length === 0);
  };

  const send = async () => {
    const body = {
      requests: asked.map((one) => toRequest(one, shared, organisations)),
      legal_basis: shared.legalBasis.trim(),
    };
    // One key for one body: pressing again after a lost connection asks nobody twice.
    const text = JSON.stringify(body);
    if (sent.current.body !== text) sent.current = { body: text, key: newKey() };
    setBusy(true);
    try {
      await sendRequests(caseId, body, sent.current.key);
      onSent(asked);
    } catch (error) {
      setChecking(false);
      show(refused(error) ?? refusals(error, {}));
    } finally {
      setBusy(false);
    }
  };

  const refused = (error: unknown): SummaryError[] | null => {
    if (!(error instanceof Problem) || error.errors.length === 0) return null;
    return error.errors.map(({ pointer, message }) => {
      const { fieldId, agency } = placeOf(pointer, asked);
      const words = agency ? `${agency}: ${message}` : message;
      return fieldId ? { fieldId, message: words } : { message: words };
    });
  };

  const add = (agency: { code: string; label: string }) => {
    const like = drafts.find((one) => one.agency === agency.code)?.form ?? drafts[0]?.form;
    const form = proposal.forms.find(({ id }) => id === like) ?? proposal.forms[0];
    const draft = newDraft(`a${newKey()}`, agency, form);
    setDrafts((all) => [...all, draft]);
    // The next thing to type is the name of the organisation.
    setTimeout(() => document.getElementById(fieldOf(draft, "organisation"))?.focus(), 0);
  };

  if (checking)
    return (
      <CheckAsked
        asked={asked}
        shared={shared}
        forms={proposal.forms}
        organisations={organisations}
        busy={busy}
        onSend={send}
        onBack={() => setChecking(false)}
      />
    );
  return (
    <form onSubmit={check} noValidate>
      <ErrorSummary errors={errors} attempt={attempt} />
      <DateInput
        id="ask-due"
        label="Answers needed by"
        hint={proposal.due.because}
        value={shared.due}
        onChange={(due) => setShared({ ...shared, due })}
        error={errorOf("ask-due")}
      />
      {groups.map(({ group, label, hint }) => {
        const mine = drafts.filter((one) => one.group === group);
        if (mine.length === 0) return null;
        return (
          <Checkboxes
            key={group}
            id={`ask-${group}`}
            label={label}
            hint={hint}
            small
            error={errorOf(`ask-${group}`)}
            values={mine.filter((one) => one.ticked).map(({ key }) => key)}
            onChange={(keys) =>
              setDrafts((all) =>
                all.map((one) => (one.group === group ? { ...one, ticked: keys.includes(one.key) } : one)),
              )
            }
            choices={mine.map((draft) => ({
              value: draft.key,
              label: named(draft, proposal.forms, drafts),
              hint: why(draft),
              reveal: (
                <AskFields
                  draft={draft}
                  leader={leaderOf(draft, drafts)}
                  forms={proposal.forms}
                  organisations={organisations}
                  errorOf={errorOf}
                  onChange={(part) => change(draft.key, part)}
                  onRemove={
                    draft.group === "added"
                      ? () => setDrafts((all) => all.filter(({ key }) => key !== draft.key))
                      : undefined
                  }
                />
              ),
            }))}
          />
        );
      })}
      <AddAgency onAdd={add} />
      <Details summary="Legal basis they are told" open={errorOf("ask-legal-basis") !== undefined}>
        <Textarea
          id="ask-legal-basis"
          label="Legal basis they are told"
          rows={5}
          maxLength={4000}
          value={shared.legalBasis}
          onChange={(legalBasis) => setShared({ ...shared, legalBasis })}
          error={errorOf("ask-legal-basis")}
        />
      </Details>
      <Button type="submit">Continue</Button>
    </form>
  );
}

/** The agency, with what tells it from another line about the same agency. */
function named(draft: Draft, forms: AskableForm[], all: Draft[]): string {
  const alike = all.filter(({ agency }) => agency === draft.agency);
  const title =
    alike.some((one) => one.form !== draft.form) && forms.find(({ id }) => id === draft.form)?.title;
  // Once it is ticked the organisation stands in its field.
  const who = [draft.agencyLabel, draft.ticked ? "" : draft.organisation].filter(Boolean).join(", ");
  return title ? `${who}: ${title}` : who;
}

/** Why they are proposed, and whether they were asked before. */
const why = (draft: Draft) => {
  const before = draft.askedAlready.length > 0 ? [`Asked already: ${draft.askedAlready.join(", ")}`] : [];
  const sentences = [...draft.reasons, ...before].map((words) => words.replace(/[^.?!]$/, "$&."));
  return sentences.join(" ") || undefined;
};
