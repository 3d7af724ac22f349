import { useEffect, useRef } from "react";
import type { AskableForm, OrganisationItem } from "../../../api/types-asking";
import { Button, ButtonGroup } from "../../../ui/button";
import { Cell } from "../../../ui/cell";
import { formatDate } from "../../../ui/format";
import { Details, InsetText } from "../../../ui/notices";
import { Progress } from "../../../ui/progress";
import { Table } from "../../../ui/table";
import { countWords } from "../words";
import { type Draft, knownOrganisation, type Shared } from "./drafts";

interface CheckAskedProps {
  asked: Draft[];
  shared: Shared;
  forms: AskableForm[];
  organisations: OrganisationItem[];
  busy: boolean;
  onSend: () => void;
  onBack: () => void;
}

/** All that is sent, on one screen, before it is sent. */
export function CheckAsked({ asked, shared, forms, organisations, busy, onSend, onBack }: CheckAskedProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
    window.scrollTo(0, 0);
  }, []);
  const formOf = (draft: Draft) => forms.find(({ id }) => id === draft.form);
  const untold = asked.filter((draft) => {
    const known = knownOrganisation(draft, organisations);
    const signsIn = organisations.find(({ id }) => id === known?.id)?.has_accounts ?? false;
    return !signsIn && draft.email.trim() === "";
  });
  return (
    <>
      <h2 ref={heading} tabIndex={-1} className="nhsuk-heading-m">
        Check {countWords(asked.length, "request")} before you send {asked.length === 1 ? "it" : "them"}
      </h2>
      {untold.length > 0 && (
        <InsetText>
          <p>
            Nobody is told by e-mail at {untold.map((one) => one.organisation.trim()).join(", ")}: there is no
            e-mail address, and nobody there can sign in. Once the requests are sent, open theirs and invite
            somebody.
          </p>
        </InsetText>
      )}
      <Table
        caption="Requests to send"
        captionHidden
        items={asked}
        rowKey={({ key }) => key}
        columns={[
          {
            key: "agency",
            heading: "Who",
            cell: (one) => (
              <Cell
                small={
                  knownOrganisation(one, organisations) ? one.agencyLabel : `${one.agencyLabel}, new here`
                }
              >
                {one.organisation}
              </Cell>
            ),
          },
          {
            key: "contact",
            heading: "Contact",
            cell: (one) => (
              <Cell small={[one.email, one.phone].filter(Boolean).join(", ")}>
                {one.name || "Nobody named"}
              </Cell>
            ),
          },
          {
            key: "form",
            heading: "Asked for",
            cell: (one) => (
              <Cell small={one.message && "With a message to them"}>
                {formOf(one)?.title}: {countWords(one.sections.length, "section")}
              </Cell>
            ),
          },
          {
            key: "due",
            heading: "By",
            cell: (one) => <span className="oc-whole">{formatDate(one.due || shared.due)}</span>,
          },
        ]}
      />
      <Details summary="Legal basis they are told">
        <p className="oc-keep-lines">{shared.legalBasis}</p>
      </Details>
      {busy && <Progress text={`Sending ${countWords(asked.length, "request")}`} />}
      <ButtonGroup>
        <Button onClick={onSend} busy={busy}>
          Send {countWords(asked.length, "request")}
        </Button>
        <Button variant="secondary" onClick={onBack} busy={busy}>
          Change something
        </Button>
      </ButtonGroup>
    </>
  );
}
