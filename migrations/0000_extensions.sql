-- Trigrams for the search of names and words, Korean ones too.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
