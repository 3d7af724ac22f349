-- What is sealed cannot be opened by SQL, so nothing sealed can be carried back.
DO $$ BEGIN
    IF EXISTS (SELECT FROM cases) OR EXISTS (SELECT FROM notifications) OR EXISTS (SELECT FROM notification_drafts) THEN
        RAISE EXCEPTION 'this database holds sealed cases or notifications, which cannot be carried back';
    END IF;
END $$;
DROP TRIGGER IF EXISTS case_events_unchangeable ON case_events;
ALTER TABLE notification_drafts DROP COLUMN sealed_answers, DROP COLUMN wrapped_key, ADD COLUMN answers jsonb NOT NULL;
ALTER TABLE notifications DROP COLUMN nhs_key, DROP COLUMN sealed_decision, DROP COLUMN sealed_answers, DROP COLUMN sealed, DROP COLUMN wrapped_key,
    ADD COLUMN answers jsonb NOT NULL, ADD COLUMN surname text NOT NULL, ADD COLUMN forenames text NOT NULL, ADD COLUMN aliases text,
    ADD COLUMN nhs_number text CHECK (nhs_number ~ '^[0-9]{10}$'), ADD COLUMN postcode text, ADD COLUMN notifier_name text NOT NULL, ADD COLUMN decision_note text;
CREATE INDEX notifications_by_nhs_number ON notifications (area_id, nhs_number) WHERE nhs_number IS NOT NULL;
ALTER TABLE case_events DROP COLUMN sealed, ADD COLUMN detail jsonb NOT NULL;
ALTER TABLE case_professionals DROP COLUMN sealed, ADD COLUMN name text, ADD COLUMN job_title text, ADD COLUMN organisation text, ADD COLUMN phone text, ADD COLUMN email text;
ALTER TABLE case_people DROP COLUMN sealed, ADD COLUMN name text NOT NULL, ADD COLUMN relationship text, ADD COLUMN date_of_birth date, ADD COLUMN details jsonb NOT NULL;
ALTER TABLE case_name_keys DROP CONSTRAINT case_name_keys_pkey, DROP COLUMN key, ADD COLUMN key text COLLATE "C" NOT NULL, ADD PRIMARY KEY (area_id, key, case_id);
ALTER TABLE cases DROP COLUMN nhs_key, DROP COLUMN sealed, ADD COLUMN surname text NOT NULL, ADD COLUMN forenames text NOT NULL, ADD COLUMN aliases text,
    ADD COLUMN nhs_number text CHECK (nhs_number ~ '^[0-9]{10}$'), ADD COLUMN address jsonb NOT NULL, ADD COLUMN postcode text;
CREATE INDEX cases_by_nhs_number ON cases (area_id, nhs_number) WHERE nhs_number IS NOT NULL;
