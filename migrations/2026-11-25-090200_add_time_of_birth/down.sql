ALTER TABLE cases DROP COLUMN time_of_birth;
