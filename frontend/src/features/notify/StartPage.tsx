import { Page } from "../../ui/page";

export default function StartPage() {
  return (
    <Page title="StartPage">
      <h1>StartPage</h1>
    </Page>
  );
}
