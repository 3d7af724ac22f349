ALTER TABLE notification_drafts DROP COLUMN area_id;
