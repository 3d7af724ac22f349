import type { ComponentType } from "react";
import type { FieldKind } from "../api/types";
import { Details } from "../ui";
import { AddressField } from "./fields/address";
import { WithHelp } from "./fields/common";
import { DateField } from "./fields/date";
import { DateTimeField } from "./fields/datetime";
import { EmailField } from "./fields/email";
import { MultiselectField } from "./fields/multiselect";
import { NhsNumberField } from "./fields/nhs-number";
import { NumberField } from "./fields/number";
import { PersonField } from "./fields/person";
import { PhoneField } from "./fields/phone";
import { PostcodeField } from "./fields/postcode";
import { SelectField } from "./fields/select";
import { TextField } from "./fields/text";
import { TextareaField } from "./fields/textarea";
import { TimeField } from "./fields/time";
import type { FieldComponentProps } from "./fields/types";
import { YesNoField } from "./fields/yes-no";
import { StateChoices } from "./state-choices";

// A repeat is a page of its own (RepeatList, RowEditor); a computed value is never asked.
const components: Record<Exclude<FieldKind, "repeat" | "computed">, ComponentType<FieldComponentProps>> = {
  text: TextField,
  textarea: TextareaField,
  date: DateField,
  time: TimeField,
  datetime: DateTimeField,
  number: NumberField,
  select: SelectField,
  multiselect: MultiselectField,
  yesno: YesNoField,
  yes_no_unknown: YesNoField,
  nhs_number: NhsNumberField,
  postcode: PostcodeField,
  email: EmailField,
  phone: PhoneField,
  person: PersonField,
  address: AddressField,
};

/** One question of a form. Where an organisation answers, what can stand for an answer is chosen below it. */
export function QuestionField(props: FieldComponentProps) {
  const { kind, help } = props.question;
  if (kind === "repeat" || kind === "computed") return null;
  const Component = components[kind];
  if (props.at.form.answered_by === "agency") {
    return (
      <div className="oc-asked">
        <Component {...props} question={{ ...props.question, allow_unknown: false }} />
        <StateChoices {...props} />
        {help && <Details summary="Help with this question">{help}</Details>}
      </div>
    );
  }
  return (
    <WithHelp help={help}>
      <Component {...props} />
    </WithHelp>
  );
}
