DROP TABLE sign_in_throttles, sessions, recovery_codes, memberships, users;
