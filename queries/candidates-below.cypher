// Which candidates stand below the top of the list, where nobody looks?
// param after: how many of the best candidates to pass over (integer, default 200)
// param minimum_studies: fewest supporting independent studies a candidate must have (integer, default 1)
// param tier: a tier, such as A (text, default none)
// param limit: how many rows (integer, default 50)
// The rank is that of all candidates, whatever the other parameters leave out.
MATCH (signal:Signal)
WITH signal ORDER BY signal.score DESC, signal.supporting_count DESC, signal.id
WITH collect(signal.id) AS ids
UNWIND range(0, size(ids) - 1) AS position
WITH ids[position] AS id, position + 1 AS rank
WHERE rank > $after
MATCH (signal:Signal {id: id})-[:SIGNAL_DRUG]->(drug:Drug), (signal)-[:SIGNAL_DISEASE]->(disease:Disease)
WHERE signal.supporting_count >= $minimum_studies AND ($tier IS NULL OR signal.tier = toUpper($tier))
RETURN
  rank AS rank,
  drug.name AS drug,
  drug.id AS drug_id,
  disease.name AS disease,
  disease.id AS disease_id,
  signal.score AS score,
  signal.stage AS stage,
  signal.tier AS tier,
  signal.supporting_count AS supporting_count,
  signal.opposing_count AS opposing_count,
  signal.best_design AS best_design,
  signal.labels AS labels
ORDER BY rank, signal.id
LIMIT $limit
