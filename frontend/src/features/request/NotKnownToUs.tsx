import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { newKey } from "../../api/client";
import { declineRequest } from "../../api/requests";
import { paths } from "../../app/paths";
import { Button, ButtonGroup } from "../../ui";
import { problemWords } from "../../ui/problem-words";
import { useRequest } from "./context";
import { useSettled } from "./use-settled";

/** The quickest honest answer: the records were looked at, and the child is not in them. */
export function NotKnownToUs() {
  const { view } = useRequest();
  const navigate = useNavigate();
  const settled = useSettled(view.id);
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const [key] = useState(newKey);
  useEffect(() => {
    if (asking) box.current?.focus();
  }, [asking]);

  const confirm = async () => {
    if (busy) return;
    setBusy(true);
    setError(null);
    try {
      await declineRequest(view.id, { reason: "not_known_to_us", words: null }, key);
      await settled();
      await navigate({ to: paths.requestDone, params: { id: view.id }, replace: true });
    } catch (failure) {
      setError(problemWords(failure));
      setBusy(false);
    }
  };

  return (
    <section aria-labelledby="not-known">
      <h2 id="not-known">If you do not know this child</h2>
      {!asking ? (
        <>
          <p>If you have looked and hold no records about the child or the family, one press is enough.</p>
          <Button variant="secondary" onClick={() => setAsking(true)}>
            Not known to us
          </Button>
        </>
      ) : (
        <div ref={box} tabIndex={-1} className="nhsuk-inset-text">
          <p>
            <strong>
              Tell the panel that the child and family are not known to {view.organisation.name}?
            </strong>
          </p>
          <p>This closes the request. You cannot undo it: only the panel can ask you again.</p>
          {error && (
            <p role="alert" className="nhsuk-error-message">
              {error}
            </p>
          )}
          <ButtonGroup>
            <Button onClick={() => void confirm()} busy={busy}>
              {busy ? "Telling the panel" : "Yes, not known to us"}
            </Button>
            <Button variant="secondary" onClick={() => setAsking(false)}>
              Go back
            </Button>
          </ButtonGroup>
        </div>
      )}
    </section>
  );
}
