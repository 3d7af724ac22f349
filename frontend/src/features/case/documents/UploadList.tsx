import { ButtonLink } from "../../../ui/button";
import type { Upload } from "./useUploads";
import { sizeWords } from "./words";

interface UploadListProps {
  uploads: Upload[];
  said: string;
  onCancel: (key: string) => void;
  onRetry: (key: string) => void;
  onRemove: (key: string) => void;
}

const stateWords: Record<Exclude<Upload["state"], "failed">, string> = {
  waiting: "Waiting for the file before it",
  sending: "Sending",
  checking: "Being checked",
};

/** Files on their way. What changes all the time is not read aloud; how it ended is. */
export function UploadList({ uploads, said, onCancel, onRetry, onRemove }: UploadListProps) {
  return (
    <>
      <p role="status" className={said ? undefined : "nhsuk-u-visually-hidden"}>
        {said}
      </p>
      {uploads.length > 0 && (
        <ul className="oc-uploads" aria-label="Files on their way">
          {uploads.map(({ key, file, state, sent, words, again }) => (
            <li key={key} className="oc-uploads__file">
              <p className="oc-uploads__name oc-break">
                {file.name} <span className="oc-uploads__size">({sizeWords(file.size)})</span>
              </p>
              {state === "failed" ? (
                <>
                  <p className="nhsuk-error-message oc-break">
                    <span className="nhsuk-u-visually-hidden">Error: </span>
                    {words}
                  </p>
                  {again && (
                    <ButtonLink onClick={() => onRetry(key)}>
                      Try again<span className="nhsuk-u-visually-hidden"> to upload {file.name}</span>
                    </ButtonLink>
                  )}{" "}
                  <ButtonLink onClick={() => onRemove(key)}>
                    Remove<span className="nhsuk-u-visually-hidden"> {file.name} from this list</span>
                  </ButtonLink>
                </>
              ) : (
                <>
                  <progress
                    className="oc-progress__bar"
                    aria-label={`Upload of ${file.name}`}
                    max={1}
                    value={state === "waiting" ? 0 : sent}
                  />
                  <p className="oc-uploads__state">
                    {stateWords[state]}
                    {state === "sending" && `, ${Math.round(sent * 100)}%`}
                  </p>
                  <ButtonLink onClick={() => onCancel(key)}>
                    Cancel<span className="nhsuk-u-visually-hidden"> the upload of {file.name}</span>
                  </ButtonLink>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
