import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate, useRouter } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { Problem } from "../../api/client";
import { meQuery, sessionQuery } from "../../api/queries";
import type { SessionView } from "../../api/types";
import { paths } from "../../app/paths";
import { LoadProblemPage } from "../../ui/load-problem";
import { Page } from "../../ui/page";
import { Loading } from "../../ui/progress";
import { SecondFactorForm } from "./SecondFactorForm";

const route = getRouteApi("/public/second-factor");

export default function SecondFactorPage() {
  const { next } = route.useSearch();
  const session = useQuery(sessionQuery);
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const router = useRouter();
  const [errors, setErrors] = useState(0);

  const state = session.data?.state;
  const gone = session.error instanceof Problem && session.error.status === 401;

  useEffect(() => {
    if (gone) navigate({ to: paths.signIn, search: next ? { next } : {}, replace: true });
    else if (state === "enrolment_required") navigate({ to: paths.account, replace: true });
    else if (state === "signed_in") router.history.replace(next ?? paths.home);
  }, [gone, state, next, navigate, router]);

  const done = (view: SessionView) => {
    queryClient.removeQueries({ queryKey: meQuery.queryKey });
    // The change of state above leads on.
    queryClient.setQueryData(sessionQuery.queryKey, view);
  };

  if (session.isError && !gone)
    return <LoadProblemPage error={session.error} onRetry={() => session.refetch()} />;
  if (state !== "second_factor_required") return <Loading />;
  return (
    <Page title="Enter your code" errors={errors}>
      <h1>Enter your code</h1>
      <p>Your password was right. One more step keeps the children's information safe.</p>
      <SecondFactorForm onDone={done} onErrors={setErrors} onRefused={() => session.refetch()} />
      <p>
        <Link to={paths.signIn} search={next ? { next } : {}}>
          Sign in with another account
        </Link>
      </p>
    </Page>
  );
}
