-- The lexicons that articles were read with, so that a new one tells which of them would be read otherwise.

CREATE TABLE lexicon (
    lexicon_version TEXT PRIMARY KEY,
    tables          BLOB NOT NULL    -- ZIP of the tables
) STRICT, WITHOUT ROWID;
