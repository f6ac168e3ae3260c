// Which off-label uses of a drug, alone or in a combination, are emerging?
// param drug: the drug, by identifier or any of its names (drug)
// param limit: how many rows (integer, default 20)
MATCH (asked:Drug)
WHERE asked.id = $drug OR toLower($drug) IN asked.names
MATCH (drug:Drug)-[:HAS_INGREDIENT*0..1]->(asked)
MATCH (signal:Signal)-[:SIGNAL_DRUG]->(drug), (signal)-[:SIGNAL_DISEASE]->(disease:Disease)
WITH DISTINCT signal, drug, disease
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
