DROP FUNCTION IF EXISTS case_bounds(uuid, uuid[], timestamptz), settle_transfer(uuid, text, uuid, timestamptz, bytea, uuid, text, bytea),
    offered_key(uuid);
DROP TABLE transfers;
