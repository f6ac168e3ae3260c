// Which drugs are emerging off label for a disease or one of its subtypes?
// param disease: the disease, by identifier or any of its names (disease)
// param limit: how many rows (integer, default 20)
MATCH (asked:Disease)
WHERE asked.id = $disease OR toLower($disease) IN asked.names
MATCH path = (disease:Disease)-[:IS_A*0..]->(asked)
WITH disease, min(length(path)) AS steps_below
MATCH (signal:Signal)-[:SIGNAL_DISEASE]->(disease), (signal)-[:SIGNAL_DRUG]->(drug:Drug)
RETURN
  drug.name AS drug,
  drug.id AS drug_id,
  disease.name AS disease,
  disease.id AS disease_id,
  steps_below AS steps_below,
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
