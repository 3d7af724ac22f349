import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { savedNotification } from "../../testing/saved-notification";

const ann = { row: "3f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b", name: "Ann Hill", relationship: "mother" };

const nameBox = () => screen.findByRole("textbox", { name: "Full name" });
const card = (name: string | RegExp) => screen.findByRole("heading", { level: 2, name });

async function startRow(answers = {}) {
  const user = userEvent.setup();
  const saved = savedNotification(answers);
  const app = saved.open("/notify/carers");
  await user.click(await screen.findByRole("button", { name: /^Add (a|another) parent or carer$/ }));
  await user.type(await nameBox(), "Ben");
  return { user, saved, app };
}

describe("a row being added", () => {
  it("saves itself like any other answer, and is there again after a reload", async () => {
    const { user, saved, app } = await startRow();
    expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("Add a parent or carer");
    await waitFor(() => expect(saved.answers()?.carers).toMatchObject([{ name: "Ben" }]));
    const again = saved.reload(app.address());
    expect(await nameBox()).toHaveValue("Ben");
    await user.type(await nameBox(), " Hill");
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(await card(/Ben Hill/)).toBeInTheDocument();
    expect(again.address()).toBe("/notify/carers");
    expect(saved.answers()?.carers).toMatchObject([{ name: "Ben Hill" }]);
  });

  it("is kept by going back, complete or not", async () => {
    const { user } = await startRow();
    await user.clear(await nameBox());
    await user.type(screen.getByRole("textbox", { name: "Phone number" }), "07700");
    await user.click(screen.getByRole("link", { name: "Back" }));
    expect(await card("No name given")).toBeInTheDocument();
  });

  it("is taken out again by cancelling, on the server too, and the others stay", async () => {
    const { user, saved } = await startRow({ carers: [ann] });
    await waitFor(() => expect(saved.answers()?.carers).toHaveLength(2));
    await user.click(screen.getByRole("button", { name: "Cancel" }));
    expect(await card(/Ann Hill/)).toBeInTheDocument();
    expect(screen.queryByRole("heading", { name: /Ben/ })).not.toBeInTheDocument();
    await waitFor(() => expect(saved.answers()?.carers).toEqual([ann]));
  });

  it("is no row any more when everything typed is deleted again", async () => {
    const { user, saved } = await startRow();
    await user.clear(await nameBox());
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(screen.getByRole("link", { name: /^Enter the person’s name/ })).toBeInTheDocument();
    await user.click(screen.getByRole("link", { name: "Back" }));
    expect(await screen.findByRole("button", { name: "Add a parent or carer" })).toBeInTheDocument();
    expect(saved.answers()?.carers).toBeUndefined();
  });
});

describe("a row being changed", () => {
  it("goes back to what it was by cancelling", async () => {
    const user = userEvent.setup();
    const saved = savedNotification({ carers: [ann] });
    saved.open(`/notify/carers?row=${ann.row}`);
    expect(await screen.findByRole("heading", { level: 1 })).toHaveTextContent("Change a parent or carer");
    await user.clear(await nameBox());
    await user.type(await nameBox(), "Anna");
    await user.click(screen.getByRole("button", { name: "Cancel" }));
    expect(await card(/Ann Hill/)).toBeInTheDocument();
    expect(saved.answers()?.carers).toEqual([ann]);
  });
});
