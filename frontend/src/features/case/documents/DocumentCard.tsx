import { useId, useRef } from "react";
import { contentUrl } from "../../../api/documents";
import type { DocumentVersion, DocumentView } from "../../../api/types";
import { ButtonLink } from "../../../ui/button";
import { formatInstant } from "../../../ui/format";
import { Details, Tag } from "../../../ui/notices";
import { SummaryCard, SummaryList } from "../../../ui/summary";
import { sizeWords } from "./words";

interface DocumentCardProps {
  caseId: string;
  document: DocumentView;
  endings: string[];
  mayUpload: boolean;
  mayChange: boolean;
  onVersion: (file: File) => void;
  onEdit: () => void;
  onWithdraw: () => void;
}

/** A document with its latest file, what can be done with it, and the files before. */
export function DocumentCard(props: DocumentCardProps) {
  const { caseId, document, mayUpload, mayChange } = props;
  const [latest, ...before] = document.versions;
  const picker = useRef<HTMLInputElement>(null);
  const pickerId = useId();
  if (!latest) return null;
  const withdrawn = document.withdrawal !== null;
  const of = <span className="nhsuk-u-visually-hidden"> of {document.title}</span>;
  const actions = [
    ...(mayUpload && !withdrawn
      ? [
          <ButtonLink key="version" onClick={() => picker.current?.click()}>
            Upload a new version{of}
          </ButtonLink>,
        ]
      : []),
    ...(mayChange && !withdrawn
      ? [
          <ButtonLink key="edit" onClick={props.onEdit}>
            Change details{of}
          </ButtonLink>,
          <ButtonLink key="withdraw" onClick={props.onWithdraw}>
            Withdraw<span className="nhsuk-u-visually-hidden"> {document.title}</span>
          </ButtonLink>,
        ]
      : []),
  ];

  return (
    <SummaryCard title={document.title} level={3} actions={actions}>
      {mayUpload && !withdrawn && (
        <input
          ref={picker}
          id={pickerId}
          type="file"
          hidden
          aria-label={`New version of ${document.title}`}
          accept={props.endings.map((ending) => `.${ending}`).join(",")}
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = "";
            if (file) props.onVersion(file);
          }}
        />
      )}
      <SummaryList
        noBorder
        rows={[
          { key: "kind", label: "Kind", value: document.classification_label },
          {
            key: "file",
            label: "File",
            value: <File caseId={caseId} document={document} version={latest} />,
          },
          { key: "who", label: "Uploaded", value: uploaded(latest) },
          {
            key: "state",
            label: "State",
            value: <State version={latest} withheld={document.withheld_from_panel} withdrawn={withdrawn} />,
          },
          ...(document.withdrawal
            ? [
                {
                  key: "withdrawal",
                  label: "Withdrawn",
                  value: (
                    <>
                      {formatInstant(document.withdrawal.at)}, by {document.withdrawal.by}
                      <br />
                      {document.withdrawal.reason}
                    </>
                  ),
                },
              ]
            : []),
        ]}
      />
      {before.length > 0 && (
        <Details summary={`Earlier versions of ${document.title} (${before.length})`}>
          <ul>
            {before.map((version) => (
              <li key={version.number} className="oc-break">
                Version {version.number}: <File caseId={caseId} document={document} version={version} />,{" "}
                {uploaded(version)}
              </li>
            ))}
          </ul>
        </Details>
      )}
    </SummaryCard>
  );
}

const uploaded = (version: DocumentVersion) =>
  `${formatInstant(version.uploaded_at)}, by ${version.uploaded_by}`;

interface FileProps {
  caseId: string;
  document: DocumentView;
  version: DocumentVersion;
}

function File({ caseId, document, version }: FileProps) {
  const words = `${version.kind_label}, ${sizeWords(version.size)}`;
  if (!version.available)
    return (
      <>
        {version.file_name} ({words})
      </>
    );
  return (
    <a href={contentUrl(caseId, document.id, version.number)} download={version.file_name}>
      Download {version.file_name} ({words})
    </a>
  );
}

function State({
  version,
  withheld,
  withdrawn,
}: {
  version: DocumentVersion;
  withheld: boolean;
  withdrawn: boolean;
}) {
  return (
    <>
      <span className="oc-tags">
        {withdrawn ? <Tag colour="grey">Withdrawn</Tag> : <ScanTag version={version} />}{" "}
        {withheld && <Tag colour="orange">Withheld from the panel</Tag>}
      </span>
      {!withdrawn && version.scan_state !== "not_scanned" && (
        <span className="oc-state-words">{version.scan_label}</span>
      )}
    </>
  );
}

function ScanTag({ version }: { version: DocumentVersion }) {
  switch (version.scan_state) {
    case "quarantined":
      return <Tag colour="yellow">Being checked</Tag>;
    case "infected":
      return <Tag colour="red">Blocked</Tag>;
    default:
      return <Tag colour="green">Ready</Tag>;
  }
}
