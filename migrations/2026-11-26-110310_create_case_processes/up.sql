-- The case record: every version of what is kept, and the other reviews and investigations of a death.
CREATE TABLE case_record_versions (
    id uuid PRIMARY KEY,
    case_id uuid NOT NULL,
    area_id uuid NOT NULL REFERENCES areas (id),
    part text NOT NULL,
    row_id uuid NOT NULL,
    version integer NOT NULL CHECK (version > 0),
    written_at timestamptz NOT NULL,
    written_by uuid REFERENCES users (id),
    sealed bytea NOT NULL,
    FOREIGN KEY (case_id, area_id) REFERENCES cases (id, area_id) ON UPDATE CASCADE,
    CONSTRAINT case_record_versions_once UNIQUE (row_id, version)
);
CREATE INDEX case_record_versions_by_case ON case_record_versions (case_id, area_id);
CREATE INDEX case_record_versions_by_area ON case_record_versions (area_id, case_id);
CREATE INDEX case_record_versions_by_writer ON case_record_versions (written_by);
COMMENT ON TABLE case_record_versions IS 'Every version of every part of a case record, as it was written; added to, never changed.';
COMMENT ON COLUMN case_record_versions.id IS 'Identifier.';
COMMENT ON COLUMN case_record_versions.case_id IS 'Case.';
COMMENT ON COLUMN case_record_versions.area_id IS 'Area of the case.';
COMMENT ON COLUMN case_record_versions.part IS 'Which part of the record, a code.';
COMMENT ON COLUMN case_record_versions.row_id IS 'The row of that part.';
COMMENT ON COLUMN case_record_versions.version IS 'Its version, from 1.';
COMMENT ON COLUMN case_record_versions.written_at IS 'When it was written.';
COMMENT ON COLUMN case_record_versions.written_by IS 'Who wrote it.';
COMMENT ON COLUMN case_record_versions.sealed IS 'What was written, as JSON sealed with the key of the case.';

CREATE TABLE case_processes (
    id uuid PRIMARY KEY,
    case_id uuid NOT NULL,
    area_id uuid NOT NULL REFERENCES areas (id),
    kind text NOT NULL,
    status text NOT NULL,
    started_on date,
    expected_on date,
    concluded_on date,
    blocks_meeting boolean NOT NULL,
    blocks_panel boolean NOT NULL,
    stops_clock boolean NOT NULL,
    sealed bytea NOT NULL,
    version integer NOT NULL DEFAULT 1,
    written_at timestamptz NOT NULL,
    written_by uuid REFERENCES users (id),
    FOREIGN KEY (case_id, area_id) REFERENCES cases (id, area_id) ON UPDATE CASCADE
);
CREATE INDEX case_processes_by_case ON case_processes (case_id, area_id);
CREATE INDEX case_processes_by_area ON case_processes (area_id, case_id);
CREATE INDEX case_processes_by_writer ON case_processes (written_by);
COMMENT ON TABLE case_processes IS 'Other reviews and investigations of the same death.';
COMMENT ON COLUMN case_processes.id IS 'Identifier.';
COMMENT ON COLUMN case_processes.case_id IS 'Case.';
COMMENT ON COLUMN case_processes.area_id IS 'Area of the case.';
COMMENT ON COLUMN case_processes.kind IS 'Kind, from the closed list.';
COMMENT ON COLUMN case_processes.status IS 'How far it has come.';
COMMENT ON COLUMN case_processes.started_on IS 'Day it began, where known.';
COMMENT ON COLUMN case_processes.expected_on IS 'Day its outcome is expected, where known.';
COMMENT ON COLUMN case_processes.concluded_on IS 'Day it was concluded.';
COMMENT ON COLUMN case_processes.blocks_meeting IS 'Whether the review meeting waits for it.';
COMMENT ON COLUMN case_processes.blocks_panel IS 'Whether the panel waits for it.';
COMMENT ON COLUMN case_processes.stops_clock IS 'Whether the time it takes does not count.';
COMMENT ON COLUMN case_processes.sealed IS 'Organisation, contact, reference and outcome, as JSON sealed with the key of the case.';
COMMENT ON COLUMN case_processes.version IS 'Raised by one with each change.';
COMMENT ON COLUMN case_processes.written_at IS 'When this version was written.';
COMMENT ON COLUMN case_processes.written_by IS 'Who wrote it.';
