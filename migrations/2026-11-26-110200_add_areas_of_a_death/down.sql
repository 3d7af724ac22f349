ALTER TABLE cases DROP COLUMN area_of_event, DROP COLUMN area_of_death, DROP COLUMN area_of_residence;
