import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { JointAgencyResponse, ResponseVersion } from "../../api/types";
import { aCase } from "../../testing/a-case";
import { openApp, problem } from "../../testing/staff-app";

const suggested: ResponseVersion = {
  version: 1,
  needed: "not_yet_known",
  needed_label: "Not yet known",
  criteria: ["SUD"],
  near_death: false,
  started: null,
  started_at: null,
  decided_at: null,
  decided_by: null,
  not_started_reason: null,
  because: ["The notification names criteria that are met"],
  confirmed: false,
  recorded_at: "2026-11-02T09:00:00Z",
  recorded_by: null,
};

const view: JointAgencyResponse = {
  current: suggested,
  history: [],
  criteria: [
    { code: "EXT", label: "An external cause", help: "For example an injury." },
    { code: "SUD", label: "Sudden with no apparent cause", help: "Infants and older children." },
  ],
  near_death_label: "Brought to hospital near death",
  citation: "Statutory guidance 2018",
  may_record: true,
  reason: null,
};

const path = "/cases/c1/joint-agency-response";
const open = (body: JointAgencyResponse) =>
  openApp("/cases/c1", {
    "GET /cases/c1": { body: aCase() },
    [`GET ${path}`]: { body, headers: { ETag: '"1"' } },
  });

const panel = async () => within(await screen.findByRole("region", { name: "Joint agency response" }));

describe("the joint agency response of a case", () => {
  it("says that a suggestion of the notification is not confirmed, and why it is made", async () => {
    open(view);
    const box = await panel();
    expect(await box.findByText("Not confirmed")).toBeInTheDocument();
    expect(box.getByText("The notification names criteria that are met")).toBeInTheDocument();
    expect(box.getByText("Statutory guidance 2018")).toBeInTheDocument();
  });

  it("records who decided and when, in London time, under the version that was read", async () => {
    const user = userEvent.setup();
    const app = open(view);
    const box = await panel();
    await user.click(await box.findByRole("button", { name: "Record the decision" }));
    await user.click(
      within(box.getByRole("group", { name: /Is a joint agency response needed/ })).getByLabelText("Yes"),
    );
    expect(box.getByLabelText("Sudden with no apparent cause")).toBeChecked();
    await user.click(within(box.getByRole("group", { name: /Was it started/ })).getByLabelText("No"));
    await user.type(box.getByLabelText(/why not/), "Expected at home");
    const when = within(box.getByRole("group", { name: /When was this decided/ }));
    await user.type(when.getByLabelText("Day"), "1");
    await user.type(when.getByLabelText("Month"), "7");
    await user.type(when.getByLabelText("Year"), "2026");
    await user.type(when.getByLabelText("Time"), "14:30");
    await user.type(box.getByLabelText("Who decided?"), "Dr Reed");
    app.reply(`PUT ${path}`, { body: view });
    await user.click(box.getByRole("button", { name: "Save the decision" }));
    expect(await box.findByText("The decision has been saved.")).toBeInTheDocument();
    const sent = app.calls.find((call) => call.method === "PUT");
    expect(sent?.headers.get("If-Match")).toBe('"1"');
    expect(sent?.body).toEqual({
      needed: "yes",
      criteria: ["SUD"],
      near_death: false,
      started: false,
      started_at: null,
      decided_at: "2026-07-01T13:30:00.000Z",
      decided_by: "Dr Reed",
      not_started_reason: "Expected at home",
    });
  });

  it("leads to the field the API names", async () => {
    const user = userEvent.setup();
    const app = open(view);
    const box = await panel();
    await user.click(await box.findByRole("button", { name: "Record the decision" }));
    const message = "Say why it was not started";
    app.reply(
      `PUT ${path}`,
      problem(422, "invalid_body", {
        errors: [{ pointer: "/not_started_reason", code: "required", message }],
      }),
    );
    await user.click(box.getByRole("button", { name: "Save the decision" }));
    await user.click(await box.findByRole("link", { name: message }));
    await waitFor(() => expect(box.getByLabelText(/why not/)).toHaveFocus());
  });

  it("says why somebody cannot record a decision", async () => {
    open({ ...view, may_record: false, reason: "A coordinator records this." });
    const box = await panel();
    expect(await box.findByText("A coordinator records this.")).toBeInTheDocument();
    expect(box.queryByRole("button")).not.toBeInTheDocument();
  });
});
