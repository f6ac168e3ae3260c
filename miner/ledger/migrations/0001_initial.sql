-- The ledger: one SQLite file, the system of record. The graph is a projection of it.
-- Most tables depend on an article's PMID; one transaction replaces everything that belongs to a batch of PMIDs.
-- `change_seq` is the number of the transaction that last changed a row: a projection asks for "changed after N".

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,          -- ledger_id, change_seq, vocabulary_version, vocabulary_seq
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE source_file (           -- files that were applied to their end; the same bytes are not applied twice
    digest          TEXT PRIMARY KEY, -- SHA-256 of the file
    name            TEXT NOT NULL,
    article_count   INTEGER NOT NULL,
    deletion_count  INTEGER NOT NULL,
    rejection_count INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE rejection (             -- records that could not become an article
    digest   TEXT NOT NULL,          -- of the source file
    position INTEGER NOT NULL,       -- which record of the file, from 1
    pmid     INTEGER,
    reason   TEXT NOT NULL,
    PRIMARY KEY (digest, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE reader (                -- what an article was read with
    reader_id       INTEGER PRIMARY KEY,
    lexicon_version TEXT NOT NULL,
    model_version   TEXT NOT NULL,
    code_version    TEXT NOT NULL,
    UNIQUE (lexicon_version, model_version, code_version)
) STRICT;

CREATE TABLE article (
    pmid              INTEGER PRIMARY KEY,
    version           INTEGER NOT NULL,
    revised_on        TEXT,
    content_hash      BLOB NOT NULL,
    text              TEXT NOT NULL,
    sections          TEXT NOT NULL,  -- JSON [[start, end, label, category], ...]
    journal           TEXT NOT NULL,
    year              INTEGER,
    entered_on        TEXT,
    publication_types TEXT NOT NULL,  -- JSON list
    mesh_headings     TEXT NOT NULL,  -- JSON list
    languages         TEXT NOT NULL,  -- JSON list
    is_retracted      INTEGER NOT NULL DEFAULT 0,
    reader_id         INTEGER REFERENCES reader,  -- NULL: not read since it was stored
    has_drug          INTEGER,
    skipped           TEXT NOT NULL DEFAULT '',
    design            INTEGER NOT NULL DEFAULT 0,
    change_seq        INTEGER NOT NULL
) STRICT;
CREATE INDEX article_by_change ON article (change_seq);
CREATE INDEX article_by_reader ON article (reader_id);

CREATE TABLE article_trial (
    pmid     INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    trial_id TEXT NOT NULL,
    PRIMARY KEY (pmid, trial_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_trial_by_trial ON article_trial (trial_id);

CREATE TABLE article_relation (      -- MEDLINE CommentsCorrections that carry a PMID
    pmid   INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    kind   TEXT NOT NULL,
    target INTEGER NOT NULL,
    PRIMARY KEY (pmid, kind, target)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_relation_by_target ON article_relation (target, kind);

CREATE TABLE deletion (              -- PMIDs that MEDLINE has withdrawn; they return only in a later revision
    pmid       INTEGER PRIMARY KEY,
    version    INTEGER,              -- of the revision that was deleted, NULL where we never had one
    revised_on TEXT,
    change_seq INTEGER NOT NULL
) STRICT;
CREATE INDEX deletion_by_change ON deletion (change_seq);

CREATE TABLE mention (
    pmid       INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    start      INTEGER NOT NULL,     -- code points of article.text, half-open
    end        INTEGER NOT NULL,
    type       TEXT NOT NULL,
    text       TEXT NOT NULL,
    found_by   TEXT NOT NULL,
    curie      TEXT,                 -- NULL: names nothing we know (NIL)
    score      REAL,
    reason     TEXT,
    PRIMARY KEY (pmid, start, end, type)
) STRICT, WITHOUT ROWID;

CREATE TABLE claim (
    claim_id       TEXT PRIMARY KEY,
    pmid           INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    sentence_start INTEGER NOT NULL,
    sentence_end   INTEGER NOT NULL,
    drug_id        TEXT NOT NULL,    -- CURIE; a combination is its ingredients joined by +
    disease        TEXT NOT NULL,
    biomarkers     TEXT NOT NULL,    -- JSON list of CURIEs
    relation       TEXT NOT NULL,
    certainty      TEXT NOT NULL,
    disease_from   TEXT NOT NULL,
    cue            TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_by_pmid ON claim (pmid);
CREATE INDEX claim_by_pair ON claim (drug_id, disease);

CREATE TABLE pair (                  -- every drug and disease that ever shared a claim beyond co-mention
    drug_id    TEXT NOT NULL,
    disease    TEXT NOT NULL,
    change_seq INTEGER NOT NULL,
    PRIMARY KEY (drug_id, disease)
) STRICT, WITHOUT ROWID;
CREATE INDEX pair_by_change ON pair (change_seq);

CREATE TABLE removed_node (          -- nodes that a graph may still hold
    label      TEXT NOT NULL,        -- Claim or Trial
    id         TEXT NOT NULL,
    change_seq INTEGER NOT NULL,
    PRIMARY KEY (label, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE label_fact (
    fact_id      TEXT PRIMARY KEY,
    drug_id      TEXT NOT NULL,
    disease      TEXT NOT NULL,
    jurisdiction TEXT NOT NULL,
    status       TEXT NOT NULL,
    approved_on  TEXT,
    known_by     TEXT,
    ended_on     TEXT,
    population   TEXT NOT NULL,
    biomarker    TEXT NOT NULL,
    source       TEXT NOT NULL,
    source_url   TEXT NOT NULL,
    is_current   INTEGER NOT NULL,   -- 0: no longer in the label tables; kept, because a decision may cite it
    change_seq   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX label_fact_by_change ON label_fact (change_seq);

CREATE TABLE signal (
    signal_id        TEXT PRIMARY KEY, -- drug_id|disease
    drug_id          TEXT NOT NULL,
    disease          TEXT NOT NULL,
    score            REAL NOT NULL,
    evidence_count   INTEGER NOT NULL, -- counted articles
    study_count      INTEGER NOT NULL, -- independent studies
    supporting_count INTEGER NOT NULL, -- independent studies
    opposing_count   INTEGER NOT NULL, -- independent studies
    best_design      INTEGER NOT NULL,
    first_year       INTEGER,
    last_year        INTEGER,
    label_us         TEXT NOT NULL,
    label_eu         TEXT NOT NULL,
    label_jp         TEXT NOT NULL,
    biomarkers       TEXT NOT NULL,    -- JSON {CURIE: independent studies that name it}
    pmids            TEXT NOT NULL,    -- JSON list of the articles that count
    reasons          TEXT NOT NULL,    -- JSON list
    is_current       INTEGER NOT NULL, -- 0: was a candidate, is none now
    change_seq       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX signal_by_change ON signal (change_seq);

CREATE TABLE run (
    run_id      INTEGER PRIMARY KEY,
    command     TEXT NOT NULL,
    started_at  TEXT NOT NULL,
    finished_at TEXT,
    outcome     TEXT NOT NULL,        -- running, done, failed
    counts      TEXT NOT NULL         -- JSON
) STRICT;
