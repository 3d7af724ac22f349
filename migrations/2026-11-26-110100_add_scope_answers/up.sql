-- Questions of scope, answered about a notification that waits or about a case: every answer is kept, the latest holds.
ALTER TABLE notifications ADD CONSTRAINT notifications_area_unique UNIQUE (id, area_id);
CREATE TABLE scope_answers (
    id uuid PRIMARY KEY,
    area_id uuid NOT NULL REFERENCES areas (id),
    notification_id uuid,
    case_id uuid,
    version integer NOT NULL CHECK (version > 0),
    question text NOT NULL,
    answer text NOT NULL CHECK (answer IN ('yes', 'no', 'not_known')),
    answered_at timestamptz NOT NULL,
    answered_by uuid REFERENCES users (id),
    FOREIGN KEY (notification_id, area_id) REFERENCES notifications (id, area_id) ON UPDATE CASCADE,
    FOREIGN KEY (case_id, area_id) REFERENCES cases (id, area_id) ON UPDATE CASCADE,
    CONSTRAINT scope_answers_subject CHECK ((notification_id IS NULL) <> (case_id IS NULL)),
    CONSTRAINT scope_answers_notification_version UNIQUE (notification_id, version),
    CONSTRAINT scope_answers_case_version UNIQUE (case_id, version)
);
CREATE INDEX scope_answers_by_notification ON scope_answers (notification_id, area_id);
CREATE INDEX scope_answers_by_case ON scope_answers (case_id, area_id);
CREATE INDEX scope_answers_by_area ON scope_answers (area_id);
CREATE INDEX scope_answers_by_answerer ON scope_answers (answered_by);
COMMENT ON TABLE scope_answers IS 'Answers to the questions of scope, of a notification or of a case: all of them; the latest to a question holds.';
COMMENT ON COLUMN scope_answers.id IS 'Identifier.';
COMMENT ON COLUMN scope_answers.area_id IS 'Area of the notification or case.';
COMMENT ON COLUMN scope_answers.notification_id IS 'Notification, for an answer given before it was decided.';
COMMENT ON COLUMN scope_answers.case_id IS 'Case, for an answer about a case.';
COMMENT ON COLUMN scope_answers.version IS 'Counts from 1 within the notification or case.';
COMMENT ON COLUMN scope_answers.question IS 'Code of the question.';
COMMENT ON COLUMN scope_answers.answer IS 'yes, no or not_known.';
COMMENT ON COLUMN scope_answers.answered_at IS 'When.';
COMMENT ON COLUMN scope_answers.answered_by IS 'Who; empty where the notification suggests it and nobody has confirmed it.';

CREATE TABLE case_stillbirth_proofs (
    id uuid PRIMARY KEY,
    case_id uuid NOT NULL,
    area_id uuid NOT NULL REFERENCES areas (id),
    proved_on date NOT NULL,
    sealed bytea NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by uuid NOT NULL REFERENCES users (id),
    FOREIGN KEY (case_id, area_id) REFERENCES cases (id, area_id) ON UPDATE CASCADE
);
CREATE INDEX case_stillbirth_proofs_by_case ON case_stillbirth_proofs (case_id, area_id);
CREATE INDEX case_stillbirth_proofs_by_area ON case_stillbirth_proofs (area_id);
CREATE INDEX case_stillbirth_proofs_by_recorder ON case_stillbirth_proofs (recorded_by);
COMMENT ON TABLE case_stillbirth_proofs IS 'What showed that a baby was stillborn, which ended the review.';
COMMENT ON COLUMN case_stillbirth_proofs.id IS 'Identifier.';
COMMENT ON COLUMN case_stillbirth_proofs.case_id IS 'Case.';
COMMENT ON COLUMN case_stillbirth_proofs.area_id IS 'Area of the case.';
COMMENT ON COLUMN case_stillbirth_proofs.proved_on IS 'Day on which it was shown.';
COMMENT ON COLUMN case_stillbirth_proofs.sealed IS 'Who showed it and by what, sealed with the key of the case.';
COMMENT ON COLUMN case_stillbirth_proofs.recorded_at IS 'When it was recorded.';
COMMENT ON COLUMN case_stillbirth_proofs.recorded_by IS 'Who recorded it.';

ALTER TABLE case_deadlines ADD COLUMN stopped_at timestamptz;
COMMENT ON COLUMN case_deadlines.stopped_at IS 'When the clock was stopped for good, since the review ended before it was met.';
