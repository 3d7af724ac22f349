import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { meQuery, sessionQuery } from "../../api/queries";
import { signOut } from "../../api/staff";
import { paths } from "../../app/paths";
import { Button } from "../../ui/button";
import { LoadProblemPage } from "../../ui/load-problem";
import { NotificationBanner } from "../../ui/notices";
import { Page } from "../../ui/page";
import { problemWords } from "../../ui/problem-words";
import { Loading } from "../../ui/progress";
import { membershipName } from "../../ui/role-names";
import { SummaryList } from "../../ui/summary";
import { PasswordForm } from "./PasswordForm";
import { SecondFactor } from "./SecondFactor";
import { Sessions } from "./Sessions";

export default function AccountPage() {
  const me = useQuery(meQuery);
  const session = useQuery({ ...sessionQuery, staleTime: Number.POSITIVE_INFINITY });
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [problem, setProblem] = useState<string | null>(null);

  if (me.isPending) return <Loading />;
  if (!me.data) return <LoadProblemPage error={me.error} onRetry={() => me.refetch()} />;
  const { name, email, memberships, second_factor: factor } = me.data;
  const enrolmentRequired = session.data?.state === "enrolment_required";

  const leave = async () => {
    setProblem(null);
    try {
      await signOut();
      await navigate({ to: paths.signIn });
      // Nothing that was on the screen stays in memory for the next person at this computer.
      queryClient.clear();
    } catch (error) {
      setProblem(problemWords(error));
    }
  };

  return (
    <Page title="Your account">
      {enrolmentRequired && (
        <NotificationBanner title="One more step">
          <p className="nhsuk-notification-banner__heading">
            Set up a second factor before you can see information about children.
          </p>
        </NotificationBanner>
      )}
      <h1>Your account</h1>
      <SummaryList
        rows={[
          { key: "name", label: "Name", value: name },
          { key: "email", label: "E-mail address", value: email },
          {
            key: "roles",
            label: memberships.length === 1 ? "Role" : "Roles",
            value: (
              <span className="oc-keep-lines">
                {memberships.map(membershipName).join("\n") || "No role yet"}
              </span>
            ),
          },
        ]}
      />
      <p>To change your name, e-mail address or role, ask the person who looks after OpenCDR for you.</p>
      {problem && <p role="alert">{problem}</p>}
      <Button variant="secondary" onClick={leave}>
        Sign out
      </Button>

      <h2>Second factor</h2>
      <SecondFactor factor={factor} email={email} required={enrolmentRequired} />
      <h2>Password</h2>
      <PasswordForm email={email} />
      {!enrolmentRequired && (
        <>
          <h2>Where you are signed in</h2>
          <Sessions />
        </>
      )}
    </Page>
  );
}
