import { Page } from "../../ui/page";

export default function AdminPage() {
  return (
    <Page title="AdminPage">
      <h1>AdminPage</h1>
    </Page>
  );
}
