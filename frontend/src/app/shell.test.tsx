import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { me, openApp } from "../testing/staff-app";

const demo = { "GET /service": { body: { name: "OpenCDR", version: "0.1.0", demo: true } } };
const strip = () => screen.findByRole("region", { name: "Demonstration" });

describe("a demonstration", () => {
  it("says on public pages that everybody is invented, before the page itself", async () => {
    openApp("/", demo);
    expect(await strip()).toHaveTextContent(
      "Demonstration. Every child and person here is invented. Never enter information about a real child.",
    );
    expect((await strip()).compareDocumentPosition(screen.getByRole("main"))).toBe(
      Node.DOCUMENT_POSITION_FOLLOWING,
    );
    expect(within(await strip()).queryByRole("button")).not.toBeInTheDocument();
  });

  it("says so once on the pages of people with an account, and that they have no second factor", async () => {
    const nobody = me([], { demo: true, second_factor: { enrolled: false, recovery_codes_left: 0 } });
    openApp("/home", { ...demo, "GET /me": { body: nobody } });
    expect(await screen.findByText(/^Demonstration accounts have no second factor/)).toBeInTheDocument();
    expect(await strip()).toBeInTheDocument();
    expect(screen.getAllByRole("region", { name: "Demonstration" })).toHaveLength(1);
  });

  it("is not claimed where the work is real", async () => {
    const app = openApp("/", {});
    await screen.findByRole("heading", { level: 1, name: "Notify the death of a child" });
    expect(app.calls.map((call) => call.path)).toContain("/service");
    expect(screen.queryByRole("region", { name: "Demonstration" })).not.toBeInTheDocument();
  });
});
