-- Who is responsible for which place, by date: areas (CDOP footprints) are made of local authorities.
CREATE TABLE areas (
    id uuid PRIMARY KEY,
    code text NOT NULL CONSTRAINT areas_code_unique UNIQUE CONSTRAINT areas_code_shape CHECK (code ~ '^[A-Z]{2,8}$'),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    valid_from date NOT NULL,
    valid_to date CHECK (valid_to > valid_from)
);
COMMENT ON TABLE areas IS 'Child death overview panel footprints. Merging and splitting is by date; a case keeps the area it was opened in.';
COMMENT ON COLUMN areas.id IS 'Identifier.';
COMMENT ON COLUMN areas.code IS 'Short code, first part of a case reference.';
COMMENT ON COLUMN areas.name IS 'Name people know the panel by.';
COMMENT ON COLUMN areas.valid_from IS 'First day the footprint exists.';
COMMENT ON COLUMN areas.valid_to IS 'Day the footprint ceased; empty while it exists.';

CREATE TABLE local_authorities (
    code text PRIMARY KEY CHECK (code ~ '^[EWSN][0-9]{8}$'),
    name text NOT NULL,
    region text
);
COMMENT ON TABLE local_authorities IS 'Local authorities by ONS code.';
COMMENT ON COLUMN local_authorities.code IS 'ONS nine-character code.';
COMMENT ON COLUMN local_authorities.name IS 'Name.';
COMMENT ON COLUMN local_authorities.region IS 'ONS region code, where known.';

CREATE TABLE area_local_authorities (
    area_id uuid NOT NULL REFERENCES areas (id),
    local_authority_code text NOT NULL REFERENCES local_authorities (code),
    valid_from date NOT NULL,
    valid_to date CHECK (valid_to > valid_from),
    PRIMARY KEY (area_id, local_authority_code, valid_from)
);
CREATE INDEX area_local_authorities_by_authority ON area_local_authorities (local_authority_code);
COMMENT ON TABLE area_local_authorities IS 'Which local authorities make up an area, by date.';
COMMENT ON COLUMN area_local_authorities.area_id IS 'The area.';
COMMENT ON COLUMN area_local_authorities.local_authority_code IS 'The local authority.';
COMMENT ON COLUMN area_local_authorities.valid_from IS 'First day it belongs.';
COMMENT ON COLUMN area_local_authorities.valid_to IS 'Day it left; empty while it belongs.';

CREATE TABLE postcodes (
    postcode text PRIMARY KEY CHECK (postcode ~ '^[A-Z0-9]{5,7}$'),
    local_authority_code text,
    region text,
    lsoa text,
    icb text,
    imd_rank integer,
    country text,
    terminated date
);
COMMENT ON TABLE postcodes IS 'Postcode to local authority, loaded from the ONS postcode lookup (NSPL).';
COMMENT ON COLUMN postcodes.postcode IS 'Upper case without the space.';
COMMENT ON COLUMN postcodes.local_authority_code IS 'ONS local authority code.';
COMMENT ON COLUMN postcodes.region IS 'ONS region code.';
COMMENT ON COLUMN postcodes.lsoa IS 'Lower layer super output area.';
COMMENT ON COLUMN postcodes.icb IS 'Integrated care board.';
COMMENT ON COLUMN postcodes.imd_rank IS 'Rank of the lower layer super output area in the index of multiple deprivation, 1 the most deprived.';
COMMENT ON COLUMN postcodes.country IS 'ONS country code.';
COMMENT ON COLUMN postcodes.terminated IS 'Month the postcode ceased; still looked up, since people keep using it.';

CREATE TABLE postcode_imports (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    imported_at timestamptz NOT NULL,
    file_name text NOT NULL,
    sha256 text NOT NULL,
    rows integer NOT NULL
);
COMMENT ON TABLE postcode_imports IS 'When the postcode table was reloaded, and from what.';
COMMENT ON COLUMN postcode_imports.id IS 'Identifier.';
COMMENT ON COLUMN postcode_imports.imported_at IS 'When.';
COMMENT ON COLUMN postcode_imports.file_name IS 'Name of the file.';
COMMENT ON COLUMN postcode_imports.sha256 IS 'Hash of the file.';
COMMENT ON COLUMN postcode_imports.rows IS 'Rows loaded.';

CREATE TABLE organisations (
    id uuid PRIMARY KEY,
    name text NOT NULL CONSTRAINT organisations_name_unique UNIQUE,
    kind text NOT NULL,
    ods_code text
);
COMMENT ON TABLE organisations IS 'Organisations whose people use the system: CDOP host bodies and agencies.';
COMMENT ON COLUMN organisations.id IS 'Identifier.';
COMMENT ON COLUMN organisations.name IS 'Name.';
COMMENT ON COLUMN organisations.kind IS 'Agency type code of the form list, or cdop for a panel host.';
COMMENT ON COLUMN organisations.ods_code IS 'NHS Organisation Data Service code, where it has one.';
