import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { Problem } from "../../api/client";
import { visitQuery } from "../../api/requests";
import type { VisitView } from "../../api/types-requests";
import { paths } from "../../app/paths";
import { Button, InsetText, Page } from "../../ui";
import { OutcomeBanner } from "../../ui/outcome-banner";
import { problemWords } from "../../ui/problem-words";
import { EnrolOffer } from "./EnrolOffer";
import { InvitationForm } from "./InvitationForm";
import { forgetToken, takeToken } from "./token";

/** Where the link of an invitation leads. It says nothing about any child, and asks nothing of the server by itself. */
export default function InvitationPage() {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [token, setToken] = useState(takeToken);
  const [errors, setErrors] = useState(0);
  const [offered, setOffered] = useState<VisitView | null>(null);

  // Another link pasted into the same tab changes the address without loading the page anew.
  useEffect(() => {
    const onChange = () => setToken(takeToken());
    window.addEventListener("hashchange", onChange);
    return () => window.removeEventListener("hashchange", onChange);
  }, []);

  const open = (visit: VisitView) => {
    // The code works once, and with it the link.
    forgetToken();
    queryClient.clear();
    queryClient.setQueryData(visitQuery.queryKey, visit);
    if (visit.offers_account) setOffered(visit);
    else go(visit);
  };
  const go = (visit: VisitView) =>
    void navigate({ to: paths.request, params: { id: visit.request_id }, replace: true });

  if (offered) {
    return (
      <Page title="Answer a request for information">
        <h1>Answer a request for information</h1>
        <EnrolOffer visit={offered} onGo={() => go(offered)} />
      </Page>
    );
  }

  return (
    <Page title="Answer a request for information" errors={errors}>
      <OutcomeBanner takeFocus />
      <h1>Answer a request for information</h1>
      <p>
        A child death overview panel asks your organisation for information. You need no account: the link you
        opened and a code are enough.
      </p>
      {token ? <InvitationForm token={token} onDone={open} onErrors={setErrors} /> : <NoLink onDone={open} />}
      <InsetText>
        <p>
          Please answer only if this request is meant for you or your organisation. If it is not, tell the
          person whose name is in the e-mail.
        </p>
      </InsetText>
    </Page>
  );
}

/** Without a link there may still be a visit that this browser began. */
function NoLink({ onDone }: { onDone: (visit: VisitView) => void }) {
  const queryClient = useQueryClient();
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const carryOn = async () => {
    if (busy) return;
    setBusy(true);
    setError(null);
    try {
      onDone(await queryClient.fetchQuery({ ...visitQuery, staleTime: 0 }));
    } catch (failure) {
      const none = failure instanceof Problem && (failure.status === 401 || failure.status === 404);
      setError(
        none
          ? "There is nothing to carry on with in this browser. Open the link in your e-mail again."
          : problemWords(failure),
      );
      setBusy(false);
    }
  };

  return (
    <>
      <p>
        <strong>Open the link in the e-mail you were sent.</strong> If it is broken over two lines, copy all
        of it into the address bar.
      </p>
      <p>Have you begun already in this browser?</p>
      {error && (
        <p role="alert" className="nhsuk-error-message">
          {error}
        </p>
      )}
      <Button variant="secondary" onClick={() => void carryOn()} busy={busy}>
        Carry on where you were
      </Button>
    </>
  );
}
