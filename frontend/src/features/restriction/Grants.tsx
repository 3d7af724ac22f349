import { useQuery } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { meQuery } from "../../api/queries";
import { endGrant, giveGrant } from "../../api/restriction";
import type { Restriction } from "../../api/types";
import { Button, ButtonLink } from "../../ui/button";
import { ErrorSummary, type SummaryError } from "../../ui/error-summary";
import { formatInstant } from "../../ui/format";
import { Select } from "../../ui/select";
import { SummaryList } from "../../ui/summary";
import { refusals } from "./words";

interface GrantsProps {
  caseId: string;
  view: Restriction;
  onDone: (words: string) => Promise<void>;
  /** Told when the person has ended their own access. */
  onGone: (words: string) => void;
}

/** Who has access to a restricted case; a manager gives and ends it. */
export function Grants({ caseId, view, onDone, onGone }: GrantsProps) {
  const me = useQuery(meQuery);
  const [chosen, setChosen] = useState("");
  const [errors, setErrors] = useState<SummaryError[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [busy, setBusy] = useState(false);

  const show = (found: SummaryError[]) => {
    setErrors(found);
    setAttempt((count) => count + 1);
  };
  const run = async (work: () => Promise<void>) => {
    if (busy) return;
    setBusy(true);
    try {
      await work();
      setErrors([]);
    } catch (error) {
      show(refusals(error, { "/user_id": "grant-colleague" }));
    } finally {
      setBusy(false);
    }
  };
  const give = (event: SubmitEvent) => {
    event.preventDefault();
    if (chosen === "") return show([{ fieldId: "grant-colleague", message: "Choose a colleague" }]);
    const name = view.colleagues.find((one) => one.id === chosen)?.name ?? "Your colleague";
    void run(async () => {
      await giveGrant(caseId, chosen);
      setChosen("");
      await onDone(`${name} can see this case now.`);
    });
  };
  const end = (grant: Restriction["grants"][number]) =>
    run(async () => {
      await endGrant(grant.id);
      if (grant.colleague.id === me.data?.id) onGone("You no longer have access to that case.");
      else await onDone(`${grant.colleague.name} can no longer see this case.`);
    });

  return (
    <>
      <h3 className="nhsuk-heading-s">People with access</h3>
      <ErrorSummary errors={errors} attempt={attempt} />
      <SummaryList
        rows={view.grants.map((grant) => ({
          key: grant.id,
          label: grant.colleague.name,
          value: `Since ${formatInstant(grant.granted_at)}, given by ${grant.granted_by}`,
          ...(grant.may_end
            ? {
                actions: [
                  <ButtonLink key="end" onClick={() => end(grant)}>
                    End access<span className="nhsuk-u-visually-hidden"> of {grant.colleague.name}</span>
                  </ButtonLink>,
                ],
              }
            : {}),
        }))}
      />
      {view.may_restrict && (
        <form onSubmit={give} noValidate>
          <Select
            id="grant-colleague"
            label="Give a colleague access"
            hint="People of this area whose role reads cases"
            empty="Choose a colleague"
            choices={view.colleagues.map(({ id, name }) => ({ value: id, label: name }))}
            value={chosen}
            onChange={setChosen}
            error={errors.find((error) => error.fieldId === "grant-colleague")?.message}
          />
          <Button type="submit" variant="secondary" busy={busy}>
            Give access
          </Button>
        </form>
      )}
    </>
  );
}
