// Which diseases is a drug said to cause, beside those it is studied for?
// param drug: the drug or combination, by identifier or any of its names (drug)
// param limit: how many rows (integer, default 50)
MATCH (drug:Drug)
WHERE drug.id = $drug OR toLower($drug) IN drug.names
MATCH (drug)-[:CAUSES|STUDIED_FOR]->(disease:Disease)
WITH DISTINCT drug, disease
OPTIONAL MATCH (drug)-[caused:CAUSES]->(disease)
OPTIONAL MATCH (drug)-[studied:STUDIED_FOR]->(disease)
RETURN
  disease.name AS disease,
  disease.id AS disease_id,
  coalesce(caused.study_count, 0) AS causing_study_count,
  coalesce(studied.supporting_count, 0) AS supporting_study_count,
  coalesce(studied.opposing_count, 0) AS opposing_study_count,
  caused.best_design AS best_causing_design,
  studied.best_design AS best_studied_design,
  drug.id AS drug_id
ORDER BY causing_study_count DESC, supporting_study_count DESC, disease_id, drug_id
LIMIT $limit
