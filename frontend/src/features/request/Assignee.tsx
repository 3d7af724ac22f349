import { type SubmitEvent, useState } from "react";
import { isStale } from "../../api/client";
import { assignRequest } from "../../api/requests";
import { Button, Select } from "../../ui";
import { problemWords } from "../../ui/problem-words";
import { useRequest } from "./context";
import { useSettled } from "./use-settled";

/** Who of the organisation answers. Everybody in the team can still help. */
export function Assignee() {
  const { view } = useRequest();
  const settled = useSettled(view.id);
  const current = view.assigned_to?.id ?? "";
  const [chosen, setChosen] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<{ text: string; wrong: boolean } | null>(null);
  const value = chosen ?? current;

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setSaid(null);
    try {
      await assignRequest(view.id, value === "" ? null : value, view.version);
      await settled();
      const name = view.colleagues.find((one) => one.id === value)?.name;
      setSaid({
        text: name ? `${name} answers this request.` : "Nobody in particular answers this request.",
        wrong: false,
      });
      setChosen(null);
    } catch (failure) {
      if (isStale(failure)) await settled();
      setSaid({ text: problemWords(failure), wrong: true });
    } finally {
      setBusy(false);
    }
  };

  return (
    <section aria-labelledby="assignee-heading">
      <h2 id="assignee-heading">Who answers</h2>
      <form onSubmit={submit} noValidate>
        <Select
          id="assignee"
          label="Who in your organisation answers this request?"
          hint="Your whole team can open it and help, whoever is named here."
          choices={view.colleagues.map((one) => ({ value: one.id, label: one.name }))}
          value={value}
          onChange={setChosen}
          empty="Nobody in particular"
        />
        <Button type="submit" variant="secondary" busy={busy}>
          {busy ? "Saving" : "Save who answers"}
        </Button>
        <p
          role={said?.wrong ? "alert" : "status"}
          className={said?.wrong ? "nhsuk-error-message" : "oc-saved"}
        >
          {said?.text}
        </p>
      </form>
    </section>
  );
}
