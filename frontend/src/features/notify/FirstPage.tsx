import { Page } from "../../ui/page";

export default function FirstPage() {
  return (
    <Page title="FirstPage">
      <h1>FirstPage</h1>
    </Page>
  );
}
