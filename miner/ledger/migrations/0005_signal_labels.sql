-- Label states of a signal in a table of their own, one row per jurisdiction, instead of three columns; everything
-- else of a signal is one JSON object whose keys are defined in `miner.signals.columns`.

UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'change_seq' AND EXISTS (SELECT 1 FROM signal);

CREATE TABLE signal_new (
    signal_id  TEXT PRIMARY KEY,     -- drug_id|disease
    drug_id    TEXT NOT NULL,
    disease    TEXT NOT NULL,
    properties TEXT NOT NULL,        -- JSON object
    is_current INTEGER NOT NULL,     -- 0: was a candidate, is none now
    change_seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE signal_label (
    signal_id    TEXT NOT NULL REFERENCES signal_new ON DELETE CASCADE,
    jurisdiction TEXT NOT NULL,      -- code, as in `miner.jurisdictions`
    level        TEXT NOT NULL,
    fact_id      TEXT NOT NULL,      -- the label fact that decided it, '' where none did
    PRIMARY KEY (signal_id, jurisdiction)
) STRICT, WITHOUT ROWID;

INSERT INTO signal_new SELECT signal_id, drug_id, disease,
    json_object('score', score, 'evidence_count', evidence_count, 'study_count', study_count,
                'supporting_count', supporting_count, 'opposing_count', opposing_count, 'best_design', CASE best_design
                    WHEN 1 THEN 'in vitro' WHEN 2 THEN 'animal' WHEN 3 THEN 'case report' WHEN 4 THEN 'case series'
                    WHEN 5 THEN 'observational' WHEN 6 THEN 'phase 1' WHEN 7 THEN 'phase 2' WHEN 8 THEN 'randomised'
                    WHEN 9 THEN 'systematic review' WHEN 10 THEN 'guideline' WHEN -1 THEN 'review'
                    WHEN -2 THEN 'protocol' ELSE 'unknown' END,
                'first_year', first_year, 'last_year', last_year, 'biomarkers', json(biomarkers),
                'pmids', json(pmids), 'reasons', json(reasons)),
    is_current, (SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'change_seq') FROM signal;
INSERT INTO signal_label SELECT signal_id, 'US', label_us, '' FROM signal WHERE label_us <> '';
INSERT INTO signal_label SELECT signal_id, 'EU', label_eu, '' FROM signal WHERE label_eu <> '';
INSERT INTO signal_label SELECT signal_id, 'JP', label_jp, '' FROM signal WHERE label_jp <> '';

DROP TABLE signal;
ALTER TABLE signal_new RENAME TO signal;
CREATE INDEX signal_by_change ON signal (change_seq);
