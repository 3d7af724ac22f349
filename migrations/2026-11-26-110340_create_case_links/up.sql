-- Two cases that belong together. Whoever may not know of both knows of no link.
CREATE TABLE case_links (
    id uuid PRIMARY KEY,
    case_id uuid NOT NULL,
    area_id uuid NOT NULL REFERENCES areas (id),
    other_id uuid NOT NULL,
    other_area_id uuid NOT NULL REFERENCES areas (id),
    kind text NOT NULL,
    sealed bytea NOT NULL,
    linked_at timestamptz NOT NULL,
    linked_by uuid REFERENCES users (id),
    ended_at timestamptz,
    ended_by uuid REFERENCES users (id),
    FOREIGN KEY (case_id, area_id) REFERENCES cases (id, area_id) ON UPDATE CASCADE,
    FOREIGN KEY (other_id, other_area_id) REFERENCES cases (id, area_id) ON UPDATE CASCADE,
    CONSTRAINT case_links_one_way CHECK (case_id < other_id),
    CONSTRAINT case_links_end CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
CREATE UNIQUE INDEX case_links_in_force ON case_links (case_id, other_id) WHERE ended_at IS NULL;
CREATE INDEX case_links_by_case ON case_links (case_id, area_id);
CREATE INDEX case_links_by_other ON case_links (other_id, other_area_id);
CREATE INDEX case_links_by_area ON case_links (area_id);
CREATE INDEX case_links_by_other_area ON case_links (other_area_id);
CREATE INDEX case_links_by_linker ON case_links (linked_by);
CREATE INDEX case_links_by_ender ON case_links (ended_by);
COMMENT ON TABLE case_links IS 'Links between two cases, kept once for both.';
COMMENT ON COLUMN case_links.id IS 'Identifier.';
COMMENT ON COLUMN case_links.case_id IS 'The case whose identifier comes first.';
COMMENT ON COLUMN case_links.area_id IS 'Area of the first case.';
COMMENT ON COLUMN case_links.other_id IS 'The other case.';
COMMENT ON COLUMN case_links.other_area_id IS 'Area of the other case; the same when the link is made.';
COMMENT ON COLUMN case_links.kind IS 'Why they belong together, from the closed list.';
COMMENT ON COLUMN case_links.sealed IS 'In words, as JSON sealed with the key of the first case.';
COMMENT ON COLUMN case_links.linked_at IS 'When the link was made.';
COMMENT ON COLUMN case_links.linked_by IS 'Who made it.';
COMMENT ON COLUMN case_links.ended_at IS 'When it ended; empty while it holds.';
COMMENT ON COLUMN case_links.ended_by IS 'Who ended it.';
