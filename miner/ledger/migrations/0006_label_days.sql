-- Label facts with the kind of day that each was on the label since, the last day it was not, whom and what it covers,
-- and every source that says so; label states of signals with the kinds of off-label use and the reason in words.

UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'change_seq'
AND (EXISTS (SELECT 1 FROM label_fact) OR EXISTS (SELECT 1 FROM signal));

CREATE TABLE label_fact_new (
    fact_id       TEXT PRIMARY KEY,
    drug_id       TEXT NOT NULL,
    disease       TEXT NOT NULL,
    jurisdiction  TEXT NOT NULL,
    relation      TEXT NOT NULL,     -- treats, prevents, diagnoses, supportive, palliates, population
    status        TEXT NOT NULL,     -- approved, conditional, withdrawn
    since         TEXT,
    since_kind    TEXT NOT NULL,     -- stated, bounded, inferred or ''
    since_source  TEXT NOT NULL,
    absent_on     TEXT,              -- the last day on which it was not on the label
    absent_source TEXT NOT NULL,
    ended_on      TEXT,
    ages          TEXT NOT NULL,
    line          TEXT NOT NULL,
    population    TEXT NOT NULL,
    biomarkers    TEXT NOT NULL,     -- JSON list
    routes        TEXT NOT NULL,     -- JSON list
    partners      TEXT NOT NULL,     -- JSON list of CURIEs
    trust         TEXT NOT NULL,     -- sure, noisy
    sources       TEXT NOT NULL,     -- JSON list
    source_url    TEXT NOT NULL,
    is_current    INTEGER NOT NULL,  -- 0: no longer in the label tables; kept, because a decision may cite it
    change_seq    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO label_fact_new SELECT fact_id, drug_id, disease, jurisdiction, 'treats', status,
    coalesce(approved_on, known_by),
    CASE WHEN approved_on IS NOT NULL THEN 'stated' WHEN known_by IS NOT NULL THEN 'bounded' ELSE '' END,
    CASE WHEN coalesce(approved_on, known_by) IS NULL THEN '' ELSE source END,
    NULL, '', ended_on, '', '', CASE WHEN population <> '' AND biomarker <> '' THEN population || '; ' || biomarker
                                     ELSE population || biomarker END,
    '[]', '[]', '[]', 'sure', CASE source WHEN '' THEN '[]' ELSE json_array(source) END, source_url, is_current,
    (SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'change_seq') FROM label_fact;

DROP TABLE label_fact;
ALTER TABLE label_fact_new RENAME TO label_fact;
CREATE INDEX label_fact_by_change ON label_fact (change_seq);

ALTER TABLE signal_label ADD COLUMN kinds TEXT NOT NULL DEFAULT '[]';  -- JSON list
ALTER TABLE signal_label ADD COLUMN reason TEXT NOT NULL DEFAULT '';
UPDATE signal_label SET level = CASE level
    WHEN 'on label' THEN 'on' WHEN 'narrower than label' THEN 'form' WHEN 'broader than label' THEN 'broader'
    WHEN 'sibling of label' THEN 'sibling' WHEN 'off label' THEN 'off' WHEN 'drug not approved' THEN 'not_approved'
    ELSE 'unknown' END;
