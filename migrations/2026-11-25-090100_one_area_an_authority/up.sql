-- On any day a local authority belongs to one area, or to none: a notification must never have two panels to go to.
-- PostgreSQL compares ranges without any extension; a code is therefore compared as a range of one number, made of its letter and digits.
ALTER TABLE area_local_authorities ADD CONSTRAINT area_local_authorities_one_area EXCLUDE USING gist (
    int8range(
        ascii(local_authority_code)::bigint * 100000000 + substr(local_authority_code, 2)::bigint,
        ascii(local_authority_code)::bigint * 100000000 + substr(local_authority_code, 2)::bigint, '[]') WITH &&,
    daterange(valid_from, valid_to) WITH &&);
COMMENT ON CONSTRAINT area_local_authorities_one_area ON area_local_authorities IS 'On any day a local authority belongs to at most one area.';
