DROP INDEX cases_to_match, cases_by_birth;
CREATE INDEX cases_by_birth ON cases (area_id, date_of_birth);
ALTER TABLE notifications DROP COLUMN match_keys;
ALTER TABLE cases DROP COLUMN match_keys;
