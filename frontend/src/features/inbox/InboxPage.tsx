import { Page } from "../../ui/page";

export default function InboxPage() {
  return (
    <Page title="InboxPage">
      <h1>InboxPage</h1>
    </Page>
  );
}
