import { Link } from "@tanstack/react-router";
import type { Transfer } from "../../api/types";
import { paths } from "../../app/paths";
import { InsetText } from "../../ui/notices";
import { WhereItWent } from "./Stub";
import { outcomeWords, RecordName } from "./words";

/** What a search by reference finds, when it finds no case of one's own: the latest transfer of it. */
export function FoundTransfer({ transfer }: { transfer: Transfer }) {
  return (
    <InsetText>
      {transfer.state === "accepted" ? (
        <WhereItWent transfer={transfer} />
      ) : (
        <p>
          {RecordName(transfer)}: {outcomeWords(transfer)}.{" "}
          <Link to={paths.transfer} params={{ id: transfer.id }}>
            See the offer
          </Link>
        </p>
      )}
    </InsetText>
  );
}
