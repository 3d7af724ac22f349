import { Page } from "../../ui/page";

export default function CaseloadPage() {
  return (
    <Page title="CaseloadPage">
      <h1>CaseloadPage</h1>
    </Page>
  );
}
