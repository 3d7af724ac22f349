import { type SubmitEvent, useEffect, useState } from "react";
import { Button, ButtonLink } from "../../ui/button";
import { focusField } from "../../ui/error-summary";
import { TextInput } from "../../ui/text-input";

interface SearchBoxProps {
  value: string;
  onSearch: (text: string) => void;
  onClear: () => void;
}

/** Finds a case by name, reference or NHS number. What is sought is sent in a body, and never stands in the address. */
export function SearchBox({ value, onSearch, onClear }: SearchBoxProps) {
  const [text, setText] = useState(value);
  const [error, setError] = useState<string | undefined>();

  useEffect(() => {
    if (value === "") setText("");
  }, [value]);

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const sought = text.trim();
    if (sought === "") {
      setError("Enter a name, a case reference or an NHS number");
      focusField("case-search");
      return;
    }
    setError(undefined);
    onSearch(sought);
  };

  return (
    <search className="oc-search oc-no-print">
      <form onSubmit={submit} noValidate>
        <TextInput
          id="case-search"
          label="Find a case"
          hint="Name, case reference or NHS number"
          value={text}
          onChange={setText}
          spellCheck={false}
          error={error}
        />
        <Button type="submit" small>
          Search
        </Button>
        {value !== "" && (
          <ButtonLink
            onClick={() => {
              setText("");
              onClear();
              focusField("case-search");
            }}
          >
            Clear the search
          </ButtonLink>
        )}
      </form>
    </search>
  );
}
