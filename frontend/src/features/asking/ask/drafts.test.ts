import { describe, expect, it } from "vitest";
import { aProposal, organisations } from "../../../testing/asking";
import { changed, type Draft, draftsOf, flaws, knownOrganisation, placeOf, toRequest } from "./drafts";

const shared = { due: "2099-12-18", legalBasis: "Section 16M" };
const proposal = { ...aProposal, proposed: aProposal.proposed.flatMap((one) => [one, one]) };
const [gp, gpAgain, school, schoolAgain] = draftsOf(proposal) as [Draft, Draft, Draft, Draft];
const organisationsOf = (drafts: Draft[]) => drafts.map(({ organisation }) => organisation);

describe("a request that is being written", () => {
  it("passes on whom to ask to later requests to the same agency, until one has its own", () => {
    let all = [school, schoolAgain, gp];
    all = changed(all, school.key, { organisation: "Hill School" });
    expect(organisationsOf(all)).toEqual(["Hill School", "Hill School", "Chatham Surgery"]);
    all = changed(all, schoolAgain.key, { organisation: "Dale School" });
    expect(organisationsOf(all)).toEqual(["Hill School", "Dale School", "Chatham Surgery"]);
    all = changed(all, school.key, { organisation: "Hill Top School" });
    expect(organisationsOf(all)).toEqual(["Hill Top School", "Dale School", "Chatham Surgery"]);
    expect(changed(all, school.key, { message: "Please ring" })[1]?.message).toBe("");
  });

  it("says once what is wrong about whom to ask", () => {
    const ids = (all: Draft[]) => flaws(all, shared).map(({ fieldId }) => fieldId);
    expect(ids([school, schoolAgain])).toEqual(["ask-p2-organisation"]);
    expect(ids([school, { ...schoolAgain, own: true }])).toHaveLength(2);
    expect(ids([{ ...school, ticked: false }, schoolAgain])).toEqual(["ask-p3-organisation"]);
  });

  it("knows an organisation however its name is spaced and spelt, of its own kind first", () => {
    const twice = [
      { id: "o3", name: "Chatham  surgery", agency: "school", has_accounts: false },
      ...organisations.items,
    ];
    const typed = { ...gp, proposed: null, organisation: " chatham surgery " };
    expect(knownOrganisation(typed, twice)?.id).toBe("o1");
    expect(toRequest({ ...typed, organisation: "Elsewhere" }, shared, twice)).toMatchObject({
      organisation_id: null,
      organisation_name: "Elsewhere",
    });
  });

  it("is not sent without a section, a day that has not passed, and addresses that can be right", () => {
    const wrong = { ...gp, sections: [], due: "2001-01-01", email: "nobody", phone: "12" };
    const found = flaws([wrong], { due: "2099-02-31", legalBasis: "" });
    expect(found.map(({ fieldId }) => fieldId)).toEqual([
      "ask-due",
      "ask-p0-email",
      "ask-p0-phone",
      "ask-p0-sections",
      "ask-p0-due",
      "ask-legal-basis",
    ]);
    expect(flaws([{ ...gp, ticked: false }], shared)[0]?.message).toBe("Tick at least one agency to ask");
    expect(flaws([gp], shared)).toEqual([]);
  });

  it("shows what the API refuses where it was typed", () => {
    const asked = [gp, { ...gpAgain, own: true, due: "2099-12-04" }];
    expect(placeOf("/requests/1/contact/email", [gp, gpAgain]).fieldId).toBe("ask-p0-email");
    expect(placeOf("/requests/0/due_on", asked).fieldId).toBe("ask-due");
    expect(placeOf("/requests/1/due_on", asked).fieldId).toBe("ask-p1-due");
    expect(placeOf("/requests/1/organisation_id", asked)).toEqual({
      agency: "GP",
      fieldId: "ask-p1-organisation",
    });
    expect(placeOf("/requests/1/sections/3", asked).fieldId).toBe("ask-p1-sections");
    expect(placeOf("/legal_basis", asked).fieldId).toBe("ask-legal-basis");
    expect(placeOf("/requests", asked)).toEqual({});
  });
});
