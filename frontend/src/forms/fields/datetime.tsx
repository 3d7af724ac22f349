import { DateInput, Fieldset, TimeInput } from "../../ui";
import { asText } from "../value";
import { fieldProps } from "./common";
import type { FieldComponentProps } from "./types";
import { UnknownChoice } from "./unknown";

const split = (value: unknown) => {
  const [date = "", time = ""] = asText(value).split("T");
  return { date, time };
};

const join = (date: string, time: string) => (date === "" && time === "" ? "" : `${date}T${time}`);

export function DateTimeField(props: FieldComponentProps) {
  const field = fieldProps(props);
  return (
    <UnknownChoice field={props}>
      {(value) => {
        const { date, time } = split(value);
        return (
          <Fieldset {...field}>
            <div className="oc-date-and-time">
              <DateInput
                id={field.id}
                label="Date"
                value={date}
                onChange={(next) => props.onChange(join(next, time))}
              />
              <TimeInput
                id={`${field.id}-time`}
                label="Time"
                value={time}
                onChange={(next) => props.onChange(join(date, next))}
              />
            </div>
          </Fieldset>
        );
      }}
    </UnknownChoice>
  );
}
