ALTER TABLE case_deadlines DROP COLUMN stopped_at;
DROP TABLE case_stillbirth_proofs;
DROP TABLE scope_answers;
ALTER TABLE notifications DROP CONSTRAINT notifications_area_unique;
