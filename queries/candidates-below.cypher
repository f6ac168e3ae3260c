// Which candidates stand below the top of the list, where nobody looks?
// param after: how many of the best candidates to pass over (integer, default 200)
// param minimum_studies: fewest supporting independent studies a candidate must have (integer, default 1)
// param tier: a tier, such as A (text, default none)
// param limit: how many rows (integer, default 50)
// The rank is the place in the list, whatever the other parameters leave out.
MATCH (signal:Signal)-[:SIGNAL_DRUG]->(drug:Drug), (signal)-[:SIGNAL_DISEASE]->(disease:Disease)
WHERE signal.rank > $after
  AND signal.supporting_count >= $minimum_studies AND ($tier IS NULL OR signal.tier = toUpper($tier))
RETURN
  signal.rank AS rank,
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
  signal.basis AS basis,
  signal.labels AS labels
ORDER BY rank, score DESC, supporting_count DESC, drug_id, disease_id, signal.id
LIMIT $limit
