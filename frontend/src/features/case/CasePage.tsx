import { Page } from "../../ui/page";

export default function CasePage() {
  return (
    <Page title="CasePage">
      <h1>CasePage</h1>
    </Page>
  );
}
