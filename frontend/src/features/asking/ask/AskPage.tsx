import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { organisationsQuery, proposalQuery } from "../../../api/asking";
import { caseQuery } from "../../../api/staff";
import { paths } from "../../../app/paths";
import { leaveWord } from "../../../ui/flash";
import { LoadProblemPage } from "../../../ui/load-problem";
import { Page } from "../../../ui/page";
import { Loading } from "../../../ui/progress";
import { CaseIdentity } from "../../../ui/record-identity";
import { countWords } from "../words";
import "../asking.scss";
import { AskForm } from "./AskForm";

const route = getRouteApi("/staff/cases/$id/ask");

/** Asks agencies about a child who died: proposed whom, for what and by when, and sent in one go. */
export default function AskPage() {
  const { id } = route.useParams();
  const loaded = useQuery(caseQuery(id));
  const proposal = useQuery(proposalQuery(id));
  const organisations = useQuery(organisationsQuery);
  const [errors, setErrors] = useState(0);
  const client = useQueryClient();
  const navigate = useNavigate();

  const all = [loaded, proposal, organisations] as const;
  if (all.some((one) => one.isPending)) return <Loading text="Looking up whom to ask" />;
  if (!loaded.data || !proposal.data || !organisations.data) {
    const failed = all.find((one) => !one.data);
    return (
      <LoadProblemPage error={failed?.error} onRetry={() => failed?.refetch()}>
        <p>
          <Link to={paths.cases}>Go to the list of cases</Link>
        </p>
      </LoadProblemPage>
    );
  }
  const { view } = loaded.data;

  const onSent = async (count: number) => {
    client.invalidateQueries({ queryKey: organisationsQuery.queryKey });
    await client.invalidateQueries({ queryKey: ["case", id, "requests"] });
    client.invalidateQueries({ queryKey: ["case", id] });
    leaveWord(`${countWords(count, "request")} ${count === 1 ? "has" : "have"} been sent.`);
    navigate({ to: paths.case, params: { id }, search: { tab: "requests" } });
  };

  return (
    <Page key={id} title={`Ask agencies about case ${view.reference}`} errors={errors} wide>
      <p>
        <Link className="nhsuk-back-link" to={paths.case} params={{ id }} search={{ tab: "requests" }}>
          Back to case {view.reference}
        </Link>
      </p>
      <h1>Ask agencies</h1>
      <CaseIdentity view={view} />
      <AskForm
        caseId={id}
        proposal={proposal.data}
        organisations={organisations.data.items}
        onSent={(asked) => onSent(asked.length)}
        onErrors={setErrors}
      />
    </Page>
  );
}
