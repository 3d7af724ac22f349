-- The panel chosen by hand, where no postcode names one, is kept with the draft: another device has it too.
ALTER TABLE notification_drafts ADD COLUMN area_id uuid REFERENCES areas (id);
CREATE INDEX notification_drafts_by_area ON notification_drafts (area_id) WHERE area_id IS NOT NULL;
COMMENT ON COLUMN notification_drafts.area_id IS 'Area whose panel was chosen by hand.';
