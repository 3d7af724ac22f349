import { queryOptions } from "@tanstack/react-query";
import { post } from "../../api/client";
import type { Answers, AreaLookup } from "../../api/types";
import { isPageVisible, type Situation, visibleQuestions } from "../../forms/journey";
import { asText } from "../../forms/value";
import { formatPostcode } from "../../forms/vocabulary";

/** The postcode to look the panel up by, when the child lived at one we know. */
export function postcodeOf(at: Situation): string | null {
  return formatPostcode(asText(at.shown.postcode));
}

export const areaLookups = ["area-lookup"] as const;

/** Kept in memory for this visit only. The postcode is sent in a body, never in an address. */
export const areaLookupQuery = (postcode: string) =>
  queryOptions({
    queryKey: [...areaLookups, postcode],
    queryFn: () => post<AreaLookup>("/area-lookups", { postcode }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The page that asks where the child lived: its postcode question comes before everything else. */
export function residencePageId(at: Situation): string {
  const page = at.form.sections
    .flatMap((section) => section.pages)
    .find(
      (one) =>
        one.questions.some((question) => question.id === "postcode") ||
        (isPageVisible(at, one) &&
          visibleQuestions(at, one).some((question) => question.kind === "postcode")),
    );
  return page?.id ?? at.form.sections[0]?.pages[0]?.id ?? "";
}

/** Why the panel has to be chosen by hand. */
export function reasonToChoose(answers: Answers, lookup: AreaLookup | null): string {
  if (lookup?.outcome === "unknown_postcode") {
    return `We could not find ${lookup.postcode} in our list of postcodes. If it is right, choose the area it is in.`;
  }
  if (lookup?.outcome === "no_area") {
    const place = lookup.local_authority?.name ?? lookup.postcode;
    return `No panel on this service covers ${place}. Choose the nearest, and it will pass the notification on.`;
  }
  if (lookup?.outcome === "outside_england") {
    return `${lookup.postcode} is outside England. Choose the area where the child died.`;
  }
  if (answers.residence === "outside_england") return "Choose the area in England where the child died.";
  if (answers.residence === "no_fixed_abode" || lookup?.outcome === "no_fixed_abode") {
    return "Choose the area where the child last stayed. If you do not know, choose the area where the child died.";
  }
  return "Choose the area where the child lived. If you do not know, choose the area where the child died.";
}
