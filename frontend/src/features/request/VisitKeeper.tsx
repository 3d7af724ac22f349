import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { onUnauthenticated } from "../../api/client";
import { visitQuery } from "../../api/requests";
import { Button } from "../../ui";
import { Modal } from "../../ui/modal";

/** When a visit has ended, keeps what was typed until another one is begun. A code works once, so that takes a new
 * invitation, opened in another tab of the same browser. */
export function VisitKeeper() {
  const queryClient = useQueryClient();
  const [ended, setEnded] = useState(false);
  const [still, setStill] = useState(false);
  useEffect(() => onUnauthenticated(() => setEnded(true)), []);
  if (!ended) return null;

  const look = async () => {
    try {
      await queryClient.fetchQuery({ ...visitQuery, staleTime: 0 });
      setEnded(false);
      setStill(false);
      // What failed meanwhile is tried again; what was typed was never touched.
      await queryClient.invalidateQueries({ queryKey: ["asked-request"] });
    } catch {
      setStill(true);
    }
  };

  return (
    <Modal title="Your visit has ended" opaque>
      <p>
        To keep information about children safe, a visit ends after a while. Your saved answers are safe, and
        what you typed last is still here.
      </p>
      <p>
        Keep this page open. Ask the panel’s office for a new link and code, open the link in another tab,
        then come back here.
      </p>
      {still && (
        <p role="alert" className="nhsuk-error-message">
          The request is not open yet. Open the new link and enter its code first.
        </p>
      )}
      <Button onClick={() => void look()}>Carry on</Button>
    </Modal>
  );
}
