import { useQuery } from "@tanstack/react-query";
import { Link, Navigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { ConnectionLost, Problem } from "../../api/client";
import { areasQuery } from "../../api/queries";
import { paths } from "../../app/paths";
import { stepAfter } from "../../forms/journey";
import { Button, ErrorSummary, focusField, InsetText, Loading, Page, Radios, SummaryList } from "../../ui";
import { areaLookupQuery, postcodeOf, reasonToChoose, residencePageId } from "./area";
import { useNotification } from "./context";
import { useGo } from "./navigation";
import { noticeId } from "./SaveNotices";

const fieldId = "area";

/** Names the panel that will receive the notification, or lets the person choose it. */
export default function AreaPage() {
  const { from } = useSearch({ from: "/public/notify/area" });
  const { store, state, at } = useNotification();
  const go = useGo();
  const postcode = postcodeOf(at);
  const lookup = useQuery({ ...areaLookupQuery(postcode ?? ""), enabled: postcode !== null });
  const found = postcode !== null && lookup.data?.outcome === "found" ? lookup.data : null;
  const areas = useQuery({ ...areasQuery, enabled: found === null });
  const [attempt, setAttempt] = useState(0);
  const [busy, setBusy] = useState(false);
  const pageId = residencePageId(at);
  const residence = { params: { pageId }, search: from ? { from } : {} };

  if (!state.draft) return <Navigate to={paths.notify} replace />;
  if (postcode !== null && lookup.isPending) return <Loading text="Looking up the postcode" />;
  if (lookup.error && !(lookup.error instanceof Problem && lookup.error.status === 422)) throw lookup.error;
  if (found === null && areas.isPending) return <Loading text="Opening the list of areas" />;
  if (areas.error) throw areas.error instanceof Problem ? areas.error : new ConnectionLost();

  const next = async () => {
    if (found) store.chooseArea(null);
    setAttempt(attempt + 1);
    if (!found && !state.chosenArea) return;
    setBusy(true);
    const saved = await store.save();
    setBusy(false);
    if (saved.done) go(stepAfter(at, pageId, from), from);
    else focusField(noticeId);
  };
  const error =
    attempt > 0 && !found && !state.chosenArea ? "Choose the panel that should receive this" : undefined;
  const title = found?.area
    ? `Your notification will go to ${found.area.name}`
    : "Which panel should receive this notification?";

  return (
    <>
      <Link className="nhsuk-back-link" to={paths.notifyPage} {...residence}>
        Back
      </Link>
      <Page title={title} errors={error ? 1 : 0}>
        {error && <ErrorSummary attempt={attempt} errors={[{ fieldId, message: error }]} />}
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (!busy) void next();
          }}
        >
          <h1 className="nhsuk-heading-l">{title}</h1>
          {found?.area ? (
            <p>
              {found.postcode} is in {found.local_authority?.name ?? "this area"}. The child death overview
              panel for <strong>{found.area.name}</strong> will receive what you send, wherever the death
              happened.{" "}
              <Link to={paths.notifyPage} {...residence}>
                Change where the child lived
              </Link>
            </p>
          ) : (
            <Radios
              id={fieldId}
              label="Child death overview panel"
              hint={reasonToChoose(state.answers, lookup.data ?? null)}
              error={error}
              choices={(areas.data?.items ?? []).map((area) => ({
                value: area.id,
                label: area.name,
                hint: area.local_authorities.map((authority) => authority.name).join(", "),
              }))}
              value={state.chosenArea?.id ?? null}
              onChange={(id) => store.chooseArea(areas.data?.items.find((area) => area.id === id) ?? null)}
            />
          )}
          <WriteDown />
          <Button type="submit" busy={busy}>
            {busy ? "Saving" : "Continue"}
          </Button>
        </form>
      </Page>
    </>
  );
}

/** The reference and the code, while we have the code to show. */
export function WriteDown() {
  const { state } = useNotification();
  if (!state.draft || !state.resumeCode) return null;
  return (
    <InsetText>
      <h2 className="nhsuk-heading-s">Write these down to come back later</h2>
      <p>
        Your answers are saved as you go. To continue another time or on another device you need both. We can
        show the code only now.
      </p>
      <SummaryList
        noBorder
        rows={[
          {
            key: "reference",
            label: "Reference",
            value: <span className="oc-code">{state.draft.reference}</span>,
          },
          { key: "code", label: "Code", value: <span className="oc-code">{state.resumeCode}</span> },
        ]}
      />
    </InsetText>
  );
}
