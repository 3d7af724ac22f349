import type { Places } from "../../api/types";

/** The places of a death that lie in areas, in the order in which they are told. */
export const placeQuestions: { place: keyof Places; label: string; question: string }[] = [
  {
    place: "residence",
    label: "Where the child normally lived",
    question: "Where did the child normally live?",
  },
  { place: "death", label: "Where the child died", question: "Where did the child die?" },
  {
    place: "event",
    label: "Where it happened",
    question: "Where did the event or collapse happen that led to the death?",
  },
];
