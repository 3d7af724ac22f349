import type { Transfer } from "../api/types";

/** A case that Kent offers to Norfolk, as the API tells either of it. */
export const aTransfer = (more: Partial<Transfer> = {}): Transfer => ({
  id: "t1",
  kind: "case",
  reference: "KENT/2026/0042",
  opens: null,
  from: { id: "a1", code: "KENT", name: "Kent and Medway" },
  to: { id: "a2", code: "NORF", name: "Norfolk and Waveney" },
  state: "offered",
  state_label: "Offered",
  restricted: false,
  reason: "lives_there",
  reason_label: "The child normally lived in Norfolk and Waveney",
  words: "Was on holiday here",
  age_band: "y1_4",
  date_of_death: "2026-11-01",
  offered_at: "2026-11-03T14:02:00Z",
  offered_by: { name: "Jo Whitcombe", email: "jo@kent.example" },
  decided_at: null,
  decided_by: null,
  decision_words: null,
  actions: ["accept", "decline"],
  ...more,
});

/** The same once Norfolk has answered. */
export const settled = (state: "accepted" | "declined", more: Partial<Transfer> = {}): Transfer =>
  aTransfer({
    state,
    state_label: state === "accepted" ? "Accepted" : "Declined",
    decided_at: "2026-11-04T09:30:00Z",
    decided_by: { name: "Tom Greenwood", email: "tom@norfolk.example" },
    decision_words: state === "declined" ? "The family moved in May" : null,
    actions: [],
    ...more,
  });

export const reasonsAndAreas = {
  "GET /transfer-reasons": {
    body: {
      items: [
        { code: "lives_there", label: "The child normally lived in their area" },
        { code: "agreed", label: "Both panels have agreed that they lead" },
      ],
      next: null,
    },
  },
  "GET /areas": {
    body: {
      items: [
        {
          id: "a1",
          code: "KENT",
          name: "Kent and Medway",
          local_authorities: [{ code: "E06000035", name: "Medway" }],
        },
        {
          id: "a2",
          code: "NORF",
          name: "Norfolk and Waveney",
          local_authorities: [{ code: "E07000148", name: "Norwich" }],
        },
      ],
      next: null,
    },
  },
};
