-- What a snapshot of the list was made with, and what had changed since the one before it.

ALTER TABLE snapshot ADD COLUMN recipe TEXT NOT NULL DEFAULT '{}';   -- JSON: versions, weights, rules and inputs

CREATE TABLE snapshot_change (
    week      TEXT NOT NULL REFERENCES snapshot,
    position  INTEGER NOT NULL,      -- from 1, in the order of the page
    change    TEXT NOT NULL,         -- JSON
    PRIMARY KEY (week, position)
) STRICT, WITHOUT ROWID;
