import { useEffect, useRef, useState } from "react";
import { type FieldProps, Fieldset } from "./field";

interface DateInputProps extends FieldProps {
  /** `YYYY-MM-DD` when complete; otherwise exactly what was typed, parts joined by "-". Empty when nothing is typed. */
  value: string;
  onChange: (value: string) => void;
  autoComplete?: "bday" | "off";
}

interface Parts {
  day: string;
  month: string;
  year: string;
}

const names: Record<string, string> = {
  jan: "1", feb: "2", mar: "3", apr: "4", may: "5", jun: "6",
  jul: "7", aug: "8", sep: "9", oct: "10", nov: "11", dec: "12",
}; // biome-ignore format: two rows read better than twelve

/** Splits a stored value into what the three boxes show. */
export function toParts(value: string): Parts {
  const [year = "", month = "", day = ""] = value.split("-");
  const plain = (part: string) => part.trim().replace(/^0+(?=\d)/, "");
  return { day: plain(day), month: plain(month), year: year.trim() };
}

/** Joins the boxes. A month may be typed as a word. What is not a date stays as typed, for the check to name. */
export function fromParts(parts: Parts): string {
  const day = parts.day.trim();
  const month = names[parts.month.trim().slice(0, 3).toLowerCase()] ?? parts.month.trim();
  const year = parts.year.trim();
  if (day === "" && month === "" && year === "") return "";
  return `${year}-${month.padStart(month === "" ? 0 : 2, "0")}-${day.padStart(day === "" ? 0 : 2, "0")}`;
}

/** Day, month and year in three boxes: quicker and clearer than a calendar for a date one knows. */
export function DateInput(props: DateInputProps) {
  const { id, value, onChange, error, autoComplete = "off" } = props;
  const [parts, setParts] = useState(() => toParts(value));
  const sent = useRef(value);

  // A newer value from outside (a reloaded draft) replaces the boxes; our own change must not reformat them.
  useEffect(() => {
    if (value !== sent.current) {
      sent.current = value;
      setParts(toParts(value));
    }
  }, [value]);

  const change = (part: keyof Parts, text: string) => {
    const next = { ...parts, [part]: text };
    setParts(next);
    sent.current = fromParts(next);
    onChange(sent.current);
  };

  const box = (part: keyof Parts, label: string, width: number, own: string) => (
    <div className="nhsuk-date-input__item">
      <div className="nhsuk-form-group">
        <label className="nhsuk-label nhsuk-date-input__label" htmlFor={own}>
          {label}
        </label>
        <input
          className={`nhsuk-input nhsuk-date-input__input nhsuk-input--width-${width}${error ? " nhsuk-input--error" : ""}`}
          id={own}
          name={own}
          type="text"
          inputMode={part === "month" ? undefined : "numeric"}
          autoComplete={autoComplete === "bday" ? `bday-${part}` : "off"}
          value={parts[part]}
          onChange={(event) => change(part, event.target.value)}
          aria-invalid={error ? true : undefined}
        />
      </div>
    </div>
  );

  return (
    <Fieldset {...props}>
      <div className="nhsuk-date-input">
        {box("day", "Day", 2, id)}
        {box("month", "Month", 2, `${id}-month`)}
        {box("year", "Year", 4, `${id}-year`)}
      </div>
    </Fieldset>
  );
}
