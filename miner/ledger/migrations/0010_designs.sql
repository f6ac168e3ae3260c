-- What the text and what MEDLINE say of a study's design, apart, and since when MEDLINE's word is known; `design` stays
-- the effective one. New designs stand between the old ones in weight, so that trials and what weighs more move up.

ALTER TABLE article ADD COLUMN indexed_on TEXT;
ALTER TABLE article ADD COLUMN text_design INTEGER NOT NULL DEFAULT 0;
ALTER TABLE article ADD COLUMN medline_design INTEGER NOT NULL DEFAULT 0;
ALTER TABLE article ADD COLUMN medline_known_on TEXT;
ALTER TABLE article ADD COLUMN design_reason TEXT NOT NULL DEFAULT '';

UPDATE article SET design = CASE design WHEN 7 THEN 8 WHEN 8 THEN 10 WHEN 9 THEN 11 ELSE 12 END WHERE design >= 7;
UPDATE article SET text_design = design WHERE design <> 0;
