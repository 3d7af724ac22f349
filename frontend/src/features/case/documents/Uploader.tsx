import { type DragEvent, type SubmitEvent, useRef, useState } from "react";
import type { NewDocument } from "../../../api/documents";
import type { DocumentList } from "../../../api/types";
import { Button } from "../../../ui/button";
import { Checkboxes } from "../../../ui/choices";
import { ErrorSummary, type SummaryError } from "../../../ui/error-summary";
import { ErrorMessage, FormGroup, Hint, Label } from "../../../ui/field";
import { Select } from "../../../ui/select";
import { sizeWords } from "./words";

interface UploaderProps {
  list: DocumentList;
  onFiles: (files: File[], details: NewDocument) => void;
}

/** Says what the files are, then takes them by the browser's own picker or dropped on the field. */
export function Uploader({ list, onFiles }: UploaderProps) {
  const [classification, setClassification] = useState("");
  const [withheld, setWithheld] = useState(false);
  const [files, setFiles] = useState<File[]>([]);
  const [over, setOver] = useState(false);
  const [errors, setErrors] = useState<SummaryError[]>([]);
  const [attempt, setAttempt] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const errorOf = (fieldId: string) => errors.find((error) => error.fieldId === fieldId)?.message;
  const left = list.most - list.used;

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const found: SummaryError[] = [];
    if (classification === "")
      found.push({ fieldId: "document-classification", message: "Choose what kind of document this is" });
    if (files.length === 0) found.push({ fieldId: "document-files", message: "Choose a file to upload" });
    setErrors(found);
    if (found.length > 0) return setAttempt((count) => count + 1);
    onFiles(files, { classification, withheld });
    setFiles([]);
    setClassification("");
    setWithheld(false);
    if (input.current) input.current.value = "";
  };
  const dropped = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    setFiles((before) => [...before, ...event.dataTransfer.files]);
  };

  return (
    <form onSubmit={submit} noValidate>
      <ErrorSummary errors={errors} attempt={attempt} />
      <Select
        id="document-classification"
        label="What kind of document is it?"
        hint="For several files at once, choose what all of them are."
        empty="Choose a kind"
        choices={list.classifications.map(({ code, label }) => ({ value: code, label }))}
        value={classification}
        onChange={setClassification}
        error={errorOf("document-classification")}
      />
      <Checkboxes
        id="document-withheld"
        label="The panel"
        small
        choices={[{ value: "withheld", label: "Withhold it from what the panel is given" }]}
        values={withheld ? ["withheld"] : []}
        onChange={(values) => setWithheld(values.length > 0)}
      />
      <FormGroup error={errorOf("document-files")}>
        <Label htmlFor="document-files">Files</Label>
        <Hint id="document-files">
          Up to {sizeWords(list.largest_file)} each: {list.endings.join(", ")}. You can also drop them here.
          Where and how a picture was taken is removed from it.
        </Hint>
        {errorOf("document-files") && (
          <ErrorMessage id="document-files">{errorOf("document-files")}</ErrorMessage>
        )}
        {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the field inside does the same */}
        <div
          className={`oc-drop${over ? " oc-drop--over" : ""}`}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={dropped}
        >
          <input
            ref={input}
            id="document-files"
            className="oc-drop__input"
            type="file"
            multiple
            accept={list.endings.map((ending) => `.${ending}`).join(",")}
            aria-describedby="document-files-hint"
            aria-invalid={errorOf("document-files") ? true : undefined}
            onChange={(event) => setFiles([...(event.target.files ?? [])])}
          />
          {files.length > 0 && (
            <ul className="oc-drop__files oc-break">
              {files.map((file, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two files may have one name
                <li key={index}>
                  {file.name} ({sizeWords(file.size)})
                </li>
              ))}
            </ul>
          )}
        </div>
      </FormGroup>
      {left < list.largest_file && (
        <p>
          The documents of a case may come to {sizeWords(list.most)}; {sizeWords(Math.max(left, 0))} are left.
        </p>
      )}
      <Button type="submit">{files.length > 1 ? `Upload ${files.length} files` : "Upload"}</Button>
    </form>
  );
}
