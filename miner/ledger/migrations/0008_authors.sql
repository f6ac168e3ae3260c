-- Authors of an article as a JSON list of keys ("smith j"), by which articles on the same patients are recognised.
-- `authors_of` is a function of the program (`miner.ledger.database.add_functions`). Every total may change.

ALTER TABLE article ADD COLUMN authors TEXT NOT NULL DEFAULT '[]';
UPDATE article SET authors = authors_of(details) WHERE details IS NOT NULL;

UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'change_seq' AND EXISTS (SELECT 1 FROM pair);
UPDATE pair SET change_seq = (SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'change_seq');
