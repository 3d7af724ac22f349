import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { formQuery, formsQuery } from "../../../api/queries";
import { Button } from "../../../ui/button";
import { LoadProblem } from "../../../ui/load-problem";
import { Select } from "../../../ui/select";

interface AddAgencyProps {
  onAdd: (agency: { code: string; label: string }) => void;
}

/** Adds an agency that nobody proposed. The kinds of agency are those the notification knows. */
export function AddAgency({ onAdd }: AddAgencyProps) {
  const forms = useQuery(formsQuery);
  const version = forms.data?.items.find(({ id }) => id === "notification")?.current_version ?? 0;
  const form = useQuery({ ...formQuery("notification", version), enabled: version > 0 });
  const [code, setCode] = useState("");
  const [error, setError] = useState<string | undefined>();
  const failed = forms.error ?? form.error;
  if (failed)
    return (
      <LoadProblem
        error={failed}
        onRetry={() => {
          forms.refetch();
          form.refetch();
        }}
      />
    );
  const agencies = form.data?.lists.agency ?? [];
  const add = () => {
    const agency = agencies.find((one) => one.code === code);
    if (!agency) return setError("Choose what kind of agency it is");
    setError(undefined);
    setCode("");
    onAdd(agency);
  };
  return (
    <div className="oc-ask__add">
      <Select
        id="ask-add"
        label="Ask somebody else"
        empty="Choose a kind of agency"
        choices={agencies.map(({ code, label, group }) => ({ value: code, label, group: group ?? null }))}
        value={code}
        onChange={setCode}
        error={error}
      />
      <Button variant="secondary" onClick={add}>
        Add it
      </Button>
    </div>
  );
}
