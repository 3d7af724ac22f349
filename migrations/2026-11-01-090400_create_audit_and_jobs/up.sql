-- What was done and seen, and what is still to do.
CREATE TABLE audit_entries (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    xid bigint NOT NULL DEFAULT (pg_current_xact_id()::text::bigint),
    at timestamptz NOT NULL,
    actor_kind text NOT NULL CHECK (actor_kind IN ('person', 'public', 'system', 'operator')),
    actor_id uuid,
    role text,
    session_id uuid,
    action text NOT NULL,
    object_kind text NOT NULL,
    object_id uuid,
    area_id uuid,
    case_id uuid,
    purpose text NOT NULL,
    request_id uuid NOT NULL,
    detail text
);
CREATE INDEX audit_entries_by_order ON audit_entries (xid, id);
CREATE INDEX audit_entries_by_case ON audit_entries (case_id, id) WHERE case_id IS NOT NULL;
COMMENT ON TABLE audit_entries IS 'Every change and every read of identifiable data, written in the transaction of the change or read. Added to, never changed; identifiers only, no personal data; no foreign keys, so that it outlives what it speaks of.';
COMMENT ON COLUMN audit_entries.id IS 'Identifier.';
COMMENT ON COLUMN audit_entries.xid IS 'Transaction, so that sealing never skips one that commits late.';
COMMENT ON COLUMN audit_entries.at IS 'When.';
COMMENT ON COLUMN audit_entries.actor_kind IS 'Person signed in, member of the public, the system itself, or an operator at the command line.';
COMMENT ON COLUMN audit_entries.actor_id IS 'Person, when signed in.';
COMMENT ON COLUMN audit_entries.role IS 'Role that allowed it.';
COMMENT ON COLUMN audit_entries.session_id IS 'Session.';
COMMENT ON COLUMN audit_entries.action IS 'What was done, from the closed list of audited actions.';
COMMENT ON COLUMN audit_entries.object_kind IS 'Kind of thing.';
COMMENT ON COLUMN audit_entries.object_id IS 'Which.';
COMMENT ON COLUMN audit_entries.area_id IS 'Area concerned.';
COMMENT ON COLUMN audit_entries.case_id IS 'Case concerned.';
COMMENT ON COLUMN audit_entries.purpose IS 'Purpose of the access.';
COMMENT ON COLUMN audit_entries.request_id IS 'Request, as in the log and the answer.';
COMMENT ON COLUMN audit_entries.detail IS 'Codes that explain a change, and what a list or search returned, as JSON; never personal data. Text, since the seal covers its very bytes.';

CREATE TABLE audit_seals (
    seq bigint PRIMARY KEY,
    entry_id bigint NOT NULL CONSTRAINT audit_seals_entry_unique UNIQUE REFERENCES audit_entries (id),
    entry_xid bigint NOT NULL,
    hash bytea NOT NULL CHECK (length(hash) = 32),
    sealed_at timestamptz NOT NULL
);
COMMENT ON TABLE audit_seals IS 'Hash chain over committed audit entries, made by the worker within seconds.';
COMMENT ON COLUMN audit_seals.seq IS 'Place in the chain, without gaps.';
COMMENT ON COLUMN audit_seals.entry_id IS 'Entry sealed.';
COMMENT ON COLUMN audit_seals.entry_xid IS 'Its transaction.';
COMMENT ON COLUMN audit_seals.hash IS 'SHA-256 over the hash before and the entry.';
COMMENT ON COLUMN audit_seals.sealed_at IS 'When sealed.';

CREATE TABLE jobs (
    id uuid PRIMARY KEY,
    kind text NOT NULL,
    payload jsonb NOT NULL,
    run_at timestamptz NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    leased_until timestamptz,
    done_at timestamptz,
    dead_at timestamptz,
    last_error text
);
CREATE INDEX jobs_ready ON jobs (run_at) WHERE done_at IS NULL AND dead_at IS NULL;
COMMENT ON TABLE jobs IS 'Work to do after a change, enqueued in its transaction. Identifiers only, no personal data.';
COMMENT ON COLUMN jobs.id IS 'Identifier; also the stable message id of a mail.';
COMMENT ON COLUMN jobs.kind IS 'What to do.';
COMMENT ON COLUMN jobs.payload IS 'Identifiers needed.';
COMMENT ON COLUMN jobs.run_at IS 'Not before.';
COMMENT ON COLUMN jobs.attempts IS 'Tries so far.';
COMMENT ON COLUMN jobs.leased_until IS 'A worker has it until then.';
COMMENT ON COLUMN jobs.done_at IS 'When done.';
COMMENT ON COLUMN jobs.dead_at IS 'When given up, for a person to look at.';
COMMENT ON COLUMN jobs.last_error IS 'Last failure, without personal data.';

CREATE TABLE idempotency_keys (
    principal bytea NOT NULL,
    key text NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
    request_hash bytea NOT NULL,
    status smallint NOT NULL,
    location text,
    body jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (principal, key)
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);
COMMENT ON TABLE idempotency_keys IS 'Answers already given to a key, kept 72 hours, so that a repeated request changes nothing.';
COMMENT ON COLUMN idempotency_keys.principal IS 'SHA-256 of who asked: the person, or the address of a member of the public.';
COMMENT ON COLUMN idempotency_keys.key IS 'Idempotency-Key header.';
COMMENT ON COLUMN idempotency_keys.request_hash IS 'SHA-256 of method, path and body.';
COMMENT ON COLUMN idempotency_keys.status IS 'Status answered.';
COMMENT ON COLUMN idempotency_keys.location IS 'Location answered.';
COMMENT ON COLUMN idempotency_keys.body IS 'Body answered.';
COMMENT ON COLUMN idempotency_keys.created_at IS 'When.';
