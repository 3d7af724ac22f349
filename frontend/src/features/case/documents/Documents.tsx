import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { documentsQuery } from "../../../api/documents";
import type { DocumentView } from "../../../api/types";
import { LoadProblem } from "../../../ui/load-problem";
import { Loading } from "../../../ui/progress";
import { DocumentCard } from "./DocumentCard";
import "./documents.scss";
import { EditDialog } from "./EditDialog";
import { Uploader } from "./Uploader";
import { UploadList } from "./UploadList";
import { useUploads } from "./useUploads";
import { WithdrawDialog } from "./WithdrawDialog";
import { atOnce } from "./words";

type Open = { what: "edit" | "withdraw"; document: DocumentView };

/** The documents of a case: those kept, and those on their way. */
export function Documents({ caseId }: { caseId: string }) {
  const loaded = useQuery(documentsQuery(caseId));
  const uploads = useUploads(caseId);
  const [open, setOpen] = useState<Open | null>(null);
  if (loaded.isPending) return <Loading text="Loading the documents" />;
  if (!loaded.data) return <LoadProblem error={loaded.error} onRetry={() => loaded.refetch()} />;
  const list = loaded.data;

  return (
    <>
      {list.may_upload && (
        <section aria-labelledby="documents-add">
          <h2 id="documents-add">Add documents</h2>
          <Uploader
            list={list}
            onFiles={(files, details) => {
              for (const file of files) uploads.add(file, { details }, atOnce(file, list));
            }}
          />
        </section>
      )}
      <UploadList
        uploads={uploads.uploads}
        said={uploads.said}
        onCancel={uploads.cancel}
        onRetry={uploads.retry}
        onRemove={uploads.remove}
      />
      <section aria-labelledby="documents-kept">
        <h2 id="documents-kept">Documents on this case</h2>
        {list.items.length === 0 && <p>There is no document on this case yet.</p>}
        {list.items.length > 0 && !list.scanned && (
          <p>
            Every file was checked when it was uploaded. This service has no virus scanner: open files with
            the care you would take with an attachment.
          </p>
        )}
        {list.items.map((document) => (
          <DocumentCard
            key={document.id}
            caseId={caseId}
            document={document}
            endings={list.endings}
            mayUpload={list.may_upload}
            mayChange={list.may_change}
            onVersion={(file) => uploads.add(file, { documentId: document.id }, atOnce(file, list))}
            onEdit={() => setOpen({ what: "edit", document })}
            onWithdraw={() => setOpen({ what: "withdraw", document })}
          />
        ))}
      </section>
      {open?.what === "edit" && (
        <EditDialog caseId={caseId} document={open.document} list={list} onClose={() => setOpen(null)} />
      )}
      {open?.what === "withdraw" && (
        <WithdrawDialog caseId={caseId} document={open.document} onClose={() => setOpen(null)} />
      )}
    </>
  );
}
