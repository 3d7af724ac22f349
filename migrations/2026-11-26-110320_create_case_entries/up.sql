-- Entries of the case record that are sealed whole: what is kept in the clear is only what lists are cut and ordered by.
CREATE TABLE case_entries (
    id uuid PRIMARY KEY,
    case_id uuid NOT NULL,
    area_id uuid NOT NULL REFERENCES areas (id),
    part text NOT NULL,
    state text,
    day date,
    sealed bytea NOT NULL,
    version integer NOT NULL DEFAULT 1,
    written_at timestamptz NOT NULL,
    written_by uuid REFERENCES users (id),
    FOREIGN KEY (case_id, area_id) REFERENCES cases (id, area_id) ON UPDATE CASCADE
);
CREATE INDEX case_entries_by_case ON case_entries (case_id, area_id);
CREATE INDEX case_entries_by_area ON case_entries (area_id, part, case_id);
CREATE INDEX case_entries_by_writer ON case_entries (written_by);
CREATE UNIQUE INDEX case_entries_arrangements_once ON case_entries (case_id) WHERE part = 'family_arrangements';
COMMENT ON TABLE case_entries IS 'The case record: people, households, addresses, professionals, chronology, and contact with the family.';
COMMENT ON COLUMN case_entries.id IS 'Identifier; of somebody the notification named, the identifier there.';
COMMENT ON COLUMN case_entries.case_id IS 'Case.';
COMMENT ON COLUMN case_entries.area_id IS 'Area of the case.';
COMMENT ON COLUMN case_entries.part IS 'Which part of the record, from the closed list.';
COMMENT ON COLUMN case_entries.state IS 'Code by which the part tells its entries apart, where it does: open and answered questions.';
COMMENT ON COLUMN case_entries.day IS 'Day the entry is about, where the part has one; of an uncertain date the first it can be.';
COMMENT ON COLUMN case_entries.sealed IS 'The entry, as JSON sealed with the key of the case.';
COMMENT ON COLUMN case_entries.version IS 'Raised by one with each change.';
COMMENT ON COLUMN case_entries.written_at IS 'When this version was written.';
COMMENT ON COLUMN case_entries.written_by IS 'Who wrote it.';
