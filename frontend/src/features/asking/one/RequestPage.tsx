import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { requestQuery } from "../../../api/asking";
import { formQuery } from "../../../api/queries";
import { caseQuery } from "../../../api/staff";
import type { FormDefinition } from "../../../api/types";
import type { RequestView } from "../../../api/types-asking";
import { paths } from "../../../app/paths";
import { leaveWord } from "../../../ui/flash";
import { formatDate } from "../../../ui/format";
import { LoadProblem, LoadProblemPage } from "../../../ui/load-problem";
import { Details, InsetText, Tag } from "../../../ui/notices";
import { OutcomeBanner } from "../../../ui/outcome-banner";
import { Page } from "../../../ui/page";
import { Loading } from "../../../ui/progress";
import { CaseIdentity } from "../../../ui/record-identity";
import { SummaryList } from "../../../ui/summary";
import { dueWords, isAwaited, onDay, standingColour } from "../words";
import "../asking.scss";
import { Actions } from "./Actions";
import { askedSections, givenText, nameOf, questionsOf } from "./answers";
import { Invitations } from "./Invitations";
import { SubmittedAnswers } from "./SubmittedAnswers";
import { Times } from "./Times";

const route = getRouteApi("/staff/cases/$id/requests/$request");

/** One request: where it stands, what came back, and what the office does about it. */
export default function RequestPage() {
  const { id, request: requestId } = route.useParams();
  const loaded = useQuery(requestQuery(id, requestId));
  const ofCase = useQuery(caseQuery(id));
  const view = loaded.data;
  const form = useQuery({
    ...formQuery(view?.form ?? "", view?.form_version ?? 0),
    enabled: view !== undefined,
  });
  const client = useQueryClient();
  const [errors, setErrors] = useState(0);
  const [words, setWords] = useState(0);

  if (loaded.isPending || ofCase.isPending) return <Loading text="Loading the request" />;
  if (!view || !ofCase.data)
    return (
      <LoadProblemPage error={loaded.error ?? ofCase.error} onRetry={() => loaded.refetch()}>
        <p>
          <Link to={paths.case} params={{ id }} search={{ tab: "requests" }}>
            Go to the requests of the case
          </Link>
        </p>
      </LoadProblemPage>
    );
  const { standing } = view;

  /** Reads the request and its case again. */
  const refresh = () => client.invalidateQueries({ queryKey: ["case", id] });
  const done = async (word: string) => {
    await refresh();
    leaveWord(word);
    setWords((count) => count + 1);
  };

  return (
    <Page key={requestId} title={`Request ${view.reference}`} errors={errors} wide>
      <p className="oc-no-print">
        <Link className="nhsuk-back-link" to={paths.case} params={{ id }} search={{ tab: "requests" }}>
          Requests of case {ofCase.data.view.reference}
        </Link>
      </p>
      <OutcomeBanner key={words} takeFocus={words > 0} />
      <h1>
        {view.organisation.name}: <span className="oc-whole">{view.reference}</span>
      </h1>
      <CaseIdentity view={ofCase.data.view} />
      <p>
        <Tag colour={standingColour[standing.code]}>{standing.label}</Tag>{" "}
        {isAwaited(standing.code) &&
          (standing.overdue ? (
            <Tag colour="red">{dueWords(view.due_on)}</Tag>
          ) : (
            <strong>{dueWords(view.due_on)}</strong>
          ))}
      </p>
      <Outcome view={view} />
      {form.data ? (
        <Actions view={view} form={form.data} onDone={done} onErrors={setErrors} onStale={refresh} />
      ) : form.error ? (
        <LoadProblem error={form.error} onRetry={() => form.refetch()} />
      ) : (
        <Loading text="Opening the form" />
      )}
      {form.data && view.times.submitted_at && (
        <section aria-labelledby="answers">
          <h2 className="nhsuk-heading-m" id="answers">
            Answers
          </h2>
          <p>
            Sent in by {view.submitted_by ?? "the organisation"} on {onDay(view.times.submitted_at)}.
          </p>
          <SubmittedAnswers form={form.data} request={view} />
        </section>
      )}
      {form.data && <Clarifications view={view} form={form.data} />}
      <section aria-labelledby="asked">
        <h2 className="nhsuk-heading-m" id="asked">
          What was asked
        </h2>
        <Asked view={view} form={form.data} />
        <Times times={view.times} />
      </section>
      <Invitations view={view} onChanged={refresh} />
    </Page>
  );
}

/** Why there are no answers, where the mail did not arrive, or where an organisation or the office said so. */
function Outcome({ view }: { view: RequestView }) {
  const { decline, withdrawal_words: withdrawal, standing } = view;
  if (standing.code === "delivery_problem")
    return (
      <InsetText>
        <p>
          An e-mail about this request could not be delivered, and nobody has opened it. Check the address,
          and ring them. An invitation below sends the link to another address.
        </p>
      </InsetText>
    );
  if (standing.code === "declined" && decline)
    return (
      <InsetText>
        <p>
          <strong>{decline.label}</strong>
        </p>
        {decline.words && <p className="oc-keep-lines oc-break">{decline.words}</p>}
      </InsetText>
    );
  if (standing.code === "withdrawn" && withdrawal)
    return (
      <InsetText>
        <p className="oc-keep-lines oc-break">Why it was withdrawn: {withdrawal}</p>
      </InsetText>
    );
  return null;
}

function Asked({ view, form }: { view: RequestView; form: FormDefinition | undefined }) {
  const { contact } = view;
  const rows: [string, string][] = [
    ["Agency", view.agency_label],
    ["Contact", [contact.name, contact.email, contact.phone].filter(Boolean).join("\n") || "Nobody named"],
    ["Form", view.form_title],
    ["Sections", view.sections.map(({ title }) => title).join("\n")],
    ["Answer needed by", formatDate(view.due_on)],
    ["Sent by", view.sent_by],
    ["Message to them", view.message ?? ""],
  ];
  return (
    <>
      <SummaryList
        rows={rows
          .filter(([, value]) => value !== "")
          .map(([label, value]) => ({
            key: label,
            label,
            value: <span className="oc-keep-lines">{value}</span>,
          }))}
      />
      <Details summary="Legal basis they were told">
        <p className="oc-keep-lines">{view.legal_basis}</p>
      </Details>
      {form && <Known view={view} form={form} />}
    </>
  );
}

/** What they were told, to be confirmed or put right. */
function Known({ view, form }: { view: RequestView; form: FormDefinition }) {
  const questions = askedSections(form, view.sections).flatMap(questionsOf);
  const rows = questions.flatMap((question) => {
    const known = view.known[question.id];
    if (!known) return [];
    const value = (
      <>
        <span className="oc-keep-lines">{givenText(form, question, known.value)}</span>
        <div className="oc-cell__small">{known.source}</div>
      </>
    );
    return [{ key: question.id, label: question.label, value }];
  });
  if (rows.length === 0) return null;
  return (
    <Details summary={`What they were told already (${rows.length})`}>
      <SummaryList rows={rows} />
    </Details>
  );
}

function Clarifications({ view, form }: { view: RequestView; form: FormDefinition }) {
  if (view.clarifications.length === 0) return null;
  return (
    <section aria-labelledby="clarifications">
      <h2 className="nhsuk-heading-m" id="clarifications">
        What you asked to have cleared up
      </h2>
      {view.clarifications.map((one) => (
        <div key={one.returned_at}>
          <p className="oc-cell__small">
            {one.returned_by}, {onDay(one.returned_at)}
          </p>
          <ul>
            {one.questions.map((asked) => (
              <li key={`${asked.question} ${asked.row}`}>
                <strong>{nameOf(form, asked, view.answers)}:</strong>{" "}
                <span className="oc-keep-lines oc-break">{asked.message}</span>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}
