-- Working notes of the panel's office: a table of their own, so that nothing that reads the record can take them along.
CREATE TABLE case_notes (
    id uuid PRIMARY KEY,
    case_id uuid NOT NULL,
    area_id uuid NOT NULL REFERENCES areas (id),
    sealed bytea NOT NULL,
    version integer NOT NULL DEFAULT 1,
    noted_at timestamptz NOT NULL,
    written_at timestamptz NOT NULL,
    written_by uuid REFERENCES users (id),
    FOREIGN KEY (case_id, area_id) REFERENCES cases (id, area_id) ON UPDATE CASCADE
);
CREATE INDEX case_notes_by_case ON case_notes (case_id, area_id);
CREATE INDEX case_notes_by_area ON case_notes (area_id, case_id);
CREATE INDEX case_notes_by_writer ON case_notes (written_by);
COMMENT ON TABLE case_notes IS 'Notes kept apart from the statutory record: in no pack, no print and no export.';
COMMENT ON COLUMN case_notes.id IS 'Identifier.';
COMMENT ON COLUMN case_notes.case_id IS 'Case.';
COMMENT ON COLUMN case_notes.area_id IS 'Area of the case.';
COMMENT ON COLUMN case_notes.sealed IS 'The note, as JSON sealed with the key of the case.';
COMMENT ON COLUMN case_notes.version IS 'Raised by one with each change.';
COMMENT ON COLUMN case_notes.noted_at IS 'When it was first written.';
COMMENT ON COLUMN case_notes.written_at IS 'When this version was written.';
COMMENT ON COLUMN case_notes.written_by IS 'Who wrote it.';
