// Which off-label candidates rest on studies that name a biomarker?
// param biomarker: the biomarker, by identifier or any of its names; a gene includes its alterations (biomarker)
// param limit: how many rows (integer, default 20)
MATCH (biomarker:Biomarker)
WHERE biomarker.id = $biomarker
  OR biomarker.id STARTS WITH $biomarker + ' '
  OR any(name IN biomarker.names WHERE name = toLower($biomarker) OR name STARTS WITH toLower($biomarker) + ' ')
MATCH (signal:Signal)-[found:SIGNAL_BIOMARKER]->(biomarker)
MATCH (signal)-[:SIGNAL_DRUG]->(drug:Drug), (signal)-[:SIGNAL_DISEASE]->(disease:Disease)
RETURN
  biomarker.name AS biomarker,
  biomarker.id AS biomarker_id,
  drug.name AS drug,
  drug.id AS drug_id,
  disease.name AS disease,
  disease.id AS disease_id,
  signal.rank AS rank,
  signal.score AS score,
  found.study_count AS biomarker_study_count,
  signal.study_count AS study_count,
  signal.labels AS labels
ORDER BY rank, biomarker_study_count DESC, drug_id, disease_id, biomarker_id, signal.id
LIMIT $limit
