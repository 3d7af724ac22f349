import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { onUnauthenticated } from "../../api/client";
import { visitQuery } from "../../api/requests";
import type { VisitView } from "../../api/types-requests";
import { Button } from "../../ui";
import { Modal } from "../../ui/modal";
import { InvitationForm } from "./InvitationForm";
import { takeToken } from "./token";

/** When a visit has ended, lets the same person begin another without losing what they typed. */
export function VisitKeeper() {
  const queryClient = useQueryClient();
  const [ended, setEnded] = useState(false);
  const [still, setStill] = useState(false);
  useEffect(() => onUnauthenticated(() => setEnded(true)), []);
  if (!ended) return null;
  const token = takeToken();

  const carryOn = (visit: VisitView) => {
    queryClient.setQueryData(visitQuery.queryKey, visit);
    setEnded(false);
    setStill(false);
    // What failed meanwhile is tried again; what was typed was never touched.
    void queryClient.invalidateQueries({ queryKey: ["asked-request"] });
  };
  const look = () =>
    queryClient
      .fetchQuery({ ...visitQuery, staleTime: 0 })
      .then(carryOn)
      .catch(() => setStill(true));

  return (
    <Modal title="Your visit has ended" opaque>
      <p>
        To keep information about children safe, a visit ends after a while. What you typed is still here.
      </p>
      {token ? (
        <>
          <p>Enter the code and your name again to carry on where you were.</p>
          <InvitationForm token={token} onDone={carryOn} />
        </>
      ) : (
        <>
          <p>
            Keep this page open. Open the link in your e-mail in another tab, enter the code there, then come
            back here.
          </p>
          {still && (
            <p role="alert" className="nhsuk-error-message">
              The request is not open yet. Open the link in your e-mail first.
            </p>
          )}
          <Button onClick={() => void look()}>Carry on</Button>
        </>
      )}
    </Modal>
  );
}
