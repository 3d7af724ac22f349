import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { caseComparisonQuery, type Merged } from "../../api/linking";
import { countsQuery } from "../../api/queries";
import { caseQuery } from "../../api/staff";
import { paths } from "../../app/paths";
import { CaseFinder, type ChosenCase } from "../../ui/case-finder";
import { leaveWord } from "../../ui/flash";
import { LoadProblem, LoadProblemPage } from "../../ui/load-problem";
import { Page } from "../../ui/page";
import { Loading } from "../../ui/progress";
import { MergeForm } from "./MergeForm";

const route = getRouteApi("/staff/cases/$id/merge");

/** Finds the other case of the same child, compares the two, and lets this one continue as that one. */
export default function MergingPage() {
  const { id } = route.useParams();
  const loaded = useQuery(caseQuery(id));
  const [other, setOther] = useState<ChosenCase | null>(null);
  const [errors, setErrors] = useState(0);
  const queryClient = useQueryClient();
  const navigate = useNavigate();

  if (loaded.isPending) return <Loading text="Loading the case" />;
  if (!loaded.data) return <LoadProblemPage error={loaded.error} onRetry={() => loaded.refetch()} />;
  const { view, etag } = loaded.data;
  const merge = view.actions.find((one) => one.action === "merge");

  const done = (merged: Merged) => {
    queryClient.invalidateQueries({ queryKey: ["case"] });
    queryClient.invalidateQueries({ queryKey: ["cases"] });
    queryClient.invalidateQueries({ queryKey: countsQuery.queryKey });
    const restricted = merged.restricted
      ? " This case is restricted, so only people with a grant see it."
      : "";
    leaveWord(
      `Case ${merged.case.reference} continues as this case, ${merged.survivor.reference}.${restricted}`,
    );
    navigate({ to: paths.case, params: { id: merged.survivor.id } });
  };

  return (
    <Page key={id} title={`Merge case ${view.reference}`} errors={errors} wide>
      <p>
        <Link className="nhsuk-back-link" to={paths.case} params={{ id }}>
          Back to case {view.reference}
        </Link>
      </p>
      <h1>Merge case {view.reference}</h1>
      {merge?.available ? (
        <>
          <p>
            Choose the case of the same child that continues. Case {view.reference} is then read together with
            it. Nothing is moved or deleted, both references keep working, and you can take the cases apart
            again.
          </p>
          <CaseFinder duplicates={[]} without={id} value={other} onChange={setOther} />
          {other && (
            <Chosen key={other.id} id={id} other={other} etag={etag} onDone={done} onErrors={setErrors} />
          )}
        </>
      ) : (
        <>
          <p>{merge?.reason ?? "This case cannot be merged."}</p>
          {view.continues_as && (
            <p>
              <Link to={paths.case} params={{ id: view.continues_as.id }}>
                Go to case {view.continues_as.reference}
              </Link>
            </p>
          )}
        </>
      )}
    </Page>
  );
}

interface ChosenProps {
  id: string;
  other: ChosenCase;
  etag: string | null;
  onDone: (merged: Merged) => void;
  onErrors: (count: number) => void;
}

function Chosen({ id, other, etag, onDone, onErrors }: ChosenProps) {
  const loaded = useQuery(caseComparisonQuery(id, other.id));
  if (loaded.isPending) return <Loading text="Comparing the two cases" />;
  if (!loaded.data) return <LoadProblem error={loaded.error} onRetry={() => loaded.refetch()} />;
  return <MergeForm view={loaded.data} etag={etag} onDone={onDone} onErrors={onErrors} />;
}
