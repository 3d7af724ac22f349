import { type KeyboardEvent, useState } from "react";
import { searchCases } from "../api/staff";
import type { CaseSummary, Duplicate } from "../api/types";
import { Button } from "./button";
import { type Choice, Radios } from "./choices";
import { formatDate, formatNhsNumber } from "./format";
import { fieldProblem, problemWords } from "./problem-words";
import { TextInput } from "./text-input";

export interface ChosenCase {
  id: string;
  reference: string;
  child_name: string;
}

interface CaseFinderProps {
  /** Likely ones, offered before anybody searches. */
  duplicates: Duplicate[];
  /** A case that is not to be chosen: the one the person is on. */
  without?: string;
  value: ChosenCase | null;
  onChange: (chosen: ChosenCase) => void;
  error?: string | undefined;
}

interface Candidate extends ChosenCase {
  nhs_number: string | null;
  date_of_death: string | null;
  likely?: boolean;
}

const described = (one: Candidate) =>
  [
    one.likely ? "Very likely the same child" : null,
    one.nhs_number ? `NHS number ${formatNhsNumber(one.nhs_number)}` : "No NHS number",
    one.date_of_death ? `died ${formatDate(one.date_of_death)}` : null,
  ]
    .filter(Boolean)
    .join(", ");

/** Chooses a case: from the likely ones, or by searching. */
export function CaseFinder({ duplicates, without, value, onChange, error }: CaseFinderProps) {
  const [text, setText] = useState("");
  const [found, setFound] = useState<CaseSummary[] | null>(null);
  const [more, setMore] = useState(false);
  const [problem, setProblem] = useState<string | undefined>();
  const [busy, setBusy] = useState(false);

  const likely: Candidate[] = duplicates
    .filter((one) => one.kind === "case")
    .map((one) => ({ ...one, likely: one.preselected }));
  const candidates = [
    ...likely,
    ...(found ?? []).filter((one) => !likely.some((other) => other.id === one.id)),
  ].filter((one) => one.id !== without);
  const choices: Choice[] = candidates.map((one) => ({
    value: one.id,
    label: `${one.reference}, ${one.child_name}`,
    hint: described(one),
  }));

  const search = async () => {
    if (busy) return;
    if (text.trim() === "") return setProblem("Enter a name, a case reference or an NHS number");
    setBusy(true);
    setProblem(undefined);
    try {
      const page = await searchCases(text.trim(), null);
      setFound(page.items);
      setMore(page.next !== null);
    } catch (failure) {
      setProblem(fieldProblem(failure, "/query") ?? problemWords(failure));
    } finally {
      setBusy(false);
    }
  };

  // Enter in the search box searches; it must not send the decision around it.
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && event.target instanceof HTMLInputElement && event.target.type === "text") {
      event.preventDefault();
      search();
    }
  };

  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: listens for Enter in the search box inside it */}
      <div onKeyDown={onKeyDown}>
        <TextInput
          id="case-search"
          label="Find the case"
          hint="Search by name, case reference or NHS number"
          value={text}
          onChange={setText}
          spellCheck={false}
          width={20}
          error={problem}
        />
        <Button variant="secondary" small onClick={search} busy={busy}>
          {busy ? "Searching" : "Search"}
        </Button>
        <p role="status" className="nhsuk-body-s">
          {found === null ? "" : foundWords(found.length, more)}
        </p>
      </div>
      {choices.length > 0 && (
        <Radios
          id="case-choice"
          label="Which case is it?"
          choices={choices}
          value={value?.id ?? null}
          onChange={(value) => {
            const chosen = candidates.find((one) => one.id === value);
            if (chosen) {
              const { id, reference, child_name } = chosen;
              onChange({ id, reference, child_name });
            }
          }}
          error={error}
          small
        />
      )}
      {choices.length === 0 && error && (
        <p className="nhsuk-error-message">
          <span className="nhsuk-u-visually-hidden">Error:</span> {error}
        </p>
      )}
    </>
  );
}

function foundWords(count: number, more: boolean): string {
  if (count === 0) return "No case was found. Check the spelling, or try another detail.";
  if (more) return `The first ${count} cases are listed below. Add more detail to find fewer.`;
  return count === 1 ? "1 case was found." : `${count} cases were found.`;
}
