-- A baby's age is told in hours on the first day of life.
ALTER TABLE cases ADD COLUMN time_of_birth time;
COMMENT ON COLUMN cases.time_of_birth IS 'Time of birth, London, where known; asked of babies under 28 days.';
