import { Page } from "../../ui/page";

export default function QuestionPage() {
  return (
    <Page title="QuestionPage">
      <h1>QuestionPage</h1>
    </Page>
  );
}
