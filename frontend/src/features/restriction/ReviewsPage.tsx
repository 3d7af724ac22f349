import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { type EmergencyState, emergenciesQuery, reviewEmergency } from "../../api/restriction";
import type { EmergencyAccess } from "../../api/types";
import { paths } from "../../app/paths";
import { Button } from "../../ui/button";
import { Radios } from "../../ui/choices";
import { formatInstant } from "../../ui/format";
import { LoadProblem } from "../../ui/load-problem";
import { allItems } from "../../ui/more";
import "../../ui/narrow-tabs.scss";
import { NotificationBanner, Tag } from "../../ui/notices";
import { Page } from "../../ui/page";
import { Loading } from "../../ui/progress";
import { SummaryCard, SummaryList } from "../../ui/summary";
import { LoadMore } from "../../ui/table";
import { Tabs } from "../../ui/tabs";
import { ReasonForm } from "./ReasonForm";
import { reviewOutcomes } from "./words";

/** What others opened in an emergency: a manager reads why, and says whether it was right. */
export default function ReviewsPage() {
  const [state, setState] = useState<EmergencyState>("to_review");
  const [done, setDone] = useState(0);
  return (
    <Page title="Opened in an emergency" wide>
      <h1>Opened in an emergency</h1>
      {done > 0 && (
        <NotificationBanner kind="success" takeFocus key={done}>
          <p className="nhsuk-notification-banner__heading">Your review is saved.</p>
        </NotificationBanner>
      )}
      <p>
        Each of these is a restricted case that somebody opened for an hour without being given access. Each
        is to be reviewed within 5 working days, by somebody else than the person who opened it.
      </p>
      <Tabs
        label="Openings in an emergency"
        selected={state}
        onSelect={(next) => {
          setDone(0);
          setState(next as EmergencyState);
        }}
        tabs={[
          {
            id: "to_review",
            label: "To review",
            content: <Openings state="to_review" onReviewed={() => setDone((count) => count + 1)} />,
          },
          { id: "reviewed", label: "Reviewed", content: <Openings state="reviewed" /> },
        ]}
      />
    </Page>
  );
}

interface OpeningsProps {
  state: EmergencyState;
  onReviewed?: () => void;
}

function Openings({ state, onReviewed }: OpeningsProps) {
  const list = useInfiniteQuery(emergenciesQuery(state));
  const items = allItems(list.data);
  if (list.isPending) return <Loading text="Loading what was opened" />;
  if (!list.data) return <LoadProblem error={list.error} onRetry={() => list.refetch()} />;
  if (items.length === 0)
    return <p>{state === "to_review" ? "Nothing waits for a review." : "Nothing has been reviewed yet."}</p>;
  return (
    <>
      {items.map((item) => (
        <Opening key={item.id} item={item} onReviewed={onReviewed} />
      ))}
      {list.isFetchNextPageError && <LoadProblem error={list.error} onRetry={() => list.fetchNextPage()} />}
      <LoadMore
        shown={items.length}
        noun={items.length === 1 ? "opening" : "openings"}
        hasMore={list.hasNextPage}
        loading={list.isFetchingNextPage}
        onMore={() => void list.fetchNextPage()}
      />
    </>
  );
}

interface OpeningProps {
  item: EmergencyAccess;
  onReviewed: (() => void) | undefined;
}

function Opening({ item, onReviewed }: OpeningProps) {
  const queryClient = useQueryClient();
  const [open, setOpen] = useState(false);
  const [outcome, setOutcome] = useState<string | null>(null);
  const [missing, setMissing] = useState<string | undefined>();
  const outcomeId = `outcome-${item.id}`;

  const check = () => {
    setMissing(outcome === null ? "Choose what you found" : undefined);
    return outcome === null ? [{ fieldId: outcomeId, message: "Choose what you found" }] : [];
  };
  const send = async (words: string, key: string) => {
    await reviewEmergency(item.id, outcome ?? "", words, key);
    onReviewed?.();
    await queryClient.invalidateQueries({ queryKey: ["emergencies"] });
    void queryClient.invalidateQueries({ queryKey: ["counts"] });
  };

  return (
    <SummaryCard title={`${item.case_reference}, opened by ${item.opened_by}`} level={2}>
      <SummaryList
        rows={[
          {
            key: "case",
            label: "Case",
            value: item.case_id ? (
              <Link to={paths.case} params={{ id: item.case_id }}>
                {item.case_reference}
              </Link>
            ) : (
              `${item.case_reference} (you have no access to the case itself)`
            ),
          },
          {
            key: "when",
            label: "When",
            value: `${formatInstant(item.opened_at)}, until ${formatInstant(item.until)}`,
          },
          { key: "reason", label: "Reason", value: item.reason_label },
          {
            key: "words",
            label: "In their words",
            value: <span className="oc-keep-lines">{item.words}</span>,
          },
          ...(item.review
            ? [
                { key: "outcome", label: "Found", value: item.review.outcome_label },
                {
                  key: "review",
                  label: "Review",
                  value: <span className="oc-keep-lines">{item.review.words}</span>,
                },
                {
                  key: "by",
                  label: "Reviewed",
                  value: `${formatInstant(item.review.at)}, by ${item.review.by}`,
                },
              ]
            : [
                {
                  key: "due",
                  label: "Review by",
                  value: (
                    <>
                      {formatInstant(item.review_due_at)} {item.overdue && <Tag colour="red">Overdue</Tag>}
                    </>
                  ),
                },
              ]),
        ]}
      />
      {!item.review && !item.may_review && <p>You opened this yourself. Another manager reviews it.</p>}
      {item.may_review && !open && (
        <Button variant="secondary" onClick={() => setOpen(true)}>
          Review<span className="nhsuk-u-visually-hidden"> what {item.opened_by} opened</span>
        </Button>
      )}
      {item.may_review && open && (
        <ReasonForm
          id={`words-${item.id}`}
          label="What did you find?"
          missing="Say in a few words what you found"
          button="Save the review"
          check={check}
          fields={{ "/outcome": outcomeId }}
          onSend={send}
          onCancel={() => setOpen(false)}
        >
          <Radios
            id={outcomeId}
            label="Was it right to open the case?"
            choices={reviewOutcomes}
            value={outcome}
            onChange={setOutcome}
            error={missing}
          />
        </ReasonForm>
      )}
    </SummaryCard>
  );
}
