// Which drugs are studied for two diseases alike?
// param disease: the first disease, by identifier or any of its names (disease)
// param other_disease: the second disease, by identifier or any of its names (disease)
// param limit: how many rows (integer, default 50)
MATCH (disease:Disease)
WHERE disease.id = $disease OR toLower($disease) IN disease.names
MATCH (other:Disease)
WHERE other.id = $other_disease OR toLower($other_disease) IN other.names
MATCH (drug:Drug)-[studied:STUDIED_FOR]->(disease)
MATCH (drug)-[other_studied:STUDIED_FOR]->(other)
RETURN
  drug.name AS drug,
  drug.id AS drug_id,
  disease.id AS disease_id,
  studied.study_count AS study_count,
  studied.supporting_count AS supporting_count,
  studied.opposing_count AS opposing_count,
  other.id AS other_disease_id,
  other_studied.study_count AS other_study_count,
  other_studied.supporting_count AS other_supporting_count,
  other_studied.opposing_count AS other_opposing_count
ORDER BY supporting_count + other_supporting_count DESC, drug_id, disease_id, other_disease_id
LIMIT $limit
