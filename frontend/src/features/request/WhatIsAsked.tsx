import { Details, formatDate, formatNhsNumber, InsetText, SummaryList } from "../../ui";
import { useRequest } from "./context";

/** About whom, who asks, and on which ground. */
export function WhatIsAsked() {
  const { view } = useRequest();
  const { child, sent_by: sender, sent_by_email: email } = view;
  const facts = [
    { key: "name", label: "Name", value: child.name },
    { key: "born", label: "Date of birth", value: formatDate(child.date_of_birth) },
    { key: "died", label: "Date of death", value: formatDate(child.date_of_death) },
    { key: "nhs", label: "NHS number", value: formatNhsNumber(child.nhs_number) },
    { key: "address", label: "Home address", value: child.address ?? "" },
  ];
  return (
    <>
      <p>
        The child death overview panel for {view.area} reviews the death of every child who lived in its area,
        to learn what could keep other children safe. It asks you what your organisation knew. Thank you for
        your help.
      </p>
      <h2>The child</h2>
      <SummaryList rows={facts.map((fact) => ({ ...fact, value: fact.value || "Not known" }))} />
      <InsetText>
        <p>
          These details are here so that you can find your records. Please do not pass them on or use them for
          anything else.
        </p>
      </InsetText>
      {view.message && (
        <>
          <h2>A message from the panel</h2>
          <p className="oc-keep-lines">{view.message}</p>
        </>
      )}
      <p>
        Sent by {sender} on {formatDate(view.times.sent_at)}.
        {email && (
          <>
            {" "}
            If you have a question, write to <a href={`mailto:${email}`}>{email}</a>.
          </>
        )}
      </p>
      <Details summary="Why you may share this information">
        <p className="oc-keep-lines">{view.legal_basis}</p>
      </Details>
    </>
  );
}
