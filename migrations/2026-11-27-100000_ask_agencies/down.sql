-- Entries of those who answered by an invitation or as a system stay; the older rule is for entries to come.
ALTER TABLE audit_entries DROP CONSTRAINT audit_entries_actor_kind_check,
    ADD CONSTRAINT audit_entries_actor_kind_check CHECK (actor_kind IN ('person', 'public', 'system', 'operator')) NOT VALID;
COMMENT ON COLUMN audit_entries.actor_kind IS 'Person signed in, member of the public, the system itself, or an operator at the command line.';
DROP TABLE composite_joins;
DROP TABLE composite_choices;
DROP TABLE request_clarifications;
DROP TABLE request_submissions;
DROP TABLE request_answers;
DROP TABLE machine_assertions;
DROP TABLE machine_clients;
DROP TABLE request_visits;
DROP TABLE request_invitations;
DROP TABLE requests;
