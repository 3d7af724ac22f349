import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { del, fileUrl, Problem } from "../../api/client";
import { formQuery, receiptQuery } from "../../api/queries";
import type { ReceiptView } from "../../api/types";
import { paths } from "../../app/paths";
import { AnswerSections } from "../../forms/answer-sections";
import { situation } from "../../forms/journey";
import { Button, formatInstant, Loading, Page } from "../../ui";
import { leaveWord } from "../../ui/flash";
import { problemWords } from "../../ui/problem-words";
import { forget } from "./forget";

/** What was sent, its reference, and what happens next. Open for a day to the browser that sent it. */
export default function ReceiptPage() {
  const receipt = useQuery(receiptQuery);
  if (receipt.isPending) return <Loading text="Opening your receipt" />;
  if (receipt.error) {
    if (receipt.error instanceof Problem && receipt.error.status < 500) return <NoReceipt />;
    throw receipt.error;
  }
  return <Receipt receipt={receipt.data} />;
}

function NoReceipt() {
  return (
    <Page title="There is no receipt to show">
      <h1>There is no receipt to show</h1>
      <p>We show a receipt for 24 hours, and only in the browser that sent the notification.</p>
      <p>If you have its reference, the panel for the area can tell you what became of it.</p>
      <p>
        <Link to={paths.start}>Go to the start page</Link>
      </p>
    </Page>
  );
}

function Receipt({ receipt }: { receipt: ReceiptView }) {
  const form = useQuery(formQuery(receipt.form_id, receipt.form_version));
  return (
    <Page title="Notification received">
      <div className="nhsuk-panel">
        <h1 className="nhsuk-panel__title">Notification received</h1>
        <div className="nhsuk-panel__body">
          Your reference
          <br />
          <strong className="oc-code">{receipt.reference}</strong>
        </div>
      </div>
      <p>
        The child death overview panel for {receipt.area.name} received this on{" "}
        {formatInstant(receipt.received_at)}. Thank you for telling us.
      </p>
      <h2>What happens next</h2>
      <ul className="nhsuk-list nhsuk-list--bullet">
        {receipt.what_next.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <div className="oc-no-print">
        <h2>Keep a copy</h2>
        <p>
          You can download or print what you sent for 24 hours from this browser. It names the child and the
          family, so keep it where you keep patient or case records.
        </p>
        <p>
          <a
            className="nhsuk-button nhsuk-button--secondary"
            href={fileUrl("/notification-receipts/current/document")}
            download
          >
            Download a copy (PDF)
          </a>
        </p>
        <Button variant="secondary" onClick={() => window.print()}>
          Print this page
        </Button>
      </div>
      <Finish />
      <h2>What you sent</h2>
      {form.isPending && <Loading text="Opening your answers" />}
      {form.data && <AnswerSections at={situation(form.data, receipt.answers)} headingLevel={3} />}
      <p className="oc-no-print">
        <Link to={paths.start}>Notify another death</Link>
      </p>
    </Page>
  );
}

/** For a computer that others use too: the copy of what was sent goes from this browser now, not in a day. */
function Finish() {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  const finish = async () => {
    setBusy(true);
    setError(null);
    try {
      await del("/notification-receipts/current");
      leaveWord("Your screen is clear. The panel has the notification you sent.");
      // In the place of the receipt, so that "Back" does not lead to a page that has nothing to show.
      await navigate({ to: paths.start, replace: true });
      forget(queryClient);
    } catch (failure) {
      setError(problemWords(failure));
      setBusy(false);
    }
  };

  return (
    <section className="oc-no-print" aria-labelledby="finish">
      <h2 id="finish">When you have finished</h2>
      <p>
        Other people who use this computer could read what you sent for 24 hours. If you share it, clear the
        screen before you go. Download or print your copy first: you cannot open this page again.
      </p>
      {error && (
        <p role="alert" className="nhsuk-error-message">
          {error}
        </p>
      )}
      <Button onClick={() => void finish()} busy={busy}>
        {busy ? "Clearing" : "Finish and clear this screen"}
      </Button>
    </section>
  );
}
