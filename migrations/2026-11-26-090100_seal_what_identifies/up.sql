-- Names, numbers, addresses and narratives become unreadable without keys that are kept outside the database.
ALTER TABLE cases DROP COLUMN surname, DROP COLUMN forenames, DROP COLUMN aliases, DROP COLUMN nhs_number, DROP COLUMN address, DROP COLUMN postcode,
    ADD COLUMN sealed bytea NOT NULL, ADD COLUMN nhs_key bigint;
CREATE INDEX cases_by_nhs_key ON cases (area_id, nhs_key) WHERE nhs_key IS NOT NULL;
COMMENT ON COLUMN cases.sealed IS 'Names, other names, NHS number, home address and postcode, sealed with the key of the case.';
COMMENT ON COLUMN cases.nhs_key IS 'Index code of the NHS number in this area.';

ALTER TABLE case_name_keys DROP CONSTRAINT case_name_keys_pkey, DROP COLUMN key, ADD COLUMN key bigint NOT NULL, ADD PRIMARY KEY (area_id, key, case_id);
COMMENT ON TABLE case_name_keys IS 'Index codes of the beginnings of the parts of the names of the child, one a row, so that a search by the start of a name uses an index behind row-level security.';
COMMENT ON COLUMN case_name_keys.key IS 'Index code of the first two, three or four letters of one part of a name.';

ALTER TABLE case_people DROP COLUMN name, DROP COLUMN relationship, DROP COLUMN date_of_birth, DROP COLUMN details, ADD COLUMN sealed bytea NOT NULL;
COMMENT ON COLUMN case_people.sealed IS 'Name, relationship, date of birth and the other answers of the row, sealed with the key of the case.';

ALTER TABLE case_professionals DROP COLUMN name, DROP COLUMN job_title, DROP COLUMN organisation, DROP COLUMN phone, DROP COLUMN email,
    ADD COLUMN sealed bytea NOT NULL;
COMMENT ON COLUMN case_professionals.sealed IS 'Name, role, organisation, phone and e-mail, sealed with the key of the case.';

DROP TRIGGER IF EXISTS case_events_unchangeable ON case_events;
ALTER TABLE case_events DROP COLUMN detail, ADD COLUMN sealed bytea NOT NULL;
COMMENT ON COLUMN case_events.sealed IS 'What is needed to tell it in words, sealed with the key of the case.';

ALTER TABLE notifications DROP COLUMN answers, DROP COLUMN surname, DROP COLUMN forenames, DROP COLUMN aliases, DROP COLUMN nhs_number, DROP COLUMN postcode,
    DROP COLUMN notifier_name, DROP COLUMN decision_note, ADD COLUMN wrapped_key bytea NOT NULL, ADD COLUMN sealed bytea NOT NULL,
    ADD COLUMN sealed_answers bytea NOT NULL, ADD COLUMN sealed_decision bytea, ADD COLUMN nhs_key bigint;
CREATE INDEX notifications_by_nhs_key ON notifications (area_id, nhs_key) WHERE nhs_key IS NOT NULL;
COMMENT ON COLUMN notifications.wrapped_key IS 'Key of this notification, wrapped by a key that is kept outside the database.';
COMMENT ON COLUMN notifications.sealed IS 'What a list shows: names, NHS number and who sent it, sealed with the key of the notification.';
COMMENT ON COLUMN notifications.sealed_answers IS 'The answers as they were sent, sealed likewise.';
COMMENT ON COLUMN notifications.sealed_decision IS 'Why it was linked, or what was written when it was rejected, sealed likewise.';
COMMENT ON COLUMN notifications.decision_reason IS 'Code of the scope rule it was rejected by.';
COMMENT ON COLUMN notifications.nhs_key IS 'Index code of the NHS number in this area.';

ALTER TABLE notification_drafts DROP COLUMN answers, ADD COLUMN wrapped_key bytea NOT NULL, ADD COLUMN sealed_answers bytea NOT NULL;
COMMENT ON COLUMN notification_drafts.wrapped_key IS 'Key of this draft, wrapped by a key that is kept outside the database.';
COMMENT ON COLUMN notification_drafts.sealed_answers IS 'The answers so far, sealed with the key of the draft.';
