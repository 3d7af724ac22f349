-- Accounts of the demonstration carry a mark, so that they are never served beside real cases, nor real ones as a demonstration.
ALTER TABLE users ADD COLUMN demo boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN users.demo IS 'Whether the account was made by opencdr demo, which writes its password into a file.';
-- Made before there was a mark: their addresses end in .example, where nobody can have one (RFC 2606).
UPDATE users SET demo = true WHERE email LIKE '%.example';
