-- People, what they may do, and how they prove who they are.
CREATE TABLE users (
    id uuid PRIMARY KEY,
    email text NOT NULL CHECK (email = lower(email) AND length(email) BETWEEN 3 AND 254),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    password_hash text NOT NULL,
    totp_secret bytea,
    totp_pending_secret bytea,
    totp_last_step bigint,
    disabled_at timestamptz,
    created_at timestamptz NOT NULL,
    CONSTRAINT users_email_unique UNIQUE (email)
);
COMMENT ON TABLE users IS 'People who sign in. One living person an account.';
COMMENT ON COLUMN users.id IS 'Identifier.';
COMMENT ON COLUMN users.email IS 'Sign-in name, lower case.';
COMMENT ON COLUMN users.name IS 'Name shown to colleagues.';
COMMENT ON COLUMN users.password_hash IS 'Argon2id, PHC string.';
COMMENT ON COLUMN users.totp_secret IS 'Second factor secret, sealed with the key of the server; empty until enrolled.';
COMMENT ON COLUMN users.totp_pending_secret IS 'Secret of an enrolment not yet confirmed, sealed likewise.';
COMMENT ON COLUMN users.totp_last_step IS 'Last accepted time step, so that a code works once.';
COMMENT ON COLUMN users.disabled_at IS 'When the account was closed; empty while open.';
COMMENT ON COLUMN users.created_at IS 'When the account was made.';

CREATE TABLE memberships (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users (id),
    role text NOT NULL CHECK (role IN ('coordinator', 'manager', 'designated_doctor', 'agency_contributor', 'panel_member',
        'chair', 'national_analyst', 'system_administrator', 'auditor')),
    area_id uuid REFERENCES areas (id),
    organisation_id uuid REFERENCES organisations (id),
    valid_from timestamptz NOT NULL,
    valid_to timestamptz CHECK (valid_to > valid_from),
    CONSTRAINT memberships_scope CHECK (
        CASE WHEN role IN ('coordinator', 'manager', 'designated_doctor', 'panel_member', 'chair') THEN area_id IS NOT NULL
             WHEN role = 'agency_contributor' THEN organisation_id IS NOT NULL
             ELSE true END)
);
CREATE INDEX memberships_by_user ON memberships (user_id);
CREATE INDEX memberships_by_area ON memberships (area_id);
CREATE INDEX memberships_by_organisation ON memberships (organisation_id);
COMMENT ON TABLE memberships IS 'What a person is, where, and from when to when.';
COMMENT ON COLUMN memberships.id IS 'Identifier.';
COMMENT ON COLUMN memberships.user_id IS 'The person.';
COMMENT ON COLUMN memberships.role IS 'Role code of the policy table.';
COMMENT ON COLUMN memberships.area_id IS 'Area the role is held in; empty for national and system roles.';
COMMENT ON COLUMN memberships.organisation_id IS 'Organisation the person acts for.';
COMMENT ON COLUMN memberships.valid_from IS 'When it begins.';
COMMENT ON COLUMN memberships.valid_to IS 'When it ended; empty while held.';

CREATE TABLE recovery_codes (
    user_id uuid NOT NULL REFERENCES users (id),
    code_hash bytea NOT NULL,
    used_at timestamptz,
    PRIMARY KEY (user_id, code_hash)
);
COMMENT ON TABLE recovery_codes IS 'Single-use codes in place of a lost second factor.';
COMMENT ON COLUMN recovery_codes.user_id IS 'The person.';
COMMENT ON COLUMN recovery_codes.code_hash IS 'SHA-256 of the 80-bit code.';
COMMENT ON COLUMN recovery_codes.used_at IS 'When it was used; a used code never works again.';

CREATE TABLE sessions (
    id uuid PRIMARY KEY,
    token_hash bytea NOT NULL CONSTRAINT sessions_token_unique UNIQUE,
    user_id uuid NOT NULL REFERENCES users (id),
    created_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    absolute_expires_at timestamptz NOT NULL,
    second_factor_at timestamptz,
    revoked_at timestamptz,
    user_agent text NOT NULL CHECK (length(user_agent) <= 300)
);
CREATE INDEX sessions_by_user ON sessions (user_id) WHERE revoked_at IS NULL;
CREATE INDEX sessions_of_user ON sessions (user_id);
COMMENT ON TABLE sessions IS 'Signed-in sessions. The token itself is only in the cookie.';
COMMENT ON COLUMN sessions.id IS 'Identifier, safe to show to its owner.';
COMMENT ON COLUMN sessions.token_hash IS 'SHA-256 of the 256-bit token.';
COMMENT ON COLUMN sessions.user_id IS 'Whose.';
COMMENT ON COLUMN sessions.created_at IS 'When signed in.';
COMMENT ON COLUMN sessions.last_seen_at IS 'Last use, to the minute.';
COMMENT ON COLUMN sessions.absolute_expires_at IS 'When it ends whatever happens.';
COMMENT ON COLUMN sessions.second_factor_at IS 'When a second factor was given; empty until then.';
COMMENT ON COLUMN sessions.revoked_at IS 'When ended by its owner or an administrator.';
COMMENT ON COLUMN sessions.user_agent IS 'Browser text, to recognise a session in the list.';

CREATE TABLE sign_in_throttles (
    key bytea PRIMARY KEY,
    failures integer NOT NULL,
    last_failure_at timestamptz NOT NULL,
    blocked_until timestamptz NOT NULL
);
COMMENT ON TABLE sign_in_throttles IS 'Consecutive failures a secret was tried with; slows guessing, never locks anyone out for good.';
COMMENT ON COLUMN sign_in_throttles.key IS 'SHA-256 of what is being guessed (account and address, or a saved notification).';
COMMENT ON COLUMN sign_in_throttles.failures IS 'Consecutive failures.';
COMMENT ON COLUMN sign_in_throttles.last_failure_at IS 'When it last failed; a day later the count starts again.';
COMMENT ON COLUMN sign_in_throttles.blocked_until IS 'No attempt is looked at before this.';
