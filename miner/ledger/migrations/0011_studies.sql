-- SQLite 3.40's quick_check wants the columns of a primary key first where a table is STRICT and WITHOUT ROWID.
-- Who was studied and how, what came out in numbers, and what biomarkers told of it.

CREATE TABLE trait (
    pmid   INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    start  INTEGER NOT NULL,         -- code points of article.text, half-open
    end    INTEGER NOT NULL,
    kind   TEXT NOT NULL,            -- age group, line, route, dose, partner ...
    value  TEXT NOT NULL,
    drug   TEXT NOT NULL,            -- drug whose route, dose or schedule it is, '' if not tied to one
    role   TEXT NOT NULL,            -- studied, subgroup or comparator
    curie  TEXT NOT NULL,            -- drug or biomarker that it names, '' without
    PRIMARY KEY (pmid, start, end, kind, value, drug)
) STRICT, WITHOUT ROWID;

CREATE TABLE outcome (
    pmid     INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    start    INTEGER NOT NULL,
    end      INTEGER NOT NULL,
    kind     TEXT NOT NULL,          -- response rate, hazard ratio ...
    value    REAL NOT NULL,
    unit     TEXT NOT NULL,
    sign     TEXT NOT NULL,          -- =, <, > ...
    low      REAL,                   -- bounds of the interval
    high     REAL,
    level    REAL,                   -- its confidence in percent
    out_of   INTEGER,                -- the denominator beside a count
    endpoint TEXT NOT NULL,          -- what was measured, in the words of the text
    arm      TEXT NOT NULL,          -- words of the text, all, between, or '' if tied to none
    time     TEXT NOT NULL,
    drug_id  TEXT NOT NULL,          -- the use whose result it is, '' if tied to none
    disease  TEXT NOT NULL,
    PRIMARY KEY (pmid, start, end, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX outcome_by_pair ON outcome (drug_id, disease);

CREATE TABLE comparison (            -- what a clause says of an endpoint
    pmid      INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    start     INTEGER NOT NULL,
    end       INTEGER NOT NULL,
    endpoint  TEXT NOT NULL,
    direction TEXT NOT NULL,         -- increased, decreased or no difference
    arms      TEXT NOT NULL,         -- JSON list of words of the text
    cue       TEXT NOT NULL,
    PRIMARY KEY (pmid, start, end, endpoint, direction)
) STRICT, WITHOUT ROWID;

CREATE TABLE biomarker_effect (
    effect_id      TEXT PRIMARY KEY,
    pmid           INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    sentence_start INTEGER NOT NULL,
    sentence_end   INTEGER NOT NULL,
    drug_id        TEXT NOT NULL,    -- CURIE; a combination is its ingredients joined by +; '' for prognostic
    disease        TEXT NOT NULL,
    biomarker      TEXT NOT NULL,
    direction      TEXT NOT NULL,    -- sensitive, resistant, no association or prognostic
    cue            TEXT NOT NULL,
    probability    REAL NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX biomarker_effect_by_pmid ON biomarker_effect (pmid);
CREATE INDEX biomarker_effect_by_pair ON biomarker_effect (drug_id, disease);

CREATE TABLE cohort (                -- studies of one use in patients of one kind, with one measure, pooled
    cohort_id  TEXT PRIMARY KEY,
    drug_id    TEXT NOT NULL,
    disease    TEXT NOT NULL,
    properties TEXT NOT NULL,        -- JSON object, see miner.cohorts
    is_current INTEGER NOT NULL,     -- 0: no longer there; kept, so that projections can remove it
    change_seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX cohort_by_change ON cohort (change_seq);
