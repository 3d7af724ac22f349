COMMENT ON COLUMN glass_breaks.sealed_words IS 'The reason in words, sealed with the key of this row.';
