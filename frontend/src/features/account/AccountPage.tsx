import { useQuery } from "@tanstack/react-query";
import { meQuery, sessionQuery } from "../../api/queries";
import { LoadProblemPage } from "../../ui/load-problem";
import { NotificationBanner } from "../../ui/notices";
import { Page } from "../../ui/page";
import { Loading } from "../../ui/progress";
import { membershipName } from "../../ui/role-names";
import { SummaryList } from "../../ui/summary";
import { PasswordForm } from "./PasswordForm";
import { SecondFactor } from "./SecondFactor";
import { Sessions } from "./Sessions";

export default function AccountPage() {
  const me = useQuery(meQuery);
  const session = useQuery({ ...sessionQuery, staleTime: Number.POSITIVE_INFINITY });

  if (me.isPending) return <Loading />;
  if (!me.data) return <LoadProblemPage error={me.error} onRetry={() => me.refetch()} />;
  const { name, email, memberships, second_factor: factor } = me.data;
  const enrolmentRequired = session.data?.state === "enrolment_required";

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
