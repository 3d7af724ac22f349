import { useQueryClient } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { changeDocument, documentsQuery } from "../../../api/documents";
import type { DocumentList, DocumentView } from "../../../api/types";
import { Button, ButtonGroup } from "../../../ui/button";
import { Checkboxes } from "../../../ui/choices";
import { ErrorSummary } from "../../../ui/error-summary";
import { Modal } from "../../../ui/modal";
import { fieldProblem, problemWords } from "../../../ui/problem-words";
import { Select } from "../../../ui/select";
import { TextInput } from "../../../ui/text-input";

interface EditDialogProps {
  caseId: string;
  document: DocumentView;
  list: DocumentList;
  onClose: () => void;
}

/** What a document is called and classed as, and whether the panel is given it. */
export function EditDialog({ caseId, document, list, onClose }: EditDialogProps) {
  const [title, setTitle] = useState(document.title);
  const [classification, setClassification] = useState(document.classification);
  const [withheld, setWithheld] = useState(document.withheld_from_panel);
  const [error, setError] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  const [busy, setBusy] = useState(false);
  const client = useQueryClient();
  const named =
    title.trim() === "" && attempt > 0 ? "Give the document a title" : fieldProblem(error, "/title");
  const general = error !== null && !fieldProblem(error, "/title") ? problemWords(error) : null;

  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    setAttempt((count) => count + 1);
    setError(null);
    if (title.trim() === "") return;
    setBusy(true);
    try {
      await changeDocument(caseId, document, { title, classification, withheld_from_panel: withheld });
      await client.invalidateQueries(documentsQuery(caseId));
      onClose();
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Modal title="Change details of a document" onDismiss={onClose}>
      <form onSubmit={save} noValidate>
        <ErrorSummary
          attempt={attempt}
          errors={[
            ...(named ? [{ message: named, fieldId: "edit-title" }] : []),
            ...(general ? [{ message: general }] : []),
          ]}
        />
        <TextInput id="edit-title" label="Title" value={title} onChange={setTitle} error={named} />
        <Select
          id="edit-classification"
          label="What kind of document is it?"
          choices={list.classifications.map(({ code, label }) => ({ value: code, label }))}
          value={classification}
          onChange={setClassification}
        />
        <Checkboxes
          id="edit-withheld"
          label="The panel"
          small
          choices={[{ value: "withheld", label: "Withhold it from what the panel is given" }]}
          values={withheld ? ["withheld"] : []}
          onChange={(values) => setWithheld(values.length > 0)}
        />
        <ButtonGroup>
          <Button type="submit" busy={busy}>
            {busy ? "Please wait" : "Save"}
          </Button>
          <Button variant="secondary" onClick={onClose}>
            Go back
          </Button>
        </ButtonGroup>
      </form>
    </Modal>
  );
}
