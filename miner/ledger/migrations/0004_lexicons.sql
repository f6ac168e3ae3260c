-- The lexicons that articles were read with, to find out which articles a new one would read differently.

CREATE TABLE lexicon (
    lexicon_version TEXT PRIMARY KEY,
    tables          BLOB NOT NULL    -- ZIP of the tables
) STRICT, WITHOUT ROWID;
