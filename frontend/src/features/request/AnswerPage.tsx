import { getRouteApi } from "@tanstack/react-router";
import { findPlace } from "../../forms/journey";
import { useRequest } from "./context";
import { NotFoundPart } from "./NotFoundPart";
import { QuestionsPage } from "./QuestionsPage";
import { RowPage } from "./RowPage";

const route = getRouteApi("/asked/requests/$id/answer/$pageId");

/** One page of the form, or one row of a list on it. */
export default function AnswerPage() {
  const { pageId } = route.useParams();
  const { row } = route.useSearch();
  const { at } = useRequest();
  const place = findPlace(at.form, pageId);
  if (!place) return <NotFoundPart />;
  const repeat = row ? place.page.questions.find((question) => question.kind === "repeat") : undefined;
  if (row && repeat) return <RowPage key={`${pageId} ${row}`} place={place} rowId={row} />;
  return <QuestionsPage key={pageId} place={place} />;
}
