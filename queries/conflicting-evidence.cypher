// For which drugs and diseases do studies contradict each other, or speak only against the use?
// param drug: the drug or combination, by identifier or any of its names; without it, every drug (drug, default none)
// param disease: the disease, by identifier or any of its names; without it, every disease (disease, default none)
// param minimum_opposing: fewest independent studies against the use (integer, default 1)
// param limit: how many rows (integer, default 50)
// `agreement` is the share of the studies for and against that support the use: 0.5 is the deepest conflict.
MATCH (drug:Drug)-[studied:STUDIED_FOR]->(disease:Disease)
WHERE studied.opposing_count >= $minimum_opposing AND studied.opposing_count > 0
  AND ($drug IS NULL OR drug.id = $drug OR toLower($drug) IN drug.names)
  AND ($disease IS NULL OR disease.id = $disease OR toLower($disease) IN disease.names)
RETURN
  drug.name AS drug,
  drug.id AS drug_id,
  disease.name AS disease,
  disease.id AS disease_id,
  studied.supporting_count AS supporting_count,
  studied.opposing_count AS opposing_count,
  round(100.0 * studied.supporting_count / (studied.supporting_count + studied.opposing_count)) / 100.0 AS agreement,
  studied.study_count AS study_count,
  studied.best_design AS best_design,
  studied.first_year AS first_year,
  studied.last_year AS last_year
ORDER BY supporting_count + opposing_count DESC, opposing_count DESC, drug_id, disease_id
LIMIT $limit
