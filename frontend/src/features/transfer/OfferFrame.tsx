import { Link, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { Area } from "../../api/types";
import { paths } from "../../app/paths";
import { leaveWord } from "../../ui/flash";
import { Page } from "../../ui/page";
import { NotOffered } from "./NotOffered";
import { type Offerable, OfferForm } from "./OfferForm";
import { useRefresh } from "./useRefresh";
import { RecordName, recordName } from "./words";

interface OfferFrameProps {
  record: Offerable;
  etag: string | null;
  from: Area;
  /** The area of the home, when it is another: likely the one to offer to. */
  home: Area | null;
  /** Why it cannot be offered; nothing when it can. */
  why: string | null;
  /** Whose record it is. */
  identity: ReactNode;
}

/** The page on which a case or a notification is offered to the area that should review the death. */
export function OfferFrame({ record, etag, from, home, why, identity }: OfferFrameProps) {
  const [errors, setErrors] = useState(0);
  const [overtaken, setOvertaken] = useState(false);
  const refresh = useRefresh();
  const navigate = useNavigate();
  const { id, kind, reference } = record;
  const page = kind === "case" ? paths.case : paths.notification;

  const onDone = async (area: Area) => {
    await refresh();
    leaveWord(`${RecordName(record)} has been offered to ${area.name}. They are told by e-mail.`);
    navigate({ to: page, params: { id } });
  };
  const onOvertaken = async () => {
    await refresh();
    setOvertaken(true);
  };

  return (
    <Page title={`Offer ${recordName(record)} to another area`} errors={errors}>
      <p>
        <Link className="nhsuk-back-link" to={page} params={{ id }}>
          Back to {recordName(record)}
        </Link>
      </p>
      <h1>
        Offer {kind} <span className="oc-whole">{reference}</span> to another area
      </h1>
      {identity}
      {why === null ? (
        <OfferForm
          record={record}
          etag={etag}
          from={from}
          home={home}
          onDone={onDone}
          onOvertaken={onOvertaken}
          onErrors={setErrors}
        />
      ) : (
        <NotOffered why={why} takeFocus={overtaken} />
      )}
    </Page>
  );
}
