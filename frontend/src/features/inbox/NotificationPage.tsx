import { Page } from "../../ui/page";

export default function NotificationPage() {
  return (
    <Page title="NotificationPage">
      <h1>NotificationPage</h1>
    </Page>
  );
}
