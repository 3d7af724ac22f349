import { type SubmitEvent, useState } from "react";
import type { Option } from "../../api/types";
import { ageBands } from "../../ui/age-bands";
import { Button } from "../../ui/button";
import { Select } from "../../ui/select";
import { defaultSort, sorts, statusesOf, type TabId } from "./words";

export interface FilterValues {
  status?: string | undefined;
  age_band?: string | undefined;
  place?: string | undefined;
  sort?: string | undefined;
}
type FilterName = "status" | "age_band" | "place";

interface FiltersProps {
  tab: TabId;
  places: Option[];
  values: FilterValues;
  onChange: (values: FilterValues) => void;
}

/** Filters that are applied on a button, and stand above the list as tags that can be taken away one by one. */
export function Filters({ tab, places, values, onChange }: FiltersProps) {
  const [draft, setDraft] = useState(values);
  const set = (name: keyof FilterValues) => (value: string) =>
    setDraft((before) => ({ ...before, [name]: value === "" ? undefined : value }));

  const choices: Record<
    FilterName,
    { title: string; any: string; list: { value: string; label: string; group?: string | null }[] }
  > = {
    status: { title: "Status", any: "Any status", list: statusesOf(tab) },
    age_band: { title: "Age at death", any: "Any age", list: ageBands },
    place: {
      title: "Place of death",
      any: "Any place",
      list: places.map(({ code, label, group }) => ({ value: code, label, group })),
    },
  };
  const names: FilterName[] = ["status", "age_band", "place"];
  const active = names.flatMap((name) => {
    const value = values[name];
    if (!value) return [];
    const { title, list } = choices[name];
    return [{ name, text: `${title}: ${list.find((one) => one.value === value)?.label ?? value}` }];
  });

  const apply = (event: SubmitEvent) => {
    event.preventDefault();
    onChange({ ...draft, sort: draft.sort === defaultSort ? undefined : draft.sort });
  };

  return (
    <div className="oc-no-print">
      <form className="oc-filters" onSubmit={apply} aria-label="Filter and sort">
        {names.map((name) => (
          <Select
            key={name}
            id={`filter-${name}`}
            label={choices[name].title}
            empty={choices[name].any}
            choices={choices[name].list}
            value={draft[name] ?? ""}
            onChange={set(name)}
          />
        ))}
        <Select
          id="sort"
          label="Order"
          choices={sorts}
          value={draft.sort ?? defaultSort}
          onChange={set("sort")}
        />
        <div className="oc-filters__button">
          <Button type="submit" variant="secondary" small>
            Apply
          </Button>
        </div>
      </form>
      {active.length > 0 && (
        <div className="oc-filter-tags">
          <h2 className="nhsuk-heading-xs">Filters in use</h2>
          <ul>
            {active.map(({ name, text }) => (
              <li key={name}>
                <button
                  type="button"
                  className="oc-filter-tag"
                  onClick={() => onChange({ ...values, [name]: undefined })}
                >
                  <span className="nhsuk-u-visually-hidden">Remove filter </span>
                  {text}
                  <span aria-hidden="true"> ✕</span>
                </button>
              </li>
            ))}
            <li>
              <button
                type="button"
                className="oc-button-link oc-filter-clear"
                onClick={() => onChange({ sort: values.sort })}
              >
                Clear all filters
              </button>
            </li>
          </ul>
        </div>
      )}
    </div>
  );
}
