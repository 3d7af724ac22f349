COMMENT ON COLUMN glass_breaks.sealed_words IS 'The reference of the case and the reason in words, sealed with the key of this row.';
