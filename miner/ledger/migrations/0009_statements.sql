-- What others have said of a use, where a claim repeats it: the regions of an approval or the bodies of a
-- recommendation, the year and the grade that the sentence names.

ALTER TABLE claim ADD COLUMN stated_by TEXT NOT NULL DEFAULT '';
ALTER TABLE claim ADD COLUMN stated_year INTEGER;
ALTER TABLE claim ADD COLUMN stated_grade TEXT NOT NULL DEFAULT '';
