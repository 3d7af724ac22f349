-- What people tell: a notification is never a case; many of one death are normal.
CREATE TABLE notification_drafts (
    id uuid PRIMARY KEY,
    reference text NOT NULL CONSTRAINT notification_drafts_reference_unique UNIQUE,
    code_hash bytea NOT NULL,
    token_hash bytea NOT NULL CONSTRAINT notification_drafts_token_unique UNIQUE,
    form_id text NOT NULL,
    form_version integer NOT NULL,
    answers jsonb NOT NULL,
    revision integer NOT NULL,
    created_at timestamptz NOT NULL,
    saved_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX notification_drafts_by_expiry ON notification_drafts (expires_at);
COMMENT ON TABLE notification_drafts IS 'Notifications begun and not yet sent; deleted when sent or expired.';
COMMENT ON COLUMN notification_drafts.id IS 'Identifier.';
COMMENT ON COLUMN notification_drafts.reference IS 'Reference the notifier writes down.';
COMMENT ON COLUMN notification_drafts.code_hash IS 'SHA-256 of the typed code, keyed by the reference.';
COMMENT ON COLUMN notification_drafts.token_hash IS 'SHA-256 of the token in the cookie of the device last used.';
COMMENT ON COLUMN notification_drafts.form_id IS 'Form.';
COMMENT ON COLUMN notification_drafts.form_version IS 'Version of the form the answers belong to.';
COMMENT ON COLUMN notification_drafts.answers IS 'Answers so far, hidden ones too.';
COMMENT ON COLUMN notification_drafts.revision IS 'Raised by one with each save.';
COMMENT ON COLUMN notification_drafts.created_at IS 'When begun.';
COMMENT ON COLUMN notification_drafts.saved_at IS 'When last saved.';
COMMENT ON COLUMN notification_drafts.expires_at IS 'When it will be deleted.';

CREATE TABLE notifications (
    id uuid PRIMARY KEY,
    area_id uuid NOT NULL REFERENCES areas (id),
    reference text NOT NULL CONSTRAINT notifications_reference_unique UNIQUE,
    status text NOT NULL CHECK (status IN ('received', 'accepted', 'linked', 'rejected')),
    form_id text NOT NULL,
    form_version integer NOT NULL,
    form_hash text NOT NULL,
    answers jsonb NOT NULL,
    surname text NOT NULL,
    forenames text NOT NULL,
    aliases text,
    nhs_number text CHECK (nhs_number ~ '^[0-9]{10}$'),
    date_of_birth date NOT NULL,
    date_of_death date NOT NULL,
    died_at timestamptz,
    sex text NOT NULL,
    postcode text,
    local_authority_code text REFERENCES local_authorities (code),
    birth_order integer,
    multiple_birth text,
    jar_required text,
    notifier_name text NOT NULL,
    notifier_organisation text NOT NULL,
    submitted_by uuid REFERENCES users (id),
    received_at timestamptz NOT NULL,
    receipt_hash bytea NOT NULL,
    case_id uuid REFERENCES cases (id),
    decided_at timestamptz,
    decided_by uuid REFERENCES users (id),
    decision_reason text,
    decision_note text,
    version integer NOT NULL DEFAULT 1,
    CONSTRAINT notifications_decision CHECK ((status = 'received') = (decided_at IS NULL)),
    CONSTRAINT notifications_case CHECK ((status IN ('accepted', 'linked')) = (case_id IS NOT NULL))
);
CREATE INDEX notifications_by_status ON notifications (area_id, status, received_at, id);
CREATE INDEX notifications_by_nhs_number ON notifications (area_id, nhs_number) WHERE nhs_number IS NOT NULL;
CREATE INDEX notifications_by_death ON notifications (area_id, date_of_death);
CREATE INDEX notifications_by_birth ON notifications (area_id, date_of_birth);
CREATE INDEX notifications_by_case ON notifications (case_id);
CREATE INDEX notifications_by_local_authority ON notifications (local_authority_code);
CREATE INDEX notifications_by_submitter ON notifications (submitted_by) WHERE submitted_by IS NOT NULL;
CREATE INDEX notifications_by_decider ON notifications (decided_by) WHERE decided_by IS NOT NULL;
CREATE INDEX notifications_by_receipt ON notifications (receipt_hash);
COMMENT ON TABLE notifications IS 'Notifications received, kept as sent.';
COMMENT ON COLUMN notifications.id IS 'Identifier.';
COMMENT ON COLUMN notifications.area_id IS 'Area that received it.';
COMMENT ON COLUMN notifications.reference IS 'Reference given to the notifier.';
COMMENT ON COLUMN notifications.status IS 'Received, accepted as a new case, linked to a case, or rejected.';
COMMENT ON COLUMN notifications.form_id IS 'Form.';
COMMENT ON COLUMN notifications.form_version IS 'Version.';
COMMENT ON COLUMN notifications.form_hash IS 'SHA-256 of the definition the answers were validated against.';
COMMENT ON COLUMN notifications.answers IS 'Answers as sent, normalised, hidden ones left out.';
COMMENT ON COLUMN notifications.surname IS 'Copied from the answers for lists and matching.';
COMMENT ON COLUMN notifications.forenames IS 'Copied from the answers.';
COMMENT ON COLUMN notifications.aliases IS 'Copied from the answers.';
COMMENT ON COLUMN notifications.nhs_number IS 'Copied from the answers, ten digits.';
COMMENT ON COLUMN notifications.date_of_birth IS 'Copied from the answers.';
COMMENT ON COLUMN notifications.date_of_death IS 'Copied from the answers.';
COMMENT ON COLUMN notifications.died_at IS 'Instant of death where the time is known.';
COMMENT ON COLUMN notifications.sex IS 'Copied from the answers.';
COMMENT ON COLUMN notifications.postcode IS 'Copied from the answers, with its space.';
COMMENT ON COLUMN notifications.local_authority_code IS 'Looked up from the postcode when received.';
COMMENT ON COLUMN notifications.birth_order IS 'Copied from the answers.';
COMMENT ON COLUMN notifications.multiple_birth IS 'Copied from the answers.';
COMMENT ON COLUMN notifications.jar_required IS 'Joint agency response: copied from the answers.';
COMMENT ON COLUMN notifications.notifier_name IS 'Who told us.';
COMMENT ON COLUMN notifications.notifier_organisation IS 'Their agency.';
COMMENT ON COLUMN notifications.submitted_by IS 'Their account, when signed in.';
COMMENT ON COLUMN notifications.received_at IS 'When received.';
COMMENT ON COLUMN notifications.receipt_hash IS 'SHA-256 of the token that shows the receipt for a day.';
COMMENT ON COLUMN notifications.case_id IS 'Case it became or was linked to.';
COMMENT ON COLUMN notifications.decided_at IS 'When accepted, linked or rejected.';
COMMENT ON COLUMN notifications.decided_by IS 'By whom.';
COMMENT ON COLUMN notifications.decision_reason IS 'Scope rule of a rejection, or the reason given for a link.';
COMMENT ON COLUMN notifications.decision_note IS 'Explanation in words.';
COMMENT ON COLUMN notifications.version IS 'Raised by one with each change.';

CREATE TABLE notification_counts (
    area_id uuid NOT NULL REFERENCES areas (id),
    status text NOT NULL,
    shard smallint NOT NULL,
    n bigint NOT NULL,
    PRIMARY KEY (area_id, status, shard)
);
COMMENT ON TABLE notification_counts IS 'Notifications by area and status, kept like case_counts.';
COMMENT ON COLUMN notification_counts.area_id IS 'Area.';
COMMENT ON COLUMN notification_counts.status IS 'Status.';
COMMENT ON COLUMN notification_counts.shard IS 'Backend modulo sixteen.';
COMMENT ON COLUMN notification_counts.n IS 'Share of the count.';

CREATE TABLE spent_challenges (
    salt text PRIMARY KEY,
    expires_at timestamptz NOT NULL
);
CREATE INDEX spent_challenges_by_expiry ON spent_challenges (expires_at);
COMMENT ON TABLE spent_challenges IS 'Proof-of-work challenges already used, until they would expire anyway.';
COMMENT ON COLUMN spent_challenges.salt IS 'Salt of the challenge.';
COMMENT ON COLUMN spent_challenges.expires_at IS 'When it may be forgotten.';
