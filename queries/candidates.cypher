// Which off-label uses are the strongest candidates overall?
// param minimum_studies: fewest independent studies a candidate must have (integer, default 1)
// param limit: how many rows (integer, default 20)
MATCH (signal:Signal)-[:SIGNAL_DRUG]->(drug:Drug), (signal)-[:SIGNAL_DISEASE]->(disease:Disease)
WHERE signal.study_count >= $minimum_studies
RETURN
  drug.name AS drug,
  drug.id AS drug_id,
  disease.name AS disease,
  disease.id AS disease_id,
  signal.rank AS rank,
  signal.score AS score,
  signal.study_count AS study_count,
  signal.supporting_count AS supporting_count,
  signal.opposing_count AS opposing_count,
  signal.best_design AS best_design,
  signal.basis AS basis,
  signal.first_year AS first_year,
  signal.last_year AS last_year,
  signal.labels AS labels
ORDER BY rank, score DESC, supporting_count DESC, drug_id, disease_id, signal.id
LIMIT $limit
