import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { aCase } from "../../testing/a-case";
import { aProposal, aRequest, organisations } from "../../testing/asking";
import { coordinator, openApp, problem, type Replies } from "../../testing/staff-app";
import { dueWords } from "./words";

const permissions = [...coordinator.permissions, "read_requests", "send_requests"];
const wish = {
  id: "w1",
  words: "When a health professional last saw the child",
  standing: "missing",
  standing_label: "Missing",
  from: [
    {
      request_id: "r1",
      reference: "R-7K3M-92QX",
      organisation: "Chatham Surgery",
      standing_label: "Opened",
      due_on: "2026-12-18",
    },
  ],
  nobody_asked: false,
};
const completeness = {
  met: 11,
  of: 16,
  wishes: [wish, { ...wish, id: "w2", words: "School attendance", from: [], nobody_asked: true }],
};
const replies: Replies = {
  "GET /me": { body: { ...coordinator, permissions } },
  "GET /cases/c1": { body: aCase() },
  "GET /cases/c1/requests": { body: { items: [], may_change: true } },
  "GET /cases/c1/completeness": { body: completeness },
  "GET /cases/c1/request-proposal": { body: aProposal },
  "GET /organisations": { body: organisations },
};

type User = ReturnType<typeof userEvent.setup>;
const school = () => screen.getByLabelText("Organisation (School)");
const nameTheSchool = async (user: User, name = "harbour lane school") => {
  await screen.findByLabelText("Organisation (School)");
  await user.type(school(), name);
};
const send = async (user: User, count = 2) => {
  await user.click(screen.getByRole("button", { name: "Continue" }));
  await user.click(await screen.findByRole("button", { name: `Send ${count} requests` }));
};

describe("the requests of a case", () => {
  it("leads to asking when nobody was asked, and says what is missing", async () => {
    const user = userEvent.setup();
    const app = openApp("/cases/c1?tab=requests", replies);
    expect(await screen.findByText(/^Nobody has been asked yet/)).toBeInTheDocument();
    expect(await screen.findByRole("heading", { name: "11 of 16 met" })).toBeInTheDocument();
    const missing = screen.getByText(wish.words).closest("li") as HTMLElement;
    expect(within(missing).getByRole("link", { name: "Chatham Surgery" })).toHaveAttribute(
      "href",
      "/cases/c1/requests/r1",
    );
    expect(screen.getByRole("link", { name: "Ask an agency about: School attendance" })).toBeInTheDocument();
    await user.click(screen.getByRole("link", { name: "Ask agencies" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Ask agencies" })).toBeInTheDocument();
    expect(app.address()).toBe("/cases/c1/ask");
  });

  it("are listed by where they stand, with what is overdue and what was not delivered", async () => {
    const submitted = aRequest({
      id: "r2",
      organisation: { id: "o2", name: "Harbour Lane School" },
      standing: { code: "submitted", label: "Submitted", overdue: false },
      times: { ...aRequest().times, submitted_at: "2026-11-24T09:00:00Z" },
    });
    const bounced = aRequest({
      id: "r3",
      due_on: "2020-12-17",
      standing: { code: "delivery_problem", label: "Delivery problem", overdue: true },
    });
    openApp("/cases/c1?tab=requests", {
      ...replies,
      "GET /cases/c1/requests": { body: { items: [aRequest(), submitted, bounced], may_change: true } },
    });
    const toLookAt = await screen.findByRole("table", { name: "To look at (1)" });
    expect(toLookAt).toHaveTextContent("Harbour Lane School");
    const waiting = screen.getByRole("table", { name: "Waiting for an answer (2)" });
    expect(within(waiting).getAllByText(/^Overdue by \d+ days$/)).toHaveLength(2);
    // The one that was due first comes first.
    expect(within(waiting).getAllByRole("row")[1]).toHaveTextContent("Delivery problem");
  });

  it("say their day in words", () => {
    const words = ["2026-11-24", "2026-11-27", "2026-11-28", "2026-12-02"].map((day) =>
      dueWords(day, "2026-11-27"),
    );
    expect(words).toEqual(["Overdue by 3 days", "Due today", "Due tomorrow", "Due in 5 days"]);
  });
});

describe("asking agencies", () => {
  it("sends what is ticked in one go: to organisations that are there, and to new ones", async () => {
    const user = userEvent.setup();
    const app = openApp("/cases/c1/ask", {
      ...replies,
      "POST /cases/c1/requests": { status: 201, body: { ids: ["r1", "r2", "r3"] } },
    });
    expect(await screen.findByRole("checkbox", { name: "GP" })).toBeChecked();
    const police = screen.getByRole("checkbox", { name: "Police" });
    expect(police).not.toBeChecked();
    expect(screen.getByText("They may have been called. Asked already: R-7K3M-92QX.")).toBeInTheDocument();
    await nameTheSchool(user);
    expect(screen.getByText(/Nobody there has an account yet/)).toBeInTheDocument();
    await user.click(police);
    await user.type(screen.getByLabelText("Organisation (Police)"), "Kent Police");
    expect(screen.getByText("New: it is added when you send")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Continue" }));
    expect(await screen.findByRole("heading", { name: /^Check 3 requests/ })).toHaveFocus();
    expect(
      screen.getByText(/Nobody is told by e-mail at harbour lane school, Kent Police/),
    ).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Send 3 requests" }));
    expect(await screen.findByText("3 requests have been sent.")).toBeInTheDocument();
    expect(app.address()).toBe("/cases/c1?tab=requests");
    const posts = app.calls.filter(({ method }) => method === "POST");
    expect(posts).toHaveLength(1);
    expect(posts[0]?.headers.get("Idempotency-Key")).toBeTruthy();
    const nobody = { name: null, email: null, phone: null };
    const usual = { form: "reporting", sections: ["r_id"], due_on: "2099-12-18", message: null };
    expect(posts[0]?.body).toEqual({
      legal_basis: aProposal.legal_basis,
      requests: [
        {
          ...usual,
          organisation_id: "o1",
          organisation_name: null,
          agency: "gp",
          contact: aProposal.proposed[0]?.contact,
          sections: ["r_id", "r_health"],
        },
        { ...usual, organisation_id: "o2", organisation_name: null, agency: "school", contact: nobody },
        {
          ...usual,
          organisation_id: null,
          organisation_name: "Kent Police",
          agency: "police",
          contact: nobody,
        },
      ],
    });
  });

  it("says what is missing at its field before anything is sent", async () => {
    const user = userEvent.setup();
    const app = openApp("/cases/c1/ask", replies);
    await screen.findByLabelText("Organisation (School)");
    await user.click(screen.getByRole("button", { name: "Continue" }));
    await user.click(screen.getByRole("link", { name: "School: name the organisation" }));
    expect(school()).toHaveFocus();
    expect(app.calls.some(({ method }) => method === "POST")).toBe(false);
  });

  it("puts what the API refuses at its field, and keeps everything", async () => {
    const user = userEvent.setup();
    const message = "Enter an email address like name@example.nhs.uk";
    const app = openApp("/cases/c1/ask", {
      ...replies,
      "POST /cases/c1/requests": problem(422, "invalid_body", {
        errors: [{ pointer: "/requests/1/contact/email", code: "invalid_email", message }],
      }),
    });
    await nameTheSchool(user, "Hill School");
    await send(user);
    await user.click(await screen.findByRole("link", { name: `School: ${message}` }));
    expect(screen.getByLabelText("E-mail (School)")).toHaveFocus();
    expect(school()).toHaveValue("Hill School");
    app.reply("POST /cases/c1/requests", problem(503, "unavailable"));
    await send(user);
    expect(await screen.findByText(/The service is busy/, {}, { timeout: 9000 })).toBeInTheDocument();
    expect(school()).toHaveValue("Hill School");
    // The same body goes again under the same key.
    const keys = app.calls
      .filter(({ method }) => method === "POST")
      .map(({ headers }) => headers.get("Idempotency-Key"));
    expect(new Set(keys).size).toBe(1);
  });

  it("asks for other sections, and by another day, one of them", async () => {
    const user = userEvent.setup();
    const app = openApp("/cases/c1/ask", {
      ...replies,
      "POST /cases/c1/requests": { status: 201, body: { ids: ["r1"] } },
    });
    await user.click(await screen.findByRole("checkbox", { name: "School" }));
    expect(screen.queryByLabelText("Organisation (School)")).not.toBeInTheDocument();
    await user.click(screen.getByText(/: 2 of 2 sections/));
    await user.click(screen.getByRole("button", { name: "None (GP)" }));
    await user.click(screen.getByRole("checkbox", { name: "Health" }));
    await user.click(screen.getByText("Another day, or a message to them"));
    const day = within(screen.getAllByRole("group", { name: "Answer needed by" })[0] as HTMLElement);
    await user.type(day.getByLabelText("Day"), "4");
    await user.type(day.getByLabelText("Month"), "12");
    await user.type(day.getByLabelText("Year"), "2099");
    await user.click(screen.getByRole("button", { name: "Continue" }));
    expect(await screen.findByText("4 December 2099")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Send 1 request" }));
    await waitFor(() => expect(app.calls.some(({ method }) => method === "POST")).toBe(true));
    expect(app.calls.find(({ method }) => method === "POST")?.body).toMatchObject({
      requests: [{ agency: "gp", sections: ["r_health"], due_on: "2099-12-04" }],
    });
  });

  it("asks whom to ask once where an agency is asked for several forms", async () => {
    const user = userEvent.setup();
    const [gp, school] = aProposal.proposed;
    const forms = [...aProposal.forms, { ...aProposal.forms[0], id: "asthma", title: "Asthma" }];
    const proposed = [gp, { ...gp, form: "asthma", sections: ["r_id"] }, school];
    openApp("/cases/c1/ask", {
      ...replies,
      "GET /cases/c1/request-proposal": { body: { ...aProposal, forms, proposed } },
    });
    expect(await screen.findByRole("checkbox", { name: "GP: Asthma" })).toBeChecked();
    expect(screen.getAllByLabelText("Organisation (GP)")).toHaveLength(1);
    expect(screen.getByText(/^To Chatham Surgery, as above/)).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Ask somebody else (GP)" }));
    expect(screen.getAllByLabelText("Organisation (GP)")[1]).toHaveFocus();
  });
});
