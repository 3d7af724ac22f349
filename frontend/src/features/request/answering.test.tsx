import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { aRequest, given } from "../../testing/a-request";
import { problem } from "../../testing/staff-app";

const contact = "/requests/r1/answer/contact";
const heading = (name: string | RegExp) => screen.findByRole("heading", { level: 1, name });
const instead = (label: string) => screen.getByRole("group", { name: `Instead of an answer to “${label}”` });

describe("an answer", () => {
  it("saves itself when typing pauses, and the page says when", async () => {
    const user = userEvent.setup();
    const request = aRequest();
    request.open(contact);
    await user.type(await screen.findByLabelText("School"), "Oak School");
    await waitFor(() => expect(request.held("school")).toBe("Oak School"));
    expect(await screen.findByText("Saved at 15:30")).toBeInTheDocument();
  });

  it("is saved as soon as its field is left, and only what changed is sent", async () => {
    const user = userEvent.setup();
    const request = aRequest({ answers: [given("seen", "no")] });
    const app = request.open(contact);
    await user.type(await screen.findByLabelText("School"), "Oak");
    await user.tab();
    await waitFor(() => expect(request.held("school")).toBe("Oak"), { timeout: 1000 });
    const sent = app.calls.filter((call) => call.method === "PATCH").at(-1);
    expect(sent?.body).toEqual({
      changes: [{ question: "school", row: null, base_revision: 0, value: "Oak" }],
    });
  });

  it("is not lost when the connection is, and is saved once it is back", async () => {
    const user = userEvent.setup();
    const request = aRequest();
    request.fail("gone");
    request.open(contact);
    const school = await screen.findByLabelText("School");
    await user.type(school, "Oak School");
    await user.tab();
    expect(await screen.findByText("We could not save your last answers")).toBeInTheDocument();
    expect(school).toHaveValue("Oak School");
    request.fail(null);
    window.dispatchEvent(new Event("online"));
    await waitFor(() => expect(request.held("school")).toBe("Oak School"));
    expect(screen.queryByText("We could not save your last answers")).not.toBeInTheDocument();
  });

  it("stays typed when the session has ended, and is saved after signing in again in place", async () => {
    const user = userEvent.setup();
    const request = aRequest();
    request.fail(problem(401, "unauthenticated"));
    request.open(contact, {
      "POST /sessions": {
        status: 201,
        body: { state: "signed_in", user: { id: "u1", name: "Jo", email: "jo@x.example" } },
      },
    });
    await user.type(await screen.findByLabelText("School"), "Oak School");
    await user.tab();
    const dialog = await screen.findByRole("dialog", { name: "Sign in to carry on" });
    request.fail(null);
    await user.type(within(dialog).getByLabelText("Password"), "a long password");
    await user.click(within(dialog).getByRole("button", { name: "Sign in" }));
    await waitFor(() => expect(request.held("school")).toBe("Oak School"));
    expect(screen.getByLabelText("School")).toHaveValue("Oak School");
  });

  it("that a colleague changed meanwhile is shown beside theirs, and one of the two is chosen", async () => {
    const user = userEvent.setup();
    const request = aRequest({ answers: [given("school", "Ash School")] });
    request.open(contact);
    const school = await screen.findByLabelText("School");
    request.colleague("school", "Elm School");
    request.colleague("seen", "no");
    await user.clear(school);
    await user.type(school, "Oak School");
    await user.tab();
    const both = await screen.findByRole("alert");
    expect(both).toHaveTextContent("Sam Lee also answered “School”");
    expect(both).toHaveTextContent("Their answer: Elm School");
    expect(both).toHaveTextContent("Your answer, not saved yet: Oak School");
    expect(request.held("school")).toBe("Elm School");
    await user.click(within(both).getByRole("button", { name: /Use mine instead/ }));
    await waitFor(() => expect(request.held("school")).toBe("Oak School"));
    expect(request.held("seen")).toBe("no");
  });

  it("that the server will not take holds back no other, and says why at its question", async () => {
    const user = userEvent.setup();
    const request = aRequest();
    let tries = 0;
    const app = request.open(contact, {
      "PATCH /agency/requests/r1/answers": ({ body }) => {
        const { changes } = body as { changes: { question: string; value: unknown }[] };
        tries += 1;
        if (changes.some((one) => one.question === "school"))
          return problem(422, "invalid_answers", {
            errors: [
              { pointer: "/answers/school", code: "control_character", message: "Type the school again" },
            ],
          });
        return { body: { saved: [given("seen", "no")], conflicts: [], saved_at: "2026-11-26T15:30:00Z" } };
      },
    });
    await user.type(await screen.findByLabelText("School"), "Oak");
    await user.click(screen.getByRole("radio", { name: "No" }));
    expect(await screen.findByText("Type the school again")).toBeInTheDocument();
    expect(screen.getByLabelText("School")).toHaveValue("Oak");
    await waitFor(() => expect(tries).toBeGreaterThan(1));
    const last = app.calls.filter((call) => call.method === "PATCH").at(-1);
    expect(JSON.stringify(last?.body)).not.toContain("school");
  });
});

describe("what stands for an answer", () => {
  it("takes the answer’s place, and undoing brings the answer back", async () => {
    const user = userEvent.setup();
    const request = aRequest();
    request.open(contact);
    const school = await screen.findByLabelText("School");
    await user.type(school, "Oak School");
    const choices = within(instead("School"));
    expect(within(instead("Last contact")).queryByLabelText("Not applicable")).not.toBeInTheDocument();
    await user.click(choices.getByLabelText("Not applicable"));
    await waitFor(() => expect(request.held("school")).toEqual({ state: "not_applicable" }));
    expect(school).toHaveValue("");
    await user.click(screen.getByRole("button", { name: "Undo “Not applicable” for School" }));
    expect(school).toHaveValue("Oak School");
    expect(school).toHaveFocus();
    await waitFor(() => expect(request.held("school")).toBe("Oak School"));
  });

  it("is said at once for every question left on the page, but for what is known already", async () => {
    const user = userEvent.setup();
    const request = aRequest();
    request.open(contact);
    await user.click(await screen.findByRole("button", { name: /for the 2 questions left on this page/ }));
    await waitFor(() => expect(request.held("seen")).toEqual({ state: "nothing_held" }));
    expect(request.held("last_contact")).toEqual({ state: "nothing_held" });
    expect(request.held("school")).toBeUndefined();
  });
});

describe("what is known already", () => {
  it("is confirmed at once where several answers were told, and that can be undone", async () => {
    const user = userEvent.setup();
    const told = (value: unknown) => ({ value, source: "Notification N-7K3M-92QX" });
    const request = aRequest({ known: { school: told("Hill Primary School"), seen: told("no") } });
    request.open(contact);
    await user.click(
      await screen.findByRole("button", { name: "Say that all 2 answers we have been told are right" }),
    );
    await waitFor(() => expect(request.held("school")).toBe("Hill Primary School"));
    expect(request.held("seen")).toBe("no");
    await user.click(screen.getByRole("button", { name: "Undo" }));
    await waitFor(() => expect(request.held("school")).toBeNull());
  });

  it("counts for nothing until somebody says that it is right", async () => {
    const user = userEvent.setup();
    const request = aRequest();
    request.open(contact);
    expect(await screen.findByText(/we have been told/)).toHaveTextContent("Hill Primary School");
    expect(screen.getByLabelText("School")).toHaveValue("");
    expect(request.held("school")).toBeUndefined();
    await user.click(screen.getByRole("button", { name: /^Yes, that is right/ }));
    await waitFor(() => expect(request.held("school")).toBe("Hill Primary School"));
    expect(screen.getByLabelText("School")).toHaveValue("Hill Primary School");
  });
});

describe("a branch", () => {
  it("that is hidden keeps its answer, which comes back and is not sent meanwhile", async () => {
    const user = userEvent.setup();
    const request = aRequest();
    const app = request.open(contact);
    await user.click(await screen.findByRole("radio", { name: "Yes" }));
    await user.type(await screen.findByLabelText("Where was the child seen?"), "At home");
    await user.click(screen.getByRole("radio", { name: "No" }));
    expect(screen.queryByLabelText("Where was the child seen?")).not.toBeInTheDocument();
    await waitFor(() => expect(request.held("seen")).toBe("no"));
    expect(request.held("seen_where")).toBe("At home");
    await app.router.navigate({ to: "/requests/$id/check", params: { id: "r1" } });
    expect(await screen.findByText("Answers that will not be sent (1)")).toBeInTheDocument();
    await app.router.navigate({
      to: "/requests/$id/answer/$pageId",
      params: { id: "r1", pageId: "contact" },
    });
    await user.click(await screen.findByRole("radio", { name: "Yes" }));
    expect(await screen.findByLabelText("Where was the child seen?")).toHaveValue("At home");
  });
});

describe("a list", () => {
  const row = (last: string) => `5f64b4a2-8b1e-4a44-9f67-0a3f6a2f3b1${last}`;
  const siblings = ["Ann", "Ben", "Cal"].map((name, index) =>
    given("siblings", { name }, { row: row(String(index)) }),
  );

  it("grows by a row with an id of its own", async () => {
    const user = userEvent.setup();
    const request = aRequest();
    request.open("/requests/r1/answer/family");
    await user.click(await screen.findByRole("button", { name: "Add a brother or sister" }));
    expect(await heading(/Add a brother or sister/)).toBeInTheDocument();
    await user.type(screen.getByLabelText("Name"), "Dan");
    await user.click(screen.getByRole("button", { name: "Save and go back to the list" }));
    expect(await screen.findByRole("heading", { name: "Dan" })).toBeInTheDocument();
    await waitFor(() => expect(request.rows("siblings").map((one) => one.value)).toEqual([{ name: "Dan" }]));
  });

  it("loses the row in the middle and no other, and gets it back", async () => {
    const user = userEvent.setup();
    const request = aRequest({ answers: siblings });
    request.open("/requests/r1/answer/family");
    await user.click(await screen.findByRole("button", { name: "Remove Ben" }));
    const names = () => request.rows("siblings").map((one) => (one.value as { name: string }).name);
    await waitFor(() => expect(names()).toEqual(["Ann", "Cal"]));
    await user.click(screen.getByRole("button", { name: "Undo" }));
    await waitFor(() => expect(names().sort()).toEqual(["Ann", "Ben", "Cal"]));
  });

  it("can be answered as a whole", async () => {
    const user = userEvent.setup();
    const request = aRequest();
    request.open("/requests/r1/answer/family");
    await screen.findByRole("button", { name: "Add a brother or sister" });
    await user.click(within(instead("Brothers and sisters")).getByLabelText("Nothing held in our records"));
    await waitFor(() => expect(request.held("siblings")).toEqual({ state: "nothing_held" }));
  });
});
