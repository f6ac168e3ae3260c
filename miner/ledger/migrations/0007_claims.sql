-- Claims with the classifier's probability, and where their drug was named if not in the sentence.

ALTER TABLE claim ADD COLUMN probability REAL NOT NULL DEFAULT 1;
ALTER TABLE claim ADD COLUMN drug_from TEXT NOT NULL DEFAULT 'sentence';
