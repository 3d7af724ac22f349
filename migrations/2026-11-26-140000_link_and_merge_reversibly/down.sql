DROP TABLE case_merges;
ALTER TABLE cases DROP COLUMN merged_into;
DROP TABLE duplicate_answers, notification_links;
