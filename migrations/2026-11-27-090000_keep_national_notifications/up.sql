-- A case has one entry that says when the national database was told, as it has one of the arrangements with the family.
DROP INDEX case_entries_arrangements_once;
CREATE UNIQUE INDEX case_entries_once ON case_entries (case_id, part) WHERE part IN ('family_arrangements', 'national_notification');
COMMENT ON TABLE case_entries IS 'The case record: people, households, addresses, professionals, chronology, contact with the family, and whether the national database was told.';
