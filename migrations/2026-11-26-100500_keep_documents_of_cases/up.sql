-- Documents of a case: the document, and each of its versions. Nothing is deleted.
CREATE TABLE case_documents (
    id uuid PRIMARY KEY,
    case_id uuid NOT NULL,
    area_id uuid NOT NULL REFERENCES areas (id),
    classification text NOT NULL,
    withheld_from_panel boolean NOT NULL,
    sealed_title bytea NOT NULL,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    withdrawn_at timestamptz,
    withdrawn_by uuid REFERENCES users (id),
    sealed_withdrawal_reason bytea,
    FOREIGN KEY (case_id, area_id) REFERENCES cases (id, area_id) ON UPDATE CASCADE,
    CONSTRAINT case_documents_withdrawal CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (sealed_withdrawal_reason IS NULL))
);
CREATE INDEX case_documents_by_case ON case_documents (case_id, area_id);
CREATE INDEX case_documents_by_area ON case_documents (area_id);
CREATE INDEX case_documents_by_withdrawer ON case_documents (withdrawn_by);
COMMENT ON TABLE case_documents IS 'Documents of a case. What a document is, whatever its versions.';
COMMENT ON COLUMN case_documents.id IS 'Identifier.';
COMMENT ON COLUMN case_documents.case_id IS 'Case.';
COMMENT ON COLUMN case_documents.area_id IS 'Area of the case.';
COMMENT ON COLUMN case_documents.classification IS 'Code of what it is.';
COMMENT ON COLUMN case_documents.withheld_from_panel IS 'Whether it is kept out of what the panel is given.';
COMMENT ON COLUMN case_documents.sealed_title IS 'Title, sealed with the key of the case.';
COMMENT ON COLUMN case_documents.version IS 'Raised by every change, so that two people do not undo each other.';
COMMENT ON COLUMN case_documents.created_at IS 'When its first version was uploaded.';
COMMENT ON COLUMN case_documents.withdrawn_at IS 'When it was withdrawn; empty while it counts.';
COMMENT ON COLUMN case_documents.withdrawn_by IS 'Who withdrew it.';
COMMENT ON COLUMN case_documents.sealed_withdrawal_reason IS 'Why it was withdrawn, sealed with the key of the case.';

CREATE TABLE case_document_versions (
    id uuid PRIMARY KEY,
    document_id uuid NOT NULL REFERENCES case_documents (id),
    case_id uuid NOT NULL,
    area_id uuid NOT NULL REFERENCES areas (id),
    number integer NOT NULL CHECK (number > 0),
    kind text NOT NULL,
    size bigint NOT NULL CHECK (size > 0),
    sealed_file_name bytea NOT NULL,
    sealed_sha256 bytea NOT NULL,
    cleaned boolean NOT NULL,
    object_name text NOT NULL UNIQUE,
    scan_state text NOT NULL CHECK (scan_state IN ('not_scanned', 'quarantined', 'clean', 'infected')),
    scanned_at timestamptz,
    uploaded_at timestamptz NOT NULL,
    uploaded_by uuid NOT NULL REFERENCES users (id),
    FOREIGN KEY (case_id, area_id) REFERENCES cases (id, area_id) ON UPDATE CASCADE,
    CONSTRAINT case_document_versions_numbered UNIQUE (document_id, number)
);
CREATE INDEX case_document_versions_by_case ON case_document_versions (case_id, area_id);
CREATE INDEX case_document_versions_by_area ON case_document_versions (area_id);
CREATE INDEX case_document_versions_by_uploader ON case_document_versions (uploaded_by);
COMMENT ON TABLE case_document_versions IS 'Versions of documents: each a file that was checked, sealed and put into the store.';
COMMENT ON COLUMN case_document_versions.id IS 'Identifier; what is in the store is bound to it.';
COMMENT ON COLUMN case_document_versions.document_id IS 'Document.';
COMMENT ON COLUMN case_document_versions.case_id IS 'Case of the document.';
COMMENT ON COLUMN case_document_versions.area_id IS 'Area of the case.';
COMMENT ON COLUMN case_document_versions.number IS 'From one, in the order of uploading.';
COMMENT ON COLUMN case_document_versions.kind IS 'Code of the kind of file, which names the type it is sent with.';
COMMENT ON COLUMN case_document_versions.size IS 'Bytes of the file as it is kept, before sealing.';
COMMENT ON COLUMN case_document_versions.sealed_file_name IS 'Name of the file, made safe, sealed with the key of the case.';
COMMENT ON COLUMN case_document_versions.sealed_sha256 IS 'SHA-256 of the file as it is kept, sealed with the key of the case.';
COMMENT ON COLUMN case_document_versions.cleaned IS 'Whether what is kept differs from what was sent: a picture without place and camera, a text in another encoding.';
COMMENT ON COLUMN case_document_versions.object_name IS 'Random name of the sealed file in the store.';
COMMENT ON COLUMN case_document_versions.scan_state IS 'What is known of viruses; only not_scanned and clean are sent to anybody.';
COMMENT ON COLUMN case_document_versions.scanned_at IS 'When a scanner last answered.';
COMMENT ON COLUMN case_document_versions.uploaded_at IS 'When it was uploaded.';
COMMENT ON COLUMN case_document_versions.uploaded_by IS 'Who uploaded it.';
