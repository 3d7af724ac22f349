-- Takes the codes of names and postcodes as well; the new form is in api/src/sql/functions.sql.
DROP FUNCTION IF EXISTS matches_elsewhere(uuid[], uuid[], bigint[], date, date, text);
