import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { aCase } from "../../testing/a-case";
import { reasonsAndAreas } from "../../testing/a-transfer";
import { openApp, problem } from "../../testing/staff-app";

const residence = { id: "a1", code: "KENT", name: "Kent and Medway" };
const action = (available: boolean) => [
  { action: "offer_transfer", available, reason: available ? null : "A coordinator or manager does this." },
];
const view = aCase({ places: { residence, death: null, event: null }, actions: action(true) });
const replies = { ...reasonsAndAreas, "GET /cases/c1": { body: view, headers: { ETag: '"4"' } } };
const panel = async () => within(await screen.findByRole("region", { name: "Areas of this death" }));

describe("the areas of a death", () => {
  it("are put right with a reason, under the version that was read", async () => {
    const user = userEvent.setup();
    const app = openApp("/cases/c1", { ...replies, "PUT /cases/c1/areas": { body: view.places } });
    const box = await panel();
    expect(box.getByText("Kent and Medway")).toBeInTheDocument();
    await user.click(box.getByRole("button", { name: "Change the areas" }));
    await user.selectOptions(await box.findByLabelText("Where did the child die?"), "a2");
    await user.click(box.getByRole("button", { name: "Save the areas" }));
    await user.click(box.getByRole("link", { name: "Say in a few words why the areas are changed" }));
    await waitFor(() => expect(box.getByLabelText("Why do you change them?")).toHaveFocus());
    await user.type(box.getByLabelText("Why do you change them?"), "Told by the ward");
    await user.click(box.getByRole("button", { name: "Save the areas" }));
    expect(await box.findByText("The areas have been saved.")).toBeInTheDocument();
    const sent = app.calls.find((call) => call.method === "PUT");
    expect(sent?.body).toEqual({ residence: "a1", death: "a2", event: null, reason: "Told by the ward" });
    expect(sent?.headers.get("If-Match")).toBe('"4"');
  });

  it("keep what was typed when a colleague was quicker", async () => {
    const user = userEvent.setup();
    const app = openApp("/cases/c1", { ...replies, "PUT /cases/c1/areas": problem(412, "version_stale") });
    const box = await panel();
    await user.click(box.getByRole("button", { name: "Change the areas" }));
    await user.type(await box.findByLabelText("Why do you change them?"), "Told by the ward");
    app.reply("GET /cases/c1", { body: view, headers: { ETag: '"5"' } });
    await user.click(box.getByRole("button", { name: "Save the areas" }));
    expect(await box.findByText(/Something changed while you were reading/)).toBeInTheDocument();
    expect(box.getByLabelText("Why do you change them?")).toHaveValue("Told by the ward");
    app.reply("PUT /cases/c1/areas", { body: view.places });
    await waitFor(() => expect(app.calls.filter((call) => call.path === "/cases/c1")).toHaveLength(2));
    await user.click(box.getByRole("button", { name: "Save the areas" }));
    expect(await box.findByText("The areas have been saved.")).toBeInTheDocument();
    expect(app.calls.findLast((call) => call.method === "PUT")?.headers.get("If-Match")).toBe('"5"');
  });

  it("are only shown to those who may not change them", async () => {
    openApp("/cases/c1", { ...replies, "GET /cases/c1": { body: { ...view, actions: action(false) } } });
    const box = await panel();
    expect(box.queryByRole("button")).not.toBeInTheDocument();
  });
});
