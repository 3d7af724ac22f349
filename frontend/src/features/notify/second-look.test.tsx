import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { FieldError } from "../../api/types";
import { savedNotification } from "../../testing/saved-notification";

const early: FieldError = {
  pointer: "/answers/gestation_weeks",
  code: "early",
  message: "The baby was born before 22 weeks. Check the weeks of pregnancy",
};
const heavy: FieldError = {
  pointer: "/answers/birthweight_g",
  code: "heavy",
  message: "The baby weighed much for the weeks of pregnancy. Check the weight",
};

const check = async (warnings: FieldError[]) => {
  savedNotification({ surname: "Hill" }, { warnings }).open("/notify/check");
  await screen.findByRole("heading", { level: 1, name: "Check your answers before you send them" });
};

describe("answers that deserve a second look", () => {
  it("are named on the check page, and lead to their question and back", async () => {
    await check([early]);
    const heading = screen.getByRole("heading", { level: 2, name: "Please look at this again" });
    const link = within(heading.parentElement as HTMLElement).getByRole("link", { name: early.message });
    expect(link).toHaveAttribute("href", "/notify/gestation?from=check");
    expect(screen.getByText(/You can send the notification either way/)).toBeInTheDocument();
  });

  it("are no errors: nothing is said to be wrong, and sending stays possible", async () => {
    await check([early, heavy]);
    expect(screen.getByRole("heading", { level: 2, name: "Please look at these again" })).toBeInTheDocument();
    expect(screen.queryByRole("alert")).not.toBeInTheDocument();
    expect(document.title).toMatch(/^Check your answers/);
    expect(screen.getByRole("button", { name: "Send notification" })).not.toHaveAttribute("aria-disabled");
  });

  it("are not spoken of when there are none", async () => {
    await check([]);
    expect(screen.queryByRole("heading", { name: /^Please look at/ })).not.toBeInTheDocument();
  });
});
