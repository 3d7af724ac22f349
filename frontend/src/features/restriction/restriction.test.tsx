import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { EmergencyAccess, Restriction } from "../../api/types";
import { aCase } from "../../testing/a-case";
import { coordinator, openApp, problem } from "../../testing/staff-app";
import { minutesLeft } from "./words";

const manager = {
  ...coordinator,
  permissions: [...coordinator.permissions, "restrict_case", "break_glass", "review_emergency_access"],
};

const open: Restriction = {
  restricted: false,
  since: null,
  by: null,
  reason: null,
  grants: [],
  interests: [],
  colleagues: [{ id: "u2", name: "Ada Obi" }],
  may_restrict: true,
  may_declare: true,
};
const restricted: Restriction = {
  ...open,
  restricted: true,
  since: "2026-11-20T10:30:00Z",
  by: "Jo Whitcombe",
  reason: "The child of a member of staff",
  grants: [
    {
      id: "g1",
      colleague: { id: "u1", name: "Jo Whitcombe" },
      granted_at: "2026-11-20T10:30:00Z",
      granted_by: "Jo Whitcombe",
      may_end: false,
    },
  ],
};

const onTheTab = { "GET /cases/c1": { body: aCase() }, "GET /me": { body: manager } };

describe("who may see a case", () => {
  it("restricts a case with a reason, and says beside the field when there is none", async () => {
    const user = userEvent.setup();
    const app = openApp("/cases/c1?tab=restriction", {
      ...onTheTab,
      "GET /cases/c1/restriction": { body: open },
      "PUT /cases/c1/restriction": { body: restricted },
    });
    await user.click(await screen.findByRole("button", { name: "Restrict this case" }));
    await user.click(screen.getByRole("button", { name: "Restrict this case" }));
    expect(await screen.findByRole("link", { name: "Say in a few words why" })).toBeInTheDocument();
    const field = screen.getByLabelText("Why is it restricted?");
    expect(field).toHaveAccessibleDescription(/Say in a few words why/);
    await user.type(field, "The child of a member of staff");
    app.reply("GET /cases/c1/restriction", { body: restricted });
    await user.click(screen.getByRole("button", { name: "Restrict this case" }));
    expect(await screen.findByText("The case is restricted.")).toBeInTheDocument();
    expect(app.calls.find((call) => call.method === "PUT")?.body).toEqual({
      restricted: true,
      reason: "The child of a member of staff",
    });
    expect(await screen.findByRole("heading", { name: "People with access" })).toBeInTheDocument();
  });

  it("declares one's own interest kindly and leaves the case", async () => {
    const user = userEvent.setup();
    const app = openApp("/cases/c1?tab=restriction", {
      ...onTheTab,
      "GET /cases/c1/restriction": { body: { ...open, may_restrict: false } },
      "POST /cases/c1/interests": {
        status: 201,
        body: {
          id: "i1",
          colleague: { id: "u1", name: "Jo Whitcombe" },
          hidden_from_me: true,
          words: "Thank you for saying so. This case is now hidden from you.",
        },
      },
      "GET /cases": { body: { items: [], next: null } },
    });
    expect(await screen.findByText(/This case is not restricted/)).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Restrict this case" })).not.toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "I have an interest in this case" }));
    expect(screen.getByText(/Thank you for thinking of this/)).toBeInTheDocument();
    await user.type(screen.getByLabelText("What is your interest?"), "The family lives next door");
    await user.click(screen.getByRole("button", { name: /^Declare my interest/ }));
    expect(await screen.findByText(/This case is now hidden from you/)).toBeInTheDocument();
    expect(app.address()).toBe("/cases");
  });

  it("offers no change of what is open in an emergency, and says until when", async () => {
    const until = new Date(Date.now() + 41.5 * 60_000).toISOString();
    openApp("/cases/c1?tab=restriction", {
      ...onTheTab,
      "GET /cases/c1": { body: aCase({ restricted: true, emergency_until: until }) },
      "GET /cases/c1/restriction": {
        body: { ...restricted, colleagues: [], may_restrict: false, may_declare: false },
      },
    });
    const banner = await screen.findByRole("region", { name: "Open in an emergency" });
    expect(banner).toHaveTextContent("You cannot change it.");
    const left = within(banner).getByText("About 42 minutes left.");
    expect(left).toHaveAttribute("aria-live", "off");
    expect(await screen.findByText("People with access")).toBeInTheDocument();
    for (const name of [/Restrict/, /Lift/, /interest/i, /access/])
      expect(screen.queryByRole("button", { name })).not.toBeInTheDocument();
    expect(screen.getByText("Restricted", { selector: ".nhsuk-tag" })).toBeInTheDocument();
  });

  it("takes the case from the screen when the hour is over", async () => {
    const until = new Date(Date.now() + 1_500).toISOString();
    const app = openApp("/cases/c1", {
      ...onTheTab,
      "GET /cases/c1": { body: aCase({ restricted: true, emergency_until: until }) },
    });
    expect(await screen.findByRole("region", { name: "Open in an emergency" })).toBeInTheDocument();
    app.reply("GET /cases/c1", problem(404, "not_found"));
    expect(await screen.findByRole("heading", { name: "Page not found" })).toBeInTheDocument();
    expect(screen.queryByText("Leo Lund")).not.toBeInTheDocument();
  });

  it("counts whole minutes down to the end", () => {
    const now = Date.parse("2026-11-20T10:30:00Z");
    expect(minutesLeft("2026-11-20T11:30:00Z", now)).toBe("About 60 minutes left");
    expect(minutesLeft("2026-11-20T10:30:40Z", now)).toBe("Less than a minute left");
    expect(minutesLeft("2026-11-20T10:30:00Z", now)).toBe("The time is over");
  });
});

describe("opening a case in an emergency", () => {
  it("asks for everything beside its field, then opens the case", async () => {
    const user = userEvent.setup();
    const app = openApp("/emergency", {
      "GET /me": { body: manager },
      "POST /emergency-accesses": {
        status: 201,
        body: { case_id: "c1", reference: "KENT/2026/0001", until: "2026-11-20T11:30:00Z" },
      },
      "GET /cases/c1": { body: aCase() },
    });
    const button = await screen.findByRole("button", { name: "Open the case for 60 minutes" });
    await user.click(button);
    const summary = await screen.findByRole("alert");
    expect(within(summary).getAllByRole("link")).toHaveLength(4);
    await user.type(screen.getByLabelText("Case reference"), "KENT/2026/0001");
    await user.click(screen.getByRole("radio", { name: "Urgent clinical need" }));
    await user.type(screen.getByLabelText("Explain what has happened"), "A ward needs the results today.");
    await user.type(screen.getByLabelText("6-digit code"), "123 456");
    await user.click(button);
    expect(await screen.findByRole("heading", { name: "Case KENT/2026/0001" })).toBeInTheDocument();
    expect(app.calls.find((call) => call.path === "/emergency-accesses")?.body).toEqual({
      reference: "KENT/2026/0001",
      reason: "clinical_need",
      words: "A ward needs the results today.",
      code: "123456",
    });
  });

  it("says what the API said when nothing can be opened, and asks for a new code", async () => {
    const user = userEvent.setup();
    openApp("/emergency", {
      "GET /me": { body: manager },
      "POST /emergency-accesses": problem(404, "not_found", {
        detail: "Nothing can be opened under that reference.",
      }),
    });
    await user.type(await screen.findByLabelText("Case reference"), "KENT/2026/0009");
    await user.click(screen.getByRole("radio", { name: "Another reason" }));
    await user.type(screen.getByLabelText("Explain what has happened"), "It cannot wait until tomorrow.");
    await user.type(screen.getByLabelText("6-digit code"), "123456");
    await user.click(screen.getByRole("button", { name: "Open the case for 60 minutes" }));
    expect(await screen.findByText("Nothing can be opened under that reference.")).toBeInTheDocument();
    expect(screen.getByLabelText("6-digit code")).toHaveValue("");
  });
});

const opening: EmergencyAccess = {
  id: "e1",
  case_reference: "KENT/2026/0001",
  case_id: null,
  area: { id: "a1", code: "KENT", name: "Kent and Medway" },
  opened_by: "Ada Obi",
  opened_at: "2026-11-20T10:30:00Z",
  until: "2026-11-20T11:30:00Z",
  reason: "safeguarding",
  reason_label: "To keep a living child safe",
  words: "Social care asks about a brother.",
  review_due_at: "2026-11-27T23:59:59Z",
  overdue: true,
  review: null,
  may_review: true,
};

describe("reviewing what was opened", () => {
  it("shows who, why and how late, and saves what was found", async () => {
    const user = userEvent.setup();
    const app = openApp("/emergency-reviews", {
      "GET /me": { body: manager },
      "GET /emergency-accesses": { body: { items: [opening], next: null } },
      "POST /emergency-accesses/e1/review": { status: 201, body: {} },
    });
    expect(await screen.findByText("Social care asks about a brother.")).toBeInTheDocument();
    expect(screen.getByText("Overdue")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Review what Ada Obi opened" }));
    await user.click(screen.getByRole("button", { name: "Save the review" }));
    expect(await screen.findByRole("link", { name: "Choose what you found" })).toBeInTheDocument();
    await user.click(screen.getByRole("radio", { name: "It was justified" }));
    await user.type(screen.getByLabelText("What did you find?"), "The call is on record");
    app.reply("GET /emergency-accesses", { body: { items: [], next: null } });
    await user.click(screen.getByRole("button", { name: "Save the review" }));
    expect(await screen.findByText("Your review is saved.")).toBeInTheDocument();
    expect(await screen.findByText("Nothing waits for a review.")).toBeInTheDocument();
  });

  it("offers nobody a review of what they opened themselves", async () => {
    openApp("/emergency-reviews", {
      "GET /me": { body: manager },
      "GET /emergency-accesses": { body: { items: [{ ...opening, may_review: false }], next: null } },
    });
    expect(await screen.findByText(/Another manager reviews it/)).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: /Review/ })).not.toBeInTheDocument();
  });

  it("leads there from the home page", async () => {
    openApp("/home", {
      "GET /me": { body: manager },
      "GET /counts": {
        body: {
          notifications: { received: 0, accepted: 0, linked: 0, rejected: 0 },
          cases: { open: 0, overdue: 0, closed: 0, by_status: {} },
          emergencies_to_review: 2,
        },
      },
    });
    const link = await screen.findByRole("link", {
      name: "2 openings in an emergency wait for your review",
    });
    expect(link).toHaveAttribute("href", "/emergency-reviews");
  });
});

describe("an empty search", () => {
  it("tells those who may that a case can be restricted", async () => {
    const user = userEvent.setup();
    openApp("/cases", {
      "GET /me": { body: manager },
      "GET /cases": { body: { items: [], next: null } },
      "POST /case-searches": { body: { items: [], next: null } },
    });
    await user.type(await screen.findByLabelText("Find a case"), "Okafor");
    await user.click(screen.getByRole("button", { name: "Search" }));
    expect(await screen.findByRole("link", { name: "open it in an emergency" })).toHaveAttribute(
      "href",
      "/emergency",
    );
  });
});
