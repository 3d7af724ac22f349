-- How records of one child are found among a million without reading a name: index codes of what they are likely to share.
ALTER TABLE cases ADD COLUMN match_keys bigint[] NOT NULL DEFAULT '{}';
ALTER TABLE notifications ADD COLUMN match_keys bigint[] NOT NULL DEFAULT '{}';
COMMENT ON COLUMN cases.match_keys IS 'Index codes of the sounds of the names and of the home postcode, in this area.';
COMMENT ON COLUMN notifications.match_keys IS 'Index codes of the sounds of the names and of the home postcode, in this area.';

-- The codes are in the index beside the dates, so that a search reads no row that it does not find.
DROP INDEX cases_by_birth;
CREATE INDEX cases_by_birth ON cases (area_id, date_of_birth) INCLUDE (date_of_death, match_keys, id);
CREATE INDEX cases_to_match ON cases (area_id, date_of_death) INCLUDE (date_of_birth, match_keys, id);
