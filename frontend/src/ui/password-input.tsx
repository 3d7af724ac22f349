import { useState } from "react";
import { describedBy, ErrorMessage, type FieldProps, FormGroup, Hint, Label } from "./field";
import "./password-input.scss";

interface PasswordInputProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  autoComplete: "current-password" | "new-password";
}

/** A password that may be shown, pasted and filled in by a password manager. */
export function PasswordInput(props: PasswordInputProps) {
  const { id, label, hint, error, value, onChange, autoComplete } = props;
  const [shown, setShown] = useState(false);
  return (
    <FormGroup error={error}>
      <Label htmlFor={id}>{label}</Label>
      {hint && <Hint id={id}>{hint}</Hint>}
      {error && <ErrorMessage id={id}>{error}</ErrorMessage>}
      <div className="oc-password">
        <input
          className={`nhsuk-input oc-password__input${error ? " nhsuk-input--error" : ""}`}
          id={id}
          name={id}
          type={shown ? "text" : "password"}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          autoComplete={autoComplete}
          autoCapitalize="none"
          spellCheck={false}
          aria-describedby={describedBy(id, hint, error)}
          aria-invalid={error ? true : undefined}
        />
        <button
          type="button"
          className="nhsuk-button nhsuk-button--secondary nhsuk-button--small oc-password__toggle"
          aria-controls={id}
          onClick={() => setShown(!shown)}
        >
          {shown ? "Hide" : "Show"}
          <span className="nhsuk-u-visually-hidden"> {String(label).toLowerCase()}</span>
        </button>
      </div>
      <div className="nhsuk-u-visually-hidden" aria-live="polite">
        {shown ? "Your password is visible" : ""}
      </div>
    </FormGroup>
  );
}
