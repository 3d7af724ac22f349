import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { copyUrl, upgradeRequest } from "../../api/requests";
import { paths } from "../../app/paths";
import { AnswerSections } from "../../forms/answer-sections";
import { Button, formatDate, formatInstant, InsetText, NotificationBanner, Page } from "../../ui";
import { OutcomeBanner } from "../../ui/outcome-banner";
import { problemWords } from "../../ui/problem-words";
import { Assignee } from "./Assignee";
import { Clarification } from "./Clarification";
import { useRequest } from "./context";
import { NotKnownToUs } from "./NotKnownToUs";
import { OtherReasons } from "./OtherReasons";
import { can, whyNot } from "./openness";
import { Tasks } from "./Tasks";
import { WhatIsAsked } from "./WhatIsAsked";
import { dueOnWords, standingWords } from "./words";

const route = getRouteApi("/asked/requests/$id/");

/** One request: about whom, who asks and why, and where to begin. */
export default function RequestPage() {
  const { id } = route.useParams();
  const { view, visiting } = useRequest();
  const open = can(view, "answer");
  return (
    <>
      {!visiting && (
        <Link className="nhsuk-back-link" to={paths.requests} activeOptions={{ exact: true }}>
          Back to all requests
        </Link>
      )}
      <Page title={`Request ${view.reference}`} key={id}>
        <OutcomeBanner takeFocus />
        <h1 className="nhsuk-heading-l">
          <span className="nhsuk-caption-l">
            Request {view.reference} to {view.organisation.name}
            <span className="nhsuk-u-visually-hidden">: </span>
          </span>
          Information about a child who died
        </h1>
        <p>
          <strong>{standingWords[view.standing.code]}.</strong>{" "}
          {open && <>Please answer by {dueOnWords(view.due_on)}.</>}
        </p>
        {open && <Clarification />}
        {open && <Newer />}
        <WhatIsAsked />
        {can(view, "decline") && (
          <>
            <NotKnownToUs />
            <OtherReasons />
          </>
        )}
        {open ? (
          <>
            <Tasks />
            {can(view, "assign") && view.colleagues.length > 0 && <Assignee />}
          </>
        ) : (
          <Settled />
        )}
      </Page>
    </>
  );
}

/** A newer version of the form is out while this one is being answered. */
function Newer() {
  const { view } = useRequest();
  const { newer_version: newer } = view;
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  if (!newer || !can(view, "answer")) return null;
  const move = async () => {
    setBusy(true);
    try {
      await upgradeRequest(view.id);
      // Every page of it is made anew, in the words of the newer version.
      window.location.reload();
    } catch (failure) {
      setProblem(problemWords(failure));
      setBusy(false);
    }
  };
  return (
    <InsetText>
      <p>
        A newer version of this form is out.{" "}
        {newer.in_flight === "continue" && "You can finish the one you have."}
        {newer.in_flight === "upgrade_on_submit" &&
          "Move to it before you send your answers: they come along, and only what is new is asked."}
        {newer.in_flight === "close_at" &&
          newer.closes_on &&
          `You can send the one you have until ${formatDate(newer.closes_on)}.`}
      </p>
      {newer.changes.length > 0 && (
        <ul className="nhsuk-list nhsuk-list--bullet">
          {newer.changes.map((change) => (
            <li key={change}>{change}</li>
          ))}
        </ul>
      )}
      {problem && (
        <p role="alert" className="nhsuk-error-message">
          {problem}
        </p>
      )}
      <Button variant="secondary" onClick={() => void move()} busy={busy}>
        {busy ? "Please wait" : "Move to the newer version"}
      </Button>
    </InsetText>
  );
}

/** What became of it, once nothing can be changed any more. */
function Settled() {
  const { view, at } = useRequest();
  const { times, decline, standing } = view;
  const submitted = times.submitted_at !== null && standing.code !== "declined";
  return (
    <>
      {standing.code === "withdrawn" && (
        <NotificationBanner>
          <p className="nhsuk-notification-banner__heading">The panel no longer needs an answer</p>
          {view.withdrawal_words && <p className="oc-keep-lines">{view.withdrawal_words}</p>}
        </NotificationBanner>
      )}
      {decline && (
        <>
          <h2>What you told the panel</h2>
          <p>
            On {formatInstant(times.declined_at)}: {decline.label}.
          </p>
          {decline.words && <p className="oc-keep-lines">{decline.words}</p>}
        </>
      )}
      {standing.code !== "withdrawn" && !decline && !submitted && <p>{whyNot(view, "answer")}.</p>}
      {submitted && (
        <>
          <p>
            You sent your answers on {formatInstant(times.submitted_at)}. Only the panel can open them again.
          </p>
          <p>
            <a className="nhsuk-button nhsuk-button--secondary" href={copyUrl(view.id)} download>
              Download a copy for your records (PDF)
            </a>
          </p>
          <h2>What you sent</h2>
          <AnswerSections at={at} headingLevel={3} />
        </>
      )}
    </>
  );
}
