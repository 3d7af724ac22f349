import type { FieldProps } from "./field";
import { TextInput } from "./text-input";

interface TimeInputProps extends FieldProps {
  /** `HH:MM`; otherwise exactly what was typed. */
  value: string;
  onChange: (value: string) => void;
}

/** Reads "9.30", "0930", "9:30 pm" and the like as a 24-hour time; anything else is left for the check to name. */
export function readTime(text: string): string {
  const match = /^(\d{1,2})[:.\s]?(\d{2})?\s*([ap])?\.?m?\.?$/i.exec(text.trim());
  if (!match) return text;
  const [, hours = "", minutes = "", half] = match;
  if (minutes === "" && !half) return text;
  let hour = Number(hours);
  const minute = minutes === "" ? 0 : Number(minutes);
  if (half && (hour < 1 || hour > 12)) return text;
  if (half?.toLowerCase() === "p" && hour < 12) hour += 12;
  if (half?.toLowerCase() === "a" && hour === 12) hour = 0;
  if (hour > 23 || minute > 59) return text;
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

export function TimeInput(props: TimeInputProps) {
  const { hint = "Use the 24-hour clock, for example 14:30", onChange, value } = props;
  const tidy = () => {
    const time = readTime(value);
    if (time !== value) onChange(time);
  };
  return <TextInput {...props} hint={hint} width={5} onBlur={tidy} />;
}
