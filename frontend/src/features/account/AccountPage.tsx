import { Page } from "../../ui/page";

export default function AccountPage() {
  return (
    <Page title="AccountPage">
      <h1>AccountPage</h1>
    </Page>
  );
}
