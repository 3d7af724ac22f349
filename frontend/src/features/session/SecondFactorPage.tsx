import { Page } from "../../ui/page";

export default function SecondFactorPage() {
  return (
    <Page title="SecondFactorPage">
      <h1>SecondFactorPage</h1>
    </Page>
  );
}
