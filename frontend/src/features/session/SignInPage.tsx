import { Page } from "../../ui/page";

export default function SignInPage() {
  return (
    <Page title="SignInPage">
      <h1>SignInPage</h1>
    </Page>
  );
}
