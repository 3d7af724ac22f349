-- The decision about a joint agency response: every version is kept, the latest is what holds.
CREATE TABLE case_joint_agency_responses (
    id uuid PRIMARY KEY,
    case_id uuid NOT NULL,
    area_id uuid NOT NULL REFERENCES areas (id),
    version integer NOT NULL CHECK (version > 0),
    needed text NOT NULL CHECK (needed IN ('yes', 'no', 'not_yet_known')),
    criteria text[] NOT NULL,
    near_death boolean NOT NULL,
    started boolean,
    started_at timestamptz,
    decided_at timestamptz,
    sealed bytea NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by uuid REFERENCES users (id),
    FOREIGN KEY (case_id, area_id) REFERENCES cases (id, area_id) ON UPDATE CASCADE,
    CONSTRAINT case_joint_agency_responses_version UNIQUE (case_id, version),
    CONSTRAINT case_joint_agency_responses_start CHECK (started_at IS NULL OR started)
);
CREATE INDEX case_joint_agency_responses_by_case ON case_joint_agency_responses (case_id, area_id);
CREATE INDEX case_joint_agency_responses_by_area ON case_joint_agency_responses (area_id);
CREATE INDEX case_joint_agency_responses_by_recorder ON case_joint_agency_responses (recorded_by);
COMMENT ON TABLE case_joint_agency_responses IS 'What was decided about a joint agency response: every version; the latest holds.';
COMMENT ON COLUMN case_joint_agency_responses.id IS 'Identifier.';
COMMENT ON COLUMN case_joint_agency_responses.case_id IS 'Case.';
COMMENT ON COLUMN case_joint_agency_responses.area_id IS 'Area of the case.';
COMMENT ON COLUMN case_joint_agency_responses.version IS 'Counts from 1 within the case.';
COMMENT ON COLUMN case_joint_agency_responses.needed IS 'Whether one is needed: yes, no or not_yet_known.';
COMMENT ON COLUMN case_joint_agency_responses.criteria IS 'Codes of the criteria that apply.';
COMMENT ON COLUMN case_joint_agency_responses.near_death IS 'Whether it was begun, or should have been, for a child brought to hospital near death.';
COMMENT ON COLUMN case_joint_agency_responses.started IS 'Whether it was started; empty while that is not known.';
COMMENT ON COLUMN case_joint_agency_responses.started_at IS 'When it was started.';
COMMENT ON COLUMN case_joint_agency_responses.decided_at IS 'When the decision was taken; empty while there is none.';
COMMENT ON COLUMN case_joint_agency_responses.sealed IS 'Who decided, and why it was not started, sealed with the key of the case.';
COMMENT ON COLUMN case_joint_agency_responses.recorded_at IS 'When this version was written.';
COMMENT ON COLUMN case_joint_agency_responses.recorded_by IS 'Who wrote it; empty where it was taken from the notification and nobody has confirmed it.';
