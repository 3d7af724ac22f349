-- Linking and merging that can be taken back: nothing is moved or deleted, and why it was done is kept.

CREATE TABLE notification_links (
    id uuid PRIMARY KEY,
    notification_id uuid NOT NULL REFERENCES notifications (id),
    case_id uuid NOT NULL,
    area_id uuid NOT NULL REFERENCES areas (id),
    kind text NOT NULL CHECK (kind IN ('opening', 'linked')),
    answer text CHECK (answer IN ('same_child')),
    sealed_comparison bytea,
    sealed_reason bytea,
    linked_at timestamptz NOT NULL,
    linked_by uuid REFERENCES users (id),
    ended_at timestamptz,
    ended_by uuid REFERENCES users (id),
    sealed_end_reason bytea,
    FOREIGN KEY (case_id, area_id) REFERENCES cases (id, area_id) ON UPDATE CASCADE,
    CONSTRAINT notification_links_end CHECK ((ended_at IS NULL) = (sealed_end_reason IS NULL) AND (ended_at IS NULL) = (ended_by IS NULL))
);
CREATE UNIQUE INDEX notification_links_in_force ON notification_links (notification_id) WHERE ended_at IS NULL;
CREATE INDEX notification_links_by_notification ON notification_links (notification_id, linked_at);
CREATE INDEX notification_links_by_case ON notification_links (case_id, area_id);
CREATE INDEX notification_links_by_area ON notification_links (area_id);
CREATE INDEX notification_links_by_linker ON notification_links (linked_by);
CREATE INDEX notification_links_by_ender ON notification_links (ended_by);
COMMENT ON TABLE notification_links IS 'Which case a notification belongs to, and which it belonged to before; ended, never deleted.';
COMMENT ON COLUMN notification_links.id IS 'Identifier.';
COMMENT ON COLUMN notification_links.notification_id IS 'Notification.';
COMMENT ON COLUMN notification_links.case_id IS 'Case.';
COMMENT ON COLUMN notification_links.area_id IS 'Area of the case.';
COMMENT ON COLUMN notification_links.kind IS 'Whether accepting it opened the case, or it was added to one that stood.';
COMMENT ON COLUMN notification_links.answer IS 'What a person answered when they saw the two side by side; empty when the case was opened from it.';
COMMENT ON COLUMN notification_links.sealed_comparison IS 'The comparison as it was then, sealed with the key of the notification.';
COMMENT ON COLUMN notification_links.sealed_reason IS 'How they knew that it is the same child, in words, sealed likewise.';
COMMENT ON COLUMN notification_links.linked_at IS 'When.';
COMMENT ON COLUMN notification_links.linked_by IS 'By whom.';
COMMENT ON COLUMN notification_links.ended_at IS 'When it was taken back; empty while it holds.';
COMMENT ON COLUMN notification_links.ended_by IS 'Who took it back.';
COMMENT ON COLUMN notification_links.sealed_end_reason IS 'Why it was taken back, in words, sealed likewise.';
INSERT INTO notification_links (id, notification_id, case_id, area_id, kind, answer, linked_at, linked_by)
    SELECT gen_random_uuid(), id, case_id, area_id, CASE status WHEN 'accepted' THEN 'opening' ELSE 'linked' END,
        CASE status WHEN 'linked' THEN 'same_child' END, decided_at, decided_by
      FROM notifications WHERE case_id IS NOT NULL;

CREATE TABLE duplicate_answers (
    id uuid PRIMARY KEY,
    area_id uuid NOT NULL REFERENCES areas (id),
    notification_id uuid NOT NULL,
    other_case_id uuid REFERENCES cases (id),
    other_notification_id uuid REFERENCES notifications (id),
    answer text NOT NULL CHECK (answer IN ('same_child', 'different_child', 'not_sure')),
    sealed_comparison bytea NOT NULL,
    sealed_reason bytea NOT NULL,
    answered_at timestamptz NOT NULL,
    answered_by uuid NOT NULL REFERENCES users (id),
    ended_at timestamptz,
    ended_by uuid REFERENCES users (id),
    sealed_end_reason bytea,
    FOREIGN KEY (notification_id, area_id) REFERENCES notifications (id, area_id) ON UPDATE CASCADE,
    CONSTRAINT duplicate_answers_other CHECK (num_nonnulls(other_case_id, other_notification_id) = 1),
    CONSTRAINT duplicate_answers_same_waits CHECK (answer <> 'same_child' OR other_notification_id IS NOT NULL),
    CONSTRAINT duplicate_answers_end CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
CREATE UNIQUE INDEX duplicate_answers_of_case ON duplicate_answers (notification_id, other_case_id) WHERE ended_at IS NULL AND other_case_id IS NOT NULL;
CREATE UNIQUE INDEX duplicate_answers_of_notification ON duplicate_answers (least(notification_id, other_notification_id), greatest(notification_id, other_notification_id))
    WHERE ended_at IS NULL AND other_notification_id IS NOT NULL;
CREATE INDEX duplicate_answers_by_area ON duplicate_answers (area_id);
CREATE INDEX duplicate_answers_by_notification ON duplicate_answers (notification_id, area_id);
CREATE INDEX duplicate_answers_by_case ON duplicate_answers (other_case_id);
CREATE INDEX duplicate_answers_by_other ON duplicate_answers (other_notification_id);
CREATE INDEX duplicate_answers_by_answerer ON duplicate_answers (answered_by);
CREATE INDEX duplicate_answers_by_ender ON duplicate_answers (ended_by);
COMMENT ON TABLE duplicate_answers IS 'What a person answered when they compared a notification with another record and did not link them; ended, never deleted.';
COMMENT ON COLUMN duplicate_answers.id IS 'Identifier.';
COMMENT ON COLUMN duplicate_answers.area_id IS 'Area of the notification.';
COMMENT ON COLUMN duplicate_answers.notification_id IS 'Notification on whose page the answer was given.';
COMMENT ON COLUMN duplicate_answers.other_case_id IS 'Case it was compared with, or';
COMMENT ON COLUMN duplicate_answers.other_notification_id IS 'notification it was compared with.';
COMMENT ON COLUMN duplicate_answers.answer IS 'Same child (of two notifications, to be remembered), different child, or not sure.';
COMMENT ON COLUMN duplicate_answers.sealed_comparison IS 'The comparison as it was shown, sealed with the key of the notification.';
COMMENT ON COLUMN duplicate_answers.sealed_reason IS 'Why, in words, sealed likewise.';
COMMENT ON COLUMN duplicate_answers.answered_at IS 'When.';
COMMENT ON COLUMN duplicate_answers.answered_by IS 'By whom.';
COMMENT ON COLUMN duplicate_answers.ended_at IS 'When it was taken back or answered anew; empty while it holds.';
COMMENT ON COLUMN duplicate_answers.ended_by IS 'By whom.';
COMMENT ON COLUMN duplicate_answers.sealed_end_reason IS 'Why it was taken back, in words, sealed likewise; empty when it was answered anew.';

ALTER TABLE cases ADD COLUMN merged_into uuid,
    ADD CONSTRAINT cases_merged_into_fkey FOREIGN KEY (merged_into, area_id) REFERENCES cases (id, area_id) ON UPDATE CASCADE,
    ADD CONSTRAINT cases_merged CHECK (merged_into IS NULL OR status = 'merged' AND merged_into <> id);
CREATE INDEX cases_by_survivor ON cases (merged_into, area_id) WHERE merged_into IS NOT NULL;
COMMENT ON COLUMN cases.merged_into IS 'Case under whose reference this one continues; what belongs to this one stays with it and is read with that one.';

CREATE TABLE case_merges (
    id uuid PRIMARY KEY,
    survivor_id uuid NOT NULL,
    merged_id uuid NOT NULL REFERENCES cases (id),
    area_id uuid NOT NULL REFERENCES areas (id),
    status_before text NOT NULL,
    merged_restricted_before boolean NOT NULL,
    survivor_restricted_before boolean NOT NULL,
    sealed_comparison bytea NOT NULL,
    sealed_reason bytea NOT NULL,
    merged_at timestamptz NOT NULL,
    merged_by uuid NOT NULL REFERENCES users (id),
    ended_at timestamptz,
    ended_by uuid REFERENCES users (id),
    sealed_end_reason bytea,
    FOREIGN KEY (survivor_id, area_id) REFERENCES cases (id, area_id) ON UPDATE CASCADE,
    CONSTRAINT case_merges_end CHECK ((ended_at IS NULL) = (sealed_end_reason IS NULL) AND (ended_at IS NULL) = (ended_by IS NULL))
);
CREATE UNIQUE INDEX case_merges_in_force ON case_merges (merged_id) WHERE ended_at IS NULL;
CREATE INDEX case_merges_by_merged ON case_merges (merged_id);
CREATE INDEX case_merges_by_survivor ON case_merges (survivor_id, area_id);
CREATE INDEX case_merges_by_area ON case_merges (area_id);
CREATE INDEX case_merges_by_merger ON case_merges (merged_by);
CREATE INDEX case_merges_by_ender ON case_merges (ended_by);
COMMENT ON TABLE case_merges IS 'Cases of one child that became one, and those taken apart again; ended, never deleted.';
COMMENT ON COLUMN case_merges.id IS 'Identifier.';
COMMENT ON COLUMN case_merges.survivor_id IS 'Case that continues.';
COMMENT ON COLUMN case_merges.merged_id IS 'Case that continues under the reference of the other.';
COMMENT ON COLUMN case_merges.area_id IS 'Area of the case that continues.';
COMMENT ON COLUMN case_merges.status_before IS 'Where the merged case stood, for when they are taken apart.';
COMMENT ON COLUMN case_merges.merged_restricted_before IS 'Whether the merged case was restricted before.';
COMMENT ON COLUMN case_merges.survivor_restricted_before IS 'Whether the case that continues was restricted before.';
COMMENT ON COLUMN case_merges.sealed_comparison IS 'The comparison as it was then, sealed with the key of the case that continues.';
COMMENT ON COLUMN case_merges.sealed_reason IS 'Why they are one child, in words, sealed likewise.';
COMMENT ON COLUMN case_merges.merged_at IS 'When.';
COMMENT ON COLUMN case_merges.merged_by IS 'By whom.';
COMMENT ON COLUMN case_merges.ended_at IS 'When they were taken apart; empty while they are one.';
COMMENT ON COLUMN case_merges.ended_by IS 'By whom.';
COMMENT ON COLUMN case_merges.sealed_end_reason IS 'Why they were taken apart, in words, sealed likewise.';
