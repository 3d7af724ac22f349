DROP TABLE idempotency_keys, jobs, audit_seals, audit_entries;
