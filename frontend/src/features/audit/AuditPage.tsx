import { Page } from "../../ui/page";

export default function AuditPage() {
  return (
    <Page title="AuditPage">
      <h1>AuditPage</h1>
    </Page>
  );
}
