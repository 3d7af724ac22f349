import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { savedNotification } from "../../testing/saved-notification";

const suggested = async (name: string) => {
  const group = await screen.findByRole("group", { name: "Which of these knew the child?" });
  return within(group).getByRole("checkbox", { name });
};
const card = (name: string) => screen.queryByRole("heading", { level: 2, name });

describe("a suggested service", () => {
  it("is in the list as soon as it is ticked, says so, and keeps its box and focus", async () => {
    const user = userEvent.setup();
    savedNotification().open("/notify/professionals");
    await user.click(await suggested("GP"));
    expect(card("GP")).toBeInTheDocument();
    expect(await suggested("GP")).toBeChecked();
    expect(await suggested("GP")).toHaveFocus();
    expect(screen.getByText("GP has been added to the list below.").parentElement).toHaveRole("status");
    await user.click(await suggested("GP"));
    expect(card("GP")).not.toBeInTheDocument();
    expect(await suggested("GP")).not.toBeChecked();
  });

  it("is kept by a reload, and by saving to come back later", async () => {
    const user = userEvent.setup();
    const saved = savedNotification();
    saved.open("/notify/professionals");
    await user.click(await suggested("GP"));
    await user.click(await suggested("Children’s social care"));
    await user.click(screen.getByRole("link", { name: "Save and come back later" }));
    await waitFor(() => expect(saved.answers()?.professionals).toHaveLength(2));
    saved.reload("/notify/professionals");
    expect(await suggested("GP")).toBeChecked();
    expect(await suggested("Children’s social care")).toBeChecked();
    expect(card("GP")).toBeInTheDocument();
  });

  it("with details stays when its box is cleared, and is taken out on its card", async () => {
    const user = userEvent.setup();
    const row = "3f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b";
    savedNotification({ professionals: [{ row, agency: "gp", name: "Dr Patel" }] }).open(
      "/notify/professionals",
    );
    await user.click(await suggested("GP"));
    expect(await suggested("GP")).toBeChecked();
    expect(
      screen.getByText(/^GP stays in the list below, because you have given details/),
    ).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Remove GP – Dr Patel" }));
    expect(await suggested("GP")).not.toBeChecked();
    expect(screen.queryByText(/^GP stays/)).not.toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Undo" }));
    expect(await suggested("GP")).toBeChecked();
  });
});
