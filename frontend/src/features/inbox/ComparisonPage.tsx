import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { type AnswerKept, comparisonQuery } from "../../api/linking";
import { countsQuery, meQuery } from "../../api/queries";
import type { Comparison, ComparisonAnswer } from "../../api/types";
import { paths } from "../../app/paths";
import { ComparisonTable } from "../../ui/comparison-table";
import { leaveWord } from "../../ui/flash";
import { formatInstant } from "../../ui/format";
import { LoadProblemPage } from "../../ui/load-problem";
import { InsetText } from "../../ui/notices";
import { Page } from "../../ui/page";
import { Loading } from "../../ui/progress";
import { AnswerForm } from "./AnswerForm";
import { answerName, bandWords, statusLabel } from "./words";

const route = getRouteApi("/staff/inbox/$id/compare/$kind/$other");

const inSentence = (side: Comparison["left"]) => `${side.kind} ${side.reference}`;
const named = (side: Comparison["left"]) =>
  (side.kind === "case" ? "Case " : "Notification ") + side.reference;

/** Two records in two columns, and the question whether they are about the same child. The coordinator answers, never the software. */
export default function ComparisonPage() {
  const { id, kind, other } = route.useParams();
  const loaded = useQuery(comparisonQuery(id, kind, other));
  const me = useQuery(meQuery);
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [errors, setErrors] = useState(0);

  if (loaded.isPending) return <Loading text="Loading the two records" />;
  if (!loaded.data) return <LoadProblemPage error={loaded.error} onRetry={() => loaded.refetch()} />;
  const view = loaded.data;
  const [left, right] = [named(view.left), named(view.right)];

  const done = (answer: ComparisonAnswer, kept: AnswerKept) => {
    queryClient.invalidateQueries({ queryKey: ["notifications"] });
    queryClient.invalidateQueries({ queryKey: ["notification"] });
    queryClient.invalidateQueries({ queryKey: ["comparison"] });
    queryClient.invalidateQueries({ queryKey: ["case"] });
    queryClient.invalidateQueries({ queryKey: countsQuery.queryKey });
    if (kept.case) {
      leaveWord(
        `${left} has been added to case ${kept.case.reference}. You can take it out again on its page.`,
      );
      navigate({ to: paths.notification, params: { id } });
      return;
    }
    leaveWord(resultWords(answer, inSentence(view.right)));
    navigate({ to: paths.notification, params: { id } });
  };

  return (
    <Page key={`${id} ${other}`} title="Is it the same child?" errors={errors} wide>
      <p>
        <Link className="nhsuk-back-link" to={paths.notification} params={{ id }}>
          Back to {inSentence(view.left)}
        </Link>
      </p>
      <h1>Is it the same child?</h1>
      <p>
        {left} ({statusLabel(view.left.status)}) beside {right} ({statusLabel(view.right.status)}).{" "}
        {bandWords(view.band)}
      </p>
      <ComparisonTable left={left} right={right} rows={view.rows} />
      {view.not_compared.length > 0 && (
        <p>
          Cannot be compared, because one of them does not say: {view.not_compared.join(", ")}. This counts
          neither for nor against.
        </p>
      )}
      {view.answer && (
        <InsetText>
          <p>
            <strong>Answered before: {answerName[view.answer.answer]}</strong>, by {view.answer.by} on{" "}
            {formatInstant(view.answer.at)}.
          </p>
          <p className="oc-keep-lines">{view.answer.reason}</p>
        </InsetText>
      )}
      {view.left.status !== "received" ? (
        <p>This notification has been decided, so nothing is asked here any more.</p>
      ) : me.data?.permissions.includes("link_notification") ? (
        <AnswerForm view={view} onDone={done} onErrors={setErrors} />
      ) : (
        <p>The panel’s coordinator or manager answers whether it is the same child.</p>
      )}
    </Page>
  );
}

function resultWords(answer: ComparisonAnswer, other: string): string {
  switch (answer) {
    case "same_child":
      return `We keep that ${other} is about the same child. Neither has been accepted by this.`;
    case "different_child":
      return `We keep that ${other} is about a different child. It is not offered again.`;
    case "not_sure":
      return "We keep that you are not sure, with your note. Both stay as they are.";
  }
}
