import { Navigate, useParams, useSearch } from "@tanstack/react-router";
import { paths } from "../../app/paths";
import { findPlace } from "../../forms/journey";
import { Page } from "../../ui";
import { residencePageId } from "./area";
import { useNotification } from "./context";
import { QuestionForm } from "./QuestionForm";
import { RowPage } from "./RowPage";

/** A page of the form, chosen by its id in the address. */
export default function QuestionPage() {
  const { pageId } = useParams({ from: "/public/notify/$pageId" });
  const { from, row } = useSearch({ from: "/public/notify/$pageId" });
  const { state, at } = useNotification();
  const place = findPlace(at.form, pageId);

  if (!place) {
    return (
      <Page title="Page not found">
        <h1>Page not found</h1>
        <p>This form has no such page. Your answers are not affected.</p>
      </Page>
    );
  }
  // Without a draft there is nothing to go on with: the first page makes one.
  if (!state.draft && pageId !== residencePageId(at)) return <Navigate to={paths.notify} replace />;

  const repeat = place.page.questions.find((question) => question.kind === "repeat");
  if (row && repeat) return <RowPage key={row} place={place} repeat={repeat} rowId={row} from={from} />;
  return <QuestionForm key={pageId} place={place} from={from} />;
}
