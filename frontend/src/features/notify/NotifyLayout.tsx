import { Page } from "../../ui/page";

export default function NotifyLayout() {
  return (
    <Page title="NotifyLayout">
      <h1>NotifyLayout</h1>
    </Page>
  );
}
