import { Page } from "../../ui/page";

export default function HomePage() {
  return (
    <Page title="HomePage">
      <h1>HomePage</h1>
    </Page>
  );
}
