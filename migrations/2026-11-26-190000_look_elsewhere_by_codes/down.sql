DROP FUNCTION IF EXISTS matches_elsewhere(uuid[], bigint[], bigint[], integer[], integer[], date, date, text);
