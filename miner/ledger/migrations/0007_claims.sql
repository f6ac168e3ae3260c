-- Claims with the classifier's probability and, for recommendations and statements about labels, who says so.

ALTER TABLE claim ADD COLUMN probability REAL NOT NULL DEFAULT 1;
ALTER TABLE claim ADD COLUMN body TEXT NOT NULL DEFAULT '';
ALTER TABLE claim ADD COLUMN body_year INTEGER;
ALTER TABLE claim ADD COLUMN grade TEXT NOT NULL DEFAULT '';
