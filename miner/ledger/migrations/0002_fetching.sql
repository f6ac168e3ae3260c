-- Unattended fetching: article details that reading does not use, the day of the last live response of PubMed,
-- the queue of PMIDs, searches under way, and weekly snapshots of the list.

ALTER TABLE article ADD COLUMN details BLOB;      -- deflated JSON of what reading does not use, see rows.py
ALTER TABLE article ADD COLUMN checked_on TEXT;   -- day of the last live answer of PubMed, NULL: never asked
CREATE INDEX article_by_check ON article (checked_on);
UPDATE article SET sections = json(sections), publication_types = json(publication_types),
    mesh_headings = json(mesh_headings), languages = json(languages);  -- compact, as they are written now

CREATE INDEX article_by_year ON article (year);                               -- totals that every run takes
CREATE INDEX article_retracted ON article (is_retracted) WHERE is_retracted;
CREATE INDEX article_with_drug ON article (has_drug) WHERE has_drug;

DROP INDEX article_trial_by_trial;                -- no query used it
DROP INDEX article_relation_by_target;            -- only notices are looked up from their target
CREATE INDEX notice_by_target ON article_relation (target) WHERE kind IN ('RetractionOf', 'ExpressionOfConcernFor');

ALTER TABLE article ADD COLUMN has_concern INTEGER NOT NULL DEFAULT 0;  -- under an expression of concern: still counted
CREATE INDEX article_with_concern ON article (has_concern) WHERE has_concern;
UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'change_seq'
AND EXISTS (SELECT 1 FROM article_relation WHERE kind IN ('ExpressionOfConcernIn', 'ExpressionOfConcernFor'));
UPDATE article SET has_concern = 1, change_seq = (SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'change_seq')
WHERE pmid IN (SELECT pmid FROM article_relation WHERE kind = 'ExpressionOfConcernIn'
               UNION SELECT target FROM article_relation WHERE kind = 'ExpressionOfConcernFor');

ALTER TABLE source_file ADD COLUMN applied_on TEXT;

CREATE TABLE source_path (           -- spares an applied file its digest: as long as size and time are the same
    path     TEXT PRIMARY KEY,       -- absolute
    size     INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    digest   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE request (               -- the queue: PMIDs that are wanted and have not arrived
    pmid         INTEGER PRIMARY KEY,
    reason       TEXT NOT NULL,
    requested_on TEXT NOT NULL,
    miss_count   INTEGER NOT NULL DEFAULT 0,  -- days on which PubMed was asked and did not give it
    missed_on    TEXT,
    denied_on    TEXT                -- day of the last miss, where PubMed then said that it has no such record
) STRICT;

CREATE TABLE search (                -- searches that were cut into slices and are not yet listed to the end
    search_id   INTEGER PRIMARY KEY,
    key         TEXT NOT NULL UNIQUE,
    reason      TEXT NOT NULL,
    started_on  TEXT NOT NULL,
    total_count INTEGER NOT NULL
) STRICT;

CREATE TABLE search_slice (
    search_id INTEGER NOT NULL REFERENCES search ON DELETE CASCADE,
    position  INTEGER NOT NULL,
    term      TEXT NOT NULL,
    count     INTEGER NOT NULL,
    is_listed INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (search_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE search_pmid (           -- what the listed slices gave: the queue forgets what has arrived
    search_id INTEGER NOT NULL REFERENCES search ON DELETE CASCADE,
    pmid      INTEGER NOT NULL,
    PRIMARY KEY (search_id, pmid)
) STRICT, WITHOUT ROWID;

CREATE TABLE topic (                 -- the last success of each saved query
    name         TEXT PRIMARY KEY,
    query        TEXT NOT NULL,
    succeeded_on TEXT NOT NULL,
    count        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

ALTER TABLE run ADD COLUMN exit_code INTEGER;     -- outcome may be "died" too: the process is gone

CREATE TABLE snapshot (
    week       TEXT PRIMARY KEY,     -- ISO week, 2026-W47
    as_of      TEXT NOT NULL,
    taken_at   TEXT NOT NULL,
    change_seq INTEGER NOT NULL,
    versions   TEXT NOT NULL,
    row_count  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE snapshot_row (
    week      TEXT NOT NULL REFERENCES snapshot,
    rank      INTEGER NOT NULL,      -- from 1
    signal_id TEXT NOT NULL,
    row       TEXT NOT NULL,         -- JSON
    PRIMARY KEY (week, rank)
) STRICT, WITHOUT ROWID;
