import { type KeyboardEvent, type ReactNode, useRef } from "react";

export interface Tab {
  id: string;
  label: ReactNode;
  content: ReactNode;
}

interface TabsProps {
  label: string;
  tabs: Tab[];
  selected: string;
  onSelect: (id: string) => void;
}

/** Tabs within a page. Arrow keys move between them, as a screen reader user expects. */
export function Tabs({ label, tabs, selected, onSelect }: TabsProps) {
  const list = useRef<HTMLDivElement>(null);
  const current = tabs.find((tab) => tab.id === selected) ?? tabs[0];
  if (!current) return null;

  const move = (event: KeyboardEvent) => {
    const index = tabs.indexOf(current);
    const steps: Record<string, number> = {
      ArrowLeft: index - 1,
      ArrowRight: index + 1,
      Home: 0,
      End: tabs.length - 1,
    };
    const target = steps[event.key];
    if (target === undefined) return;
    event.preventDefault();
    const next = tabs[(target + tabs.length) % tabs.length];
    if (!next) return;
    onSelect(next.id);
    list.current?.querySelector<HTMLElement>(`#tab-${CSS.escape(next.id)}`)?.focus();
  };

  return (
    <div className="nhsuk-tabs">
      <div className="nhsuk-tabs__list" role="tablist" aria-label={label} ref={list}>
        {tabs.map((tab) => (
          <span
            key={tab.id}
            role="presentation"
            className={`nhsuk-tabs__list-item${tab === current ? " nhsuk-tabs__list-item--selected" : ""}`}
          >
            <button
              type="button"
              className="nhsuk-tabs__tab oc-tab"
              role="tab"
              id={`tab-${tab.id}`}
              aria-selected={tab === current}
              aria-controls={tab === current ? `panel-${tab.id}` : undefined}
              tabIndex={tab === current ? 0 : -1}
              onClick={() => onSelect(tab.id)}
              onKeyDown={move}
            >
              {tab.label}
            </button>
          </span>
        ))}
      </div>
      <div
        className="nhsuk-tabs__panel"
        role="tabpanel"
        id={`panel-${current.id}`}
        aria-labelledby={`tab-${current.id}`}
      >
        {current.content}
      </div>
    </div>
  );
}
