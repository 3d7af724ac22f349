-- A case, or a notification that waits, offered by one area to another. What hangs on it stays with the sender until it is accepted.
CREATE TABLE transfers (
    id uuid PRIMARY KEY,
    case_id uuid REFERENCES cases (id),
    notification_id uuid REFERENCES notifications (id),
    reference text NOT NULL,
    from_area_id uuid NOT NULL REFERENCES areas (id),
    to_area_id uuid NOT NULL REFERENCES areas (id),
    reason text NOT NULL,
    restricted boolean NOT NULL,
    state text NOT NULL CHECK (state IN ('offered', 'accepted', 'declined', 'withdrawn')),
    offered_at timestamptz NOT NULL,
    offered_by uuid NOT NULL REFERENCES users (id),
    decided_at timestamptz,
    decided_by uuid REFERENCES users (id),
    wrapped_key bytea NOT NULL,
    sealed bytea NOT NULL,
    sealed_decision bytea,
    CONSTRAINT transfers_subject CHECK ((case_id IS NULL) <> (notification_id IS NULL)),
    CONSTRAINT transfers_elsewhere CHECK (from_area_id <> to_area_id),
    CONSTRAINT transfers_decision CHECK ((state = 'offered') = (decided_at IS NULL) AND (decided_at IS NULL) = (decided_by IS NULL))
);
CREATE UNIQUE INDEX transfers_one_offer_of_a_case ON transfers (case_id) WHERE state = 'offered';
CREATE UNIQUE INDEX transfers_one_offer_of_a_notification ON transfers (notification_id) WHERE state = 'offered';
CREATE INDEX transfers_by_case ON transfers (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX transfers_by_notification ON transfers (notification_id) WHERE notification_id IS NOT NULL;
CREATE INDEX transfers_from ON transfers (from_area_id);
CREATE INDEX transfers_to ON transfers (to_area_id);
CREATE INDEX transfers_by_reference ON transfers (reference);
CREATE INDEX transfers_by_offerer ON transfers (offered_by);
CREATE INDEX transfers_by_decider ON transfers (decided_by);
COMMENT ON TABLE transfers IS 'Offers of a case or a notification by one area to another, and what became of them.';
COMMENT ON COLUMN transfers.id IS 'Identifier.';
COMMENT ON COLUMN transfers.case_id IS 'Case, where one is offered.';
COMMENT ON COLUMN transfers.notification_id IS 'Notification, where one is offered.';
COMMENT ON COLUMN transfers.reference IS 'Reference of the case or notification, which it keeps.';
COMMENT ON COLUMN transfers.from_area_id IS 'Area that offers.';
COMMENT ON COLUMN transfers.to_area_id IS 'Area it is offered to.';
COMMENT ON COLUMN transfers.reason IS 'Code of the reason.';
COMMENT ON COLUMN transfers.restricted IS 'Whether the case was restricted when it was offered: then only managers of the other area see the offer.';
COMMENT ON COLUMN transfers.state IS 'offered, accepted, declined or withdrawn.';
COMMENT ON COLUMN transfers.offered_at IS 'When it was offered.';
COMMENT ON COLUMN transfers.offered_by IS 'Who offered it.';
COMMENT ON COLUMN transfers.decided_at IS 'When it was accepted, declined or withdrawn.';
COMMENT ON COLUMN transfers.decided_by IS 'Who did.';
COMMENT ON COLUMN transfers.wrapped_key IS 'Key of this row, wrapped by a key outside the database: the other area reads the offer without the key of the case.';
COMMENT ON COLUMN transfers.sealed IS 'Why in words, age group and date of death, sealed with the key of this row.';
COMMENT ON COLUMN transfers.sealed_decision IS 'Why it was declined or withdrawn, sealed with the key of this row.';
-- Its result gets a column more, which replacing cannot do.
DROP FUNCTION IF EXISTS case_bounds(uuid, uuid[], timestamptz);
