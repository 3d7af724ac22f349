import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { declareInterest, restrictionQuery, setRestriction, withdrawInterest } from "../../api/restriction";
import type { Restriction } from "../../api/types";
import { paths } from "../../app/paths";
import { Button, ButtonLink } from "../../ui/button";
import { leaveWord } from "../../ui/flash";
import { formatInstant } from "../../ui/format";
import { LoadProblem } from "../../ui/load-problem";
import { InsetText, NotificationBanner } from "../../ui/notices";
import { Loading } from "../../ui/progress";
import { Select } from "../../ui/select";
import { SummaryCard, SummaryList } from "../../ui/summary";
import { Grants } from "./Grants";
import { ReasonForm } from "./ReasonForm";

/** What is being done, if anything: one thing at a time. */
type Doing = "restrict" | "declare" | "colleague" | { withdraw: string } | null;

/** Who may see this case: whether it is restricted, who has access, and from whom it is hidden. */
export function WhoMaySee({ caseId }: { caseId: string }) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const loaded = useQuery(restrictionQuery(caseId));
  const [doing, setDoing] = useState<Doing>(null);
  const [colleague, setColleague] = useState("");
  const [unnamed, setUnnamed] = useState<string | undefined>();
  const [done, setDone] = useState<string | null>(null);

  if (loaded.isPending) return <Loading text="Loading who may see this case" />;
  if (!loaded.data) return <LoadProblem error={loaded.error} onRetry={() => loaded.refetch()} />;
  const view = loaded.data;

  const start = (next: Doing) => {
    setDone(null);
    setColleague("");
    setDoing(next);
  };
  const finish = async (words: string) => {
    setDoing(null);
    setDone(words);
    await queryClient.invalidateQueries({ queryKey: ["case", caseId] });
    void queryClient.invalidateQueries({ queryKey: ["cases"] });
  };
  const leave = (words: string) => {
    leaveWord(words);
    queryClient.removeQueries({ queryKey: ["case", caseId] });
    void queryClient.invalidateQueries();
    void navigate({ to: paths.cases });
  };

  return (
    <>
      {done && (
        <NotificationBanner kind="success" takeFocus key={done}>
          <p className="nhsuk-notification-banner__heading">{done}</p>
        </NotificationBanner>
      )}
      <h2 className="nhsuk-heading-m">Restriction</h2>
      <Standing view={view} />
      {view.may_restrict && doing !== "restrict" && (
        <Button variant="secondary" onClick={() => start("restrict")}>
          {view.restricted ? "Lift the restriction" : "Restrict this case"}
        </Button>
      )}
      {doing === "restrict" && (
        <ReasonForm
          id="restriction-reason"
          label={view.restricted ? "Why can everyone in the area see it again?" : "Why is it restricted?"}
          hint={
            view.restricted
              ? "Everyone in your area whose role reads cases will see it."
              : "For example the child of a member of staff. Only you will see it until you give colleagues access."
          }
          missing="Say in a few words why"
          button={view.restricted ? "Lift the restriction" : "Restrict this case"}
          onCancel={() => setDoing(null)}
          onSend={async (reason) => {
            await setRestriction(caseId, !view.restricted, reason);
            await finish(view.restricted ? "The restriction is lifted." : "The case is restricted.");
          }}
        />
      )}
      {view.restricted && <Grants caseId={caseId} view={view} onDone={finish} onGone={leave} />}

      <h2 className="nhsuk-heading-m">Interests</h2>
      {view.interests.length === 0 && <p>Nobody has declared an interest in this case.</p>}
      {view.interests.map((interest) => (
        <SummaryCard
          key={interest.id}
          title={interest.colleague.name}
          level={3}
          actions={
            view.may_restrict
              ? [
                  <ButtonLink key="withdraw" onClick={() => start({ withdraw: interest.id })}>
                    Withdraw
                    <span className="nhsuk-u-visually-hidden">
                      {" "}
                      the interest of {interest.colleague.name}
                    </span>
                  </ButtonLink>,
                ]
              : []
          }
        >
          <SummaryList
            rows={[
              ...(interest.reason ? [{ key: "reason", label: "Interest", value: interest.reason }] : []),
              {
                key: "declared",
                label: "Declared",
                value: `${formatInstant(interest.declared_at)}, by ${interest.declared_by}`,
              },
            ]}
          />
          {typeof doing === "object" && doing?.withdraw === interest.id && (
            <ReasonForm
              id="withdrawal-reason"
              label="Why is the interest withdrawn?"
              hint={`${interest.colleague.name} will be able to see this case as others of the same role do.`}
              missing="Say in a few words why"
              button="Withdraw the interest"
              onCancel={() => setDoing(null)}
              onSend={async (reason) => {
                await withdrawInterest(interest.id, reason);
                await finish(`The interest of ${interest.colleague.name} is withdrawn.`);
              }}
            />
          )}
        </SummaryCard>
      ))}
      {view.may_declare && doing !== "declare" && (
        <p>
          <Button variant="secondary" onClick={() => start("declare")}>
            I have an interest in this case
          </Button>
        </p>
      )}
      {doing === "declare" && (
        <>
          <InsetText>
            <p>
              Thank you for thinking of this. Perhaps you know the family, treated the child, or feel that you
              should not be the one to look. Once you have declared it, this case is hidden from you: in
              lists, searches and messages too. A manager can withdraw it if it was a mistake.
            </p>
          </InsetText>
          <ReasonForm
            id="interest-reason"
            label="What is your interest?"
            hint="A few words are enough. Managers of your panel can read them."
            missing="Say in a few words what the interest is"
            button="Declare my interest and hide the case from me"
            onCancel={() => setDoing(null)}
            onSend={async (reason, key) => leave((await declareInterest(caseId, reason, null, key)).words)}
          />
        </>
      )}
      {view.may_restrict && doing !== "colleague" && (
        <p>
          <ButtonLink onClick={() => start("colleague")}>Declare an interest of a colleague</ButtonLink>
        </p>
      )}
      {doing === "colleague" && (
        <ReasonForm
          id="interest-reason"
          label="What is their interest?"
          missing="Say in a few words what the interest is"
          button="Declare the interest"
          check={() => {
            const message = colleague === "" ? "Choose a colleague" : undefined;
            setUnnamed(message);
            return message ? [{ fieldId: "interest-colleague", message }] : [];
          }}
          fields={{ "/user_id": "interest-colleague" }}
          onCancel={() => setDoing(null)}
          onSend={async (reason, key) =>
            finish((await declareInterest(caseId, reason, colleague, key)).words)
          }
        >
          <Select
            id="interest-colleague"
            label="Whose interest is it?"
            empty="Choose a colleague"
            choices={everyone(view).map(({ id, name }) => ({ value: id, label: name }))}
            value={colleague}
            onChange={setColleague}
            error={unnamed}
          />
        </ReasonForm>
      )}
    </>
  );
}

/** Colleagues who see the case now, with or without a grant. */
function everyone(view: Restriction) {
  const all = [...view.colleagues, ...view.grants.map((grant) => grant.colleague)];
  return all.sort((a, b) => a.name.localeCompare(b.name));
}

function Standing({ view }: { view: Restriction }) {
  if (!view.restricted)
    return <p>This case is not restricted. Everyone in the area whose role reads cases can see it.</p>;
  return (
    <SummaryList
      rows={[
        { key: "who", label: "Restricted", value: "Only the people with access below can know of this case" },
        ...(view.since
          ? [
              {
                key: "since",
                label: "Since",
                value: `${formatInstant(view.since)}${view.by ? `, by ${view.by}` : ""}`,
              },
            ]
          : []),
        ...(view.reason ? [{ key: "reason", label: "Why", value: view.reason }] : []),
      ]}
    />
  );
}
