-- A key for each record, kept wrapped; cases that only some may know of; and parts that move with their case.
DO $$ BEGIN
    IF EXISTS (SELECT FROM cases) OR EXISTS (SELECT FROM notifications) OR EXISTS (SELECT FROM notification_drafts) THEN
        RAISE EXCEPTION 'this database holds cases or notifications from before names were sealed, which this version cannot carry over; a demonstration is forgotten with make clean-data';
    END IF;
END $$;

ALTER TABLE cases ADD COLUMN wrapped_key bytea NOT NULL, ADD COLUMN restricted boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT cases_area_unique UNIQUE (id, area_id);
CREATE INDEX cases_restricted ON cases (area_id) WHERE restricted;
COMMENT ON COLUMN cases.wrapped_key IS 'Key of this case, wrapped by a key that is kept outside the database.';
COMMENT ON COLUMN cases.restricted IS 'Whether only people with a grant may know of the case.';

-- What belongs to a case is always in the area of the case, and moves with it.
ALTER TABLE case_name_keys DROP CONSTRAINT case_name_keys_case_id_fkey,
    ADD FOREIGN KEY (case_id, area_id) REFERENCES cases (id, area_id) ON UPDATE CASCADE;
ALTER TABLE case_people DROP CONSTRAINT case_people_case_id_fkey,
    ADD FOREIGN KEY (case_id, area_id) REFERENCES cases (id, area_id) ON UPDATE CASCADE;
ALTER TABLE case_professionals DROP CONSTRAINT case_professionals_case_id_fkey,
    ADD FOREIGN KEY (case_id, area_id) REFERENCES cases (id, area_id) ON UPDATE CASCADE;
ALTER TABLE case_deadlines DROP CONSTRAINT case_deadlines_case_id_fkey,
    ADD FOREIGN KEY (case_id, area_id) REFERENCES cases (id, area_id) ON UPDATE CASCADE;
ALTER TABLE case_events DROP CONSTRAINT case_events_case_id_fkey,
    ADD FOREIGN KEY (case_id, area_id) REFERENCES cases (id, area_id) ON UPDATE CASCADE;
ALTER TABLE notifications DROP CONSTRAINT notifications_case_id_fkey,
    ADD FOREIGN KEY (case_id, area_id) REFERENCES cases (id, area_id) ON UPDATE CASCADE;
DROP INDEX case_name_keys_by_case, notifications_by_case;
CREATE INDEX case_name_keys_by_case ON case_name_keys (case_id, area_id);
CREATE INDEX notifications_by_case ON notifications (case_id, area_id);
DROP INDEX case_people_by_area, case_professionals_by_area, case_deadlines_by_area, case_events_by_area;
CREATE INDEX case_people_by_area ON case_people (area_id, case_id);
CREATE INDEX case_professionals_by_area ON case_professionals (area_id, case_id);
CREATE INDEX case_deadlines_by_area ON case_deadlines (area_id, case_id);
CREATE INDEX case_events_by_area ON case_events (area_id, case_id);

CREATE TABLE case_grants (
    id uuid PRIMARY KEY,
    case_id uuid NOT NULL,
    area_id uuid NOT NULL REFERENCES areas (id),
    user_id uuid NOT NULL REFERENCES users (id),
    granted_at timestamptz NOT NULL,
    granted_by uuid NOT NULL REFERENCES users (id),
    ended_at timestamptz,
    ended_by uuid REFERENCES users (id),
    FOREIGN KEY (case_id, area_id) REFERENCES cases (id, area_id) ON UPDATE CASCADE,
    CONSTRAINT case_grants_end CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
CREATE UNIQUE INDEX case_grants_in_force ON case_grants (case_id, user_id) WHERE ended_at IS NULL;
CREATE INDEX case_grants_by_case ON case_grants (case_id, area_id);
CREATE INDEX case_grants_by_area ON case_grants (area_id);
CREATE INDEX case_grants_by_user ON case_grants (user_id);
CREATE INDEX case_grants_by_granter ON case_grants (granted_by);
CREATE INDEX case_grants_by_ender ON case_grants (ended_by);
COMMENT ON TABLE case_grants IS 'Who may know of a restricted case.';
COMMENT ON COLUMN case_grants.id IS 'Identifier.';
COMMENT ON COLUMN case_grants.case_id IS 'Case.';
COMMENT ON COLUMN case_grants.area_id IS 'Area of the case.';
COMMENT ON COLUMN case_grants.user_id IS 'Who may.';
COMMENT ON COLUMN case_grants.granted_at IS 'Since when.';
COMMENT ON COLUMN case_grants.granted_by IS 'Who gave it.';
COMMENT ON COLUMN case_grants.ended_at IS 'When it ended; empty while it holds.';
COMMENT ON COLUMN case_grants.ended_by IS 'Who ended it.';

CREATE TABLE case_interests (
    id uuid PRIMARY KEY,
    case_id uuid NOT NULL,
    area_id uuid NOT NULL REFERENCES areas (id),
    user_id uuid NOT NULL REFERENCES users (id),
    declared_at timestamptz NOT NULL,
    declared_by uuid NOT NULL REFERENCES users (id),
    sealed_reason bytea NOT NULL,
    ended_at timestamptz,
    ended_by uuid REFERENCES users (id),
    sealed_end_reason bytea,
    FOREIGN KEY (case_id, area_id) REFERENCES cases (id, area_id) ON UPDATE CASCADE,
    CONSTRAINT case_interests_end CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
CREATE UNIQUE INDEX case_interests_in_force ON case_interests (user_id, case_id) WHERE ended_at IS NULL;
CREATE INDEX case_interests_by_case ON case_interests (case_id, area_id);
CREATE INDEX case_interests_by_area ON case_interests (area_id);
CREATE INDEX case_interests_by_user ON case_interests (user_id);
CREATE INDEX case_interests_by_declarer ON case_interests (declared_by);
CREATE INDEX case_interests_by_ender ON case_interests (ended_by);
COMMENT ON TABLE case_interests IS 'Declared interests: the case is hidden from the person, whatever else they were given.';
COMMENT ON COLUMN case_interests.id IS 'Identifier.';
COMMENT ON COLUMN case_interests.case_id IS 'Case.';
COMMENT ON COLUMN case_interests.area_id IS 'Area of the case.';
COMMENT ON COLUMN case_interests.user_id IS 'Who has the interest.';
COMMENT ON COLUMN case_interests.declared_at IS 'When it was declared.';
COMMENT ON COLUMN case_interests.declared_by IS 'Who declared it: the person, or a manager.';
COMMENT ON COLUMN case_interests.sealed_reason IS 'What the interest is, sealed with the key of the case.';
COMMENT ON COLUMN case_interests.ended_at IS 'When it was withdrawn; empty while it holds.';
COMMENT ON COLUMN case_interests.ended_by IS 'Who withdrew it; never the person.';
COMMENT ON COLUMN case_interests.sealed_end_reason IS 'Why it was withdrawn, sealed with the key of the case.';

CREATE TABLE glass_breaks (
    id uuid PRIMARY KEY,
    case_id uuid NOT NULL,
    area_id uuid NOT NULL REFERENCES areas (id),
    user_id uuid NOT NULL REFERENCES users (id),
    reason text NOT NULL,
    sealed_words bytea NOT NULL,
    wrapped_key bytea NOT NULL,
    opened_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL CHECK (expires_at > opened_at),
    reviewed_at timestamptz,
    reviewed_by uuid REFERENCES users (id),
    outcome text,
    sealed_review bytea,
    FOREIGN KEY (case_id, area_id) REFERENCES cases (id, area_id) ON UPDATE CASCADE,
    CONSTRAINT glass_breaks_review CHECK ((reviewed_at IS NULL) = (reviewed_by IS NULL) AND (reviewed_at IS NULL) = (outcome IS NULL)),
    CONSTRAINT glass_breaks_not_by_oneself CHECK (reviewed_by <> user_id)
);
CREATE INDEX glass_breaks_by_user ON glass_breaks (user_id, expires_at);
CREATE INDEX glass_breaks_by_case ON glass_breaks (case_id, area_id);
CREATE INDEX glass_breaks_by_area ON glass_breaks (area_id, opened_at, id);
CREATE INDEX glass_breaks_by_reviewer ON glass_breaks (reviewed_by);
COMMENT ON TABLE glass_breaks IS 'Restricted cases opened in an emergency by somebody without a grant: one case, for an hour, to read.';
COMMENT ON COLUMN glass_breaks.id IS 'Identifier.';
COMMENT ON COLUMN glass_breaks.case_id IS 'Case.';
COMMENT ON COLUMN glass_breaks.area_id IS 'Area of the case.';
COMMENT ON COLUMN glass_breaks.user_id IS 'Who opened it.';
COMMENT ON COLUMN glass_breaks.reason IS 'Code of the reason.';
COMMENT ON COLUMN glass_breaks.sealed_words IS 'The reason in words, sealed with the key of this row.';
COMMENT ON COLUMN glass_breaks.wrapped_key IS 'Key of this row, wrapped by a key outside the database: a reviewer reads the reason without the key of the case.';
COMMENT ON COLUMN glass_breaks.opened_at IS 'When.';
COMMENT ON COLUMN glass_breaks.expires_at IS 'When it ends by itself.';
COMMENT ON COLUMN glass_breaks.reviewed_at IS 'When it was reviewed; empty while that is to be done.';
COMMENT ON COLUMN glass_breaks.reviewed_by IS 'Who reviewed it; never who opened it.';
COMMENT ON COLUMN glass_breaks.outcome IS 'Code of what the review found.';
COMMENT ON COLUMN glass_breaks.sealed_review IS 'The review in words, sealed with the key of this row.';
