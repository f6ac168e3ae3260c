-- A mention can name several diseases at once ("breast and ovarian cancer"): the first is in curie, the others here.

ALTER TABLE mention ADD COLUMN other_links TEXT NOT NULL DEFAULT '[]';  -- JSON list of [curie, score, reason]
