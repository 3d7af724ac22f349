import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { compositeDocumentUrl, compositeQuery } from "../../../api/asking";
import type { Composite, CompositeSection } from "../../../api/types-asking";
import { paths } from "../../../app/paths";
import { Cell } from "../../../ui/cell";
import { LoadProblem } from "../../../ui/load-problem";
import { Details } from "../../../ui/notices";
import { Loading } from "../../../ui/progress";
import { Table } from "../../../ui/table";
import { countWords, onDay, whoWords } from "../words";
import "./collated.scss";
import { Queue } from "./Queue";
import { everyQuestion, undecided } from "./questions";
import { RecordSection } from "./RecordSection";

/** The answers of all agencies as one record: what differs comes first, and every answer says where it comes from. */
export function Collated({ caseId }: { caseId: string }) {
  const query = useQuery(compositeQuery(caseId));
  if (query.isPending) return <Loading text="Collating the answers" />;
  if (!query.data) return <LoadProblem error={query.error} onRetry={() => query.refetch()} />;
  return <Collation composite={query.data} caseId={caseId} />;
}

function Collation({ composite, caseId }: { composite: Composite; caseId: string }) {
  const [said, setSaid] = useState("");
  const [open, setOpen] = useState<string | null>(null);
  const queue = useRef<HTMLHeadingElement>(null);
  const { may_choose, counts, contributions, forms } = composite;

  if (contributions.length === 0 && counts.answered === 0)
    return (
      <>
        <h2 className="nhsuk-heading-m">Collated record</h2>
        <p>No agency has sent in answers yet. Once they do, their answers are put side by side here.</p>
        <p>
          <Link to={paths.case} params={{ id: caseId }} search={{ tab: "requests" }}>
            See what was asked
          </Link>
        </p>
      </>
    );
  const done = (word: string) => {
    setSaid(word);
    setOpen(null);
  };
  /** The form has gone with the conflict: the heading of the queue is followed by the next one. */
  const doneInQueue = (word: string) => {
    done(word);
    queue.current?.focus();
  };
  return (
    <>
      <p className="oc-cell__small" role="status">
        {said}
      </p>
      <p className="oc-no-print">
        <a href={compositeDocumentUrl(caseId)} download>
          Download as PDF
        </a>
      </p>
      <Queue
        caseId={caseId}
        items={undecided(everyQuestion(composite))}
        mayChoose={may_choose}
        heading={queue}
        onDone={doneInQueue}
      />
      <h2 className="nhsuk-heading-m">The record</h2>
      <p>
        {counts.settled} of {countWords(counts.answered, "answered question")} settled.
      </p>
      <Details summary={`Who answered (${contributions.length})`}>
        <Contributions composite={composite} caseId={caseId} />
      </Details>
      {forms.map((form) => (
        <section key={form.form} aria-labelledby={`record-${form.form}`}>
          {forms.length > 1 && (
            <h3 className="nhsuk-heading-s" id={`record-${form.form}`}>
              {form.title}
            </h3>
          )}
          {forms.length === 1 && (
            <h3 className="nhsuk-u-visually-hidden" id={`record-${form.form}`}>
              {form.title}
            </h3>
          )}
          {form.sections.map((section) => (
            <Details key={section.id} summary={`${section.title} (${answeredIn(section)})`}>
              <RecordSection
                section={section}
                caseId={caseId}
                mayChoose={may_choose}
                open={open}
                setOpen={setOpen}
                onDone={done}
              />
            </Details>
          ))}
        </section>
      ))}
    </>
  );
}

const answeredIn = ({ questions }: CompositeSection) => {
  const count = questions.filter(
    ({ standing, rows }) => standing !== "nothing" || (rows ?? []).length > 0,
  ).length;
  return count === 0 ? "nothing answered" : `${count} answered`;
};

function Contributions({ composite, caseId }: { composite: Composite; caseId: string }) {
  return (
    <Table
      caption="Who answered"
      captionHidden
      items={composite.contributions}
      rowKey={({ request_id }) => request_id}
      columns={[
        {
          key: "who",
          heading: "Who",
          cell: (one) => (
            <Cell small={one.person}>
              <Link to={paths.caseRequest} params={{ id: caseId, request: one.request_id }}>
                {whoWords(one)}
              </Link>
            </Cell>
          ),
        },
        {
          key: "form",
          heading: "Form",
          cell: (one) => <Cell small={`Version ${one.form_version}`}>{one.form_title}</Cell>,
        },
        { key: "when", heading: "Sent in", cell: (one) => onDay(one.submitted_at) },
      ]}
    />
  );
}
