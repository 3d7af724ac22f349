-- Where the child lived, died, and where what led to the death happened can be three areas.
ALTER TABLE cases ADD COLUMN area_of_residence uuid REFERENCES areas (id), ADD COLUMN area_of_death uuid REFERENCES areas (id),
    ADD COLUMN area_of_event uuid REFERENCES areas (id);
CREATE INDEX cases_by_area_of_residence ON cases (area_of_residence) WHERE area_of_residence IS NOT NULL;
CREATE INDEX cases_by_area_of_death ON cases (area_of_death) WHERE area_of_death IS NOT NULL;
CREATE INDEX cases_by_area_of_event ON cases (area_of_event) WHERE area_of_event IS NOT NULL;
COMMENT ON COLUMN cases.area_of_residence IS 'Area in which the child normally lived, where known.';
COMMENT ON COLUMN cases.area_of_death IS 'Area in which the child died, where known.';
COMMENT ON COLUMN cases.area_of_event IS 'Area in which the event or collapse happened that led to the death, where known.';
