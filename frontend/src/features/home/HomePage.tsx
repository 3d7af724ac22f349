import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { countsQuery, meQuery, sessionQuery } from "../../api/queries";
import { paths } from "../../app/paths";
import { LoadProblem, LoadProblemPage } from "../../ui/load-problem";
import { InsetText, NotificationBanner } from "../../ui/notices";
import { Page } from "../../ui/page";
import { Loading } from "../../ui/progress";
import { membershipName } from "../../ui/role-names";
import { RequestsWaiting } from "../request/parts";
import { useOffersWaiting } from "../transfer/parts";
import { CountsOverview } from "./CountsOverview";
import { nothingToDo } from "./words";

const fewCodes = 3;

export default function HomePage() {
  const me = useQuery(meQuery);
  const session = useQuery({ ...sessionQuery, staleTime: Number.POSITIVE_INFINITY });
  const may = (permission: string) => me.data?.permissions.includes(permission) ?? false;
  const enrolmentRequired = session.data?.state === "enrolment_required";
  const works = (may("list_notifications") || may("list_cases")) && !enrolmentRequired;
  const counts = useQuery({ ...countsQuery, enabled: works });
  const offers = useOffersWaiting(works && may("decide_transfer"));

  if (me.isPending) return <Loading />;
  if (!me.data) return <LoadProblemPage error={me.error} onRetry={() => me.refetch()} />;
  const { name, demo, second_factor: factor, memberships, permissions } = me.data;
  const asked = may("answer_requests") && !enrolmentRequired;
  const elsewhere = may("read_audit") || may("list_users");

  return (
    <Page title="Home" wide>
      {enrolmentRequired && (
        <NotificationBanner title="One more step">
          <p className="nhsuk-notification-banner__heading">
            Set up a second factor before you can see information about children.
          </p>
          <p>
            <Link to={paths.account}>Set up your second factor</Link>. It takes about two minutes.
          </p>
        </NotificationBanner>
      )}
      <h1>Home</h1>
      <p>
        You are signed in as {name}
        {memberships.length > 0 && ` (${memberships.map(membershipName).join("; ")})`}.
      </p>
      {demo && !factor.enrolled && (
        <InsetText>
          <p>
            Demonstration accounts have no second factor. Outside a demonstration nobody can see a case
            without one. You can <Link to={paths.account}>try setting one up</Link>.
          </p>
        </InsetText>
      )}
      {factor.enrolled && factor.recovery_codes_left <= fewCodes && (
        <InsetText>
          <p>
            You have {factor.recovery_codes_left === 0 ? "no" : factor.recovery_codes_left} recovery{" "}
            {factor.recovery_codes_left === 1 ? "code" : "codes"} left.{" "}
            <Link to={paths.account}>Make new ones</Link> so that you can still sign in if you lose your
            phone.
          </p>
        </InsetText>
      )}

      {works && counts.isPending && <Loading text="Looking for what needs you" />}
      {works && counts.isError && !counts.data && (
        <LoadProblem error={counts.error} onRetry={() => counts.refetch()} />
      )}
      {works && counts.data && (
        <CountsOverview counts={counts.data} offers={offers} permissions={permissions} />
      )}

      {asked && <RequestsWaiting />}

      {elsewhere && <h2>Your work</h2>}
      {may("read_audit") && (
        <p>
          <Link to={paths.audit}>See the audit log</Link>: who did what and when, without what a case says.
        </p>
      )}
      {may("list_users") && (
        <p>
          <Link to={paths.admin}>See who has an account</Link> and what each person may do.
        </p>
      )}

      {!works && !elsewhere && !asked && !enrolmentRequired && (
        <>
          <h2>Nothing needs you at the moment</h2>
          <p>{nothingToDo(memberships.map((membership) => membership.role))}</p>
          <p>
            You can <Link to={paths.account}>look after your account</Link>: your password, your second factor
            and where you are signed in.
          </p>
        </>
      )}
    </Page>
  );
}
