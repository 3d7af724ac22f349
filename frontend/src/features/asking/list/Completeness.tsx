import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { completenessQuery } from "../../../api/asking";
import type { Wish } from "../../../api/types-asking";
import { paths } from "../../../app/paths";
import { formatDate } from "../../../ui/format";
import { LoadProblem } from "../../../ui/load-problem";
import { Details, Tag } from "../../../ui/notices";
import { Loading } from "../../../ui/progress";

interface CompletenessProps {
  caseId: string;
  mayAsk: boolean;
}

/** How much of what the review wishes to know has come in, and from whom the rest is awaited. */
export function Completeness({ caseId, mayAsk }: CompletenessProps) {
  const query = useQuery(completenessQuery(caseId));
  if (query.isPending) return <Loading text="Counting what has come in" />;
  if (!query.data) return <LoadProblem error={query.error} onRetry={() => query.refetch()} />;
  const { met, of, wishes } = query.data;
  if (of === 0) return null;
  const open = wishes.filter(({ standing }) => standing !== "met");
  const done = wishes.filter(({ standing }) => standing === "met");
  return (
    <section className="oc-completeness" aria-labelledby="completeness">
      <h2 id="completeness" className="nhsuk-heading-s">
        {met} of {of} met
      </h2>
      <progress className="oc-progress__bar" aria-labelledby="completeness" value={met} max={of} />
      {open.length === 0 ? (
        <p>Everything the review needs to know has been answered.</p>
      ) : (
        <Details summary={`What is missing, and from whom (${open.length})`} open={open.length <= 5}>
          <ul className="oc-completeness__missing">
            {open.map((wish) => (
              <li key={wish.id}>
                <Missing caseId={caseId} wish={wish} mayAsk={mayAsk} />
              </li>
            ))}
          </ul>
        </Details>
      )}
      {done.length > 0 && (
        <Details summary={`What has come in (${done.length})`}>
          <ul>
            {done.map(({ id, words }) => (
              <li key={id}>{words}</li>
            ))}
          </ul>
        </Details>
      )}
    </section>
  );
}

function Missing({ caseId, wish, mayAsk }: { caseId: string; wish: Wish; mayAsk: boolean }) {
  return (
    <>
      {wish.words} <Tag colour={wish.standing === "not_known" ? "grey" : "yellow"}>{wish.standing_label}</Tag>
      {wish.from.map((one) => (
        <div key={one.request_id} className="oc-cell__small">
          <Link to={paths.caseRequest} params={{ id: caseId, request: one.request_id }}>
            {one.organisation}
          </Link>
          : {one.standing_label}, due {formatDate(one.due_on)}
        </div>
      ))}
      {wish.nobody_asked && (
        <div className="oc-cell__small">
          Nobody has been asked.{" "}
          {mayAsk && (
            <Link to={paths.ask} params={{ id: caseId }}>
              Ask an agency<span className="nhsuk-u-visually-hidden"> about: {wish.words}</span>
            </Link>
          )}
        </div>
      )}
    </>
  );
}
