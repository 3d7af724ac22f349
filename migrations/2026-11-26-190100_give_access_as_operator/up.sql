-- When no manager is left who sees a restricted case, an operator gives one access; no account does.
ALTER TABLE case_grants ALTER COLUMN granted_by DROP NOT NULL;
COMMENT ON COLUMN case_grants.granted_by IS 'Who gave it; empty when an operator did, at the command line.';
