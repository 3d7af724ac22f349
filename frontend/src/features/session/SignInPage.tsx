import { useQueryClient } from "@tanstack/react-query";
import { getRouteApi, useNavigate, useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { sessionQuery } from "../../api/queries";
import type { SessionView } from "../../api/types";
import { paths } from "../../app/paths";
import { Details } from "../../ui/notices";
import { Page } from "../../ui/page";
import { SignInForm } from "./SignInForm";

const route = getRouteApi("/public/sign-in");

export default function SignInPage() {
  const { next } = route.useSearch();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const router = useRouter();
  const [errors, setErrors] = useState(0);

  const done = (session: SessionView) => {
    // Nothing that was loaded for whoever was here before may show to the person who signs in now.
    queryClient.clear();
    queryClient.setQueryData(sessionQuery.queryKey, session);
    if (session.state === "second_factor_required")
      return void navigate({ to: paths.secondFactor, search: next ? { next } : {} });
    if (session.state === "enrolment_required") return void navigate({ to: paths.account });
    router.history.push(next ?? paths.home);
  };

  return (
    <Page title="Sign in" errors={errors}>
      <h1>Sign in</h1>
      <p>For people who run and take part in child death reviews.</p>
      <SignInForm onDone={done} onErrors={setErrors} />
      <p>
        You do not need an account to notify the death of a child. If you have forgotten your password, ask
        the person who looks after OpenCDR in your organisation.
      </p>
      <Details summary="If you are trying out a demonstration">
        <p>
          A demonstration has made-up children and made-up staff. Its accounts are shown when it starts, and
          they are kept in the file <code className="oc-break">.data/demo-accounts.json</code> on the machine
          it runs on.
        </p>
        <p>Never put information about a real child into a demonstration.</p>
      </Details>
    </Page>
  );
}
