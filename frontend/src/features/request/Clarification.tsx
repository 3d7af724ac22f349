import { Link } from "@tanstack/react-router";
import { paths } from "../../app/paths";
import { rowTitle } from "../../forms/answer-text";
import { allQuestions, pageOfQuestion } from "../../forms/journey";
import { asRows } from "../../forms/value";
import { formatDate, NotificationBanner } from "../../ui";
import { useRequest } from "./context";

/** What the panel asks to have cleared up, question by question. */
export function Clarification() {
  const { view, at } = useRequest();
  const asked = view.clarification;
  if (!asked) return null;
  return (
    <NotificationBanner title="The panel asks you">
      <p className="nhsuk-notification-banner__heading">
        {asked.returned_by} sent your answers back on {formatDate(asked.returned_at)} to clear something up
      </p>
      {asked.questions.length > 0 && (
        <>
          <ul className="nhsuk-list nhsuk-list--bullet">
            {asked.questions.map(({ question: id, row, message }) => {
              const question = allQuestions(at.form).find((one) => one.id === id);
              const page = pageOfQuestion(at.form, id);
              const of = row && asRows(at.answers[id]).find((one) => one.row === row);
              const label = `${question?.label ?? id}${question && of ? `: ${rowTitle(at.form, question, of)}` : ""}`;
              return (
                <li key={`${id} ${row}`}>
                  {page ? (
                    <Link
                      to={paths.requestAnswer}
                      params={{ id: view.id, pageId: page.id }}
                      search={row ? { row } : {}}
                    >
                      {label}
                    </Link>
                  ) : (
                    label
                  )}
                  : <span className="oc-keep-lines">{message}</span>
                </li>
              );
            })}
          </ul>
          <p>Change these answers, then send them again. Your other answers stay as you sent them.</p>
        </>
      )}
    </NotificationBanner>
  );
}
