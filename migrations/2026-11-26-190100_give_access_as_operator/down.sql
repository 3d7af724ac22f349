DELETE FROM case_grants WHERE granted_by IS NULL;
ALTER TABLE case_grants ALTER COLUMN granted_by SET NOT NULL;
COMMENT ON COLUMN case_grants.granted_by IS 'Who gave it.';
