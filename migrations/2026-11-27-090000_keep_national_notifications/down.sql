-- Entries that were written stay: versions of the record are never deleted, and what does not know this part does not read it.
DROP INDEX case_entries_once;
CREATE UNIQUE INDEX case_entries_arrangements_once ON case_entries (case_id) WHERE part = 'family_arrangements';
COMMENT ON TABLE case_entries IS 'The case record: people, households, addresses, professionals, chronology, and contact with the family.';
