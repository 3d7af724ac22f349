import { act, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { aCase, deadline } from "../../testing/a-case";
import { coordinator, openApp } from "../../testing/staff-app";
import { inOrder } from "./Deadlines";
import { purposeWords } from "./words";

const view = aCase();

describe("the case", () => {
  it("shows whose case it is, what is due and why, and no name in the title", async () => {
    openApp("/cases/c1", { "GET /cases/c1": { body: view } });
    const strip = await screen.findByRole("region", { name: "Case KENT/2026/0001: the child" });
    expect(strip).toHaveTextContent("Leo Lund");
    expect(strip).toHaveTextContent("NHS number not currently available");
    expect(screen.getByText(/^Overdue by/)).toBeInTheDocument();
    expect(screen.getByText("National database rule")).toBeInTheDocument();
    expect(document.title).toBe("Case KENT/2026/0001 – OpenCDR");
  });

  it("keeps the section in the address, and shows no section a person may not see", async () => {
    const user = userEvent.setup();
    const app = openApp("/cases/c1", {
      "GET /cases/c1": { body: view },
      "GET /me": { body: { ...coordinator, permissions: [...coordinator.permissions, "read_timeline"] } },
      "GET /cases/c1/timeline": {
        body: {
          items: [
            {
              id: "t1",
              at: "2026-11-02T09:00:00Z",
              kind: "opened",
              title: "Case opened",
              detail: null,
              actor: { name: "Jo Whitcombe" },
            },
          ],
          next: null,
        },
      },
    });
    await user.click(await screen.findByRole("tab", { name: "Timeline" }));
    expect(await screen.findByRole("heading", { name: "Case opened" })).toBeInTheDocument();
    expect(screen.getByText(/by Jo Whitcombe/)).toBeInTheDocument();
    expect(app.address()).toBe("/cases/c1?tab=timeline");
    expect(screen.queryByRole("tab", { name: "Who has looked" })).not.toBeInTheDocument();
  });

  it("says in words who has looked, as what and why", async () => {
    openApp("/cases/c1?tab=accesses", {
      "GET /cases/c1": { body: view },
      "GET /me": { body: { ...coordinator, permissions: [...coordinator.permissions, "read_accesses"] } },
      "GET /cases/c1/accesses": {
        body: {
          items: [
            {
              at: "2026-11-02T09:00:00Z",
              actor_name: "Jo Whitcombe",
              role: "Designated doctor",
              action: "read_case",
              action_label: "Opened the case",
              purpose: "child_death_review",
            },
          ],
          next: null,
        },
      },
    });
    expect(await screen.findByRole("cell", { name: /Child death review$/ })).toBeInTheDocument();
    expect(screen.getByRole("cell", { name: /Designated doctor$/ })).toBeInTheDocument();
    expect(purposeWords("administration")).toBe("Running the service");
    expect(purposeWords("")).toBe("Not stated");
  });

  it("puts every section on paper", async () => {
    openApp("/cases/c1", { "GET /cases/c1": { body: view } });
    await screen.findByRole("tab", { name: "Overview" });
    act(() => void window.dispatchEvent(new Event("beforeprint")));
    expect(screen.getByText("Ann Lund")).toBeInTheDocument();
    expect(screen.getByText(/Confidential. Printed by Jo Whitcombe/)).toBeInTheDocument();
    act(() => void window.dispatchEvent(new Event("afterprint")));
    expect(screen.queryByText("Ann Lund")).not.toBeInTheDocument();
  });

  it("answers alike for a case that is not there and one that is not theirs", async () => {
    openApp("/cases/nobody-knows", {});
    expect(await screen.findByRole("heading", { name: "Page not found" })).toBeInTheDocument();
  });

  it("puts overdue first, done last", () => {
    const done = deadline({ rule_id: "a", met_at: "2026-11-02T00:00:00Z", overdue: false });
    const next = deadline({ rule_id: "b", overdue: false, due_at: "2027-01-01T00:00:00Z" });
    const late = deadline({ rule_id: "c" });
    expect(inOrder([done, next, late]).map((one) => one.rule_id)).toEqual(["c", "b", "a"]);
  });
});
