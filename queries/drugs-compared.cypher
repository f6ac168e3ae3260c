// How do two drugs compare in one disease: studies, labels, harms?
// param drug: the first drug or combination, by identifier or any of its names (drug)
// param other_drug: the second drug or combination, by identifier or any of its names (drug)
// param disease: the disease, by identifier or any of its names (disease)
// A drug without studies of the disease has a row too, with empty counts. `labels` are facts for exactly this disease.
MATCH (disease:Disease)
WHERE disease.id = $disease OR toLower($disease) IN disease.names
MATCH (drug:Drug)
WHERE drug.id IN [$drug, $other_drug] OR toLower($drug) IN drug.names OR toLower($other_drug) IN drug.names
WITH disease, drug,
  CASE WHEN drug.id = $drug OR toLower($drug) IN drug.names THEN 0 ELSE 1 END AS place
OPTIONAL MATCH (drug)-[studied:STUDIED_FOR]->(disease)
RETURN
  drug.name AS drug,
  drug.id AS drug_id,
  studied.study_count AS study_count,
  studied.supporting_count AS supporting_count,
  studied.opposing_count AS opposing_count,
  studied.best_design AS best_design,
  studied.first_year AS first_year,
  studied.last_year AS last_year,
  COLLECT {
    MATCH (drug)-[fact:APPROVED_FOR]->(disease)
    RETURN DISTINCT fact.jurisdiction ORDER BY fact.jurisdiction
  } AS labels,
  COLLECT {
    MATCH (claim:Claim)-[:ABOUT_DRUG]->(drug)
    WHERE claim.relation = 'comparator' AND claim.is_counted = true
      AND EXISTS { MATCH (claim)-[:ABOUT_DISEASE]->(disease) }
    RETURN DISTINCT claim.pmid ORDER BY claim.pmid
  } AS comparator_in,
  COUNT { MATCH (drug)-[:CAUSES]->(:Disease) } AS harm_count,
  disease.id AS disease_id
ORDER BY place, drug_id, disease_id
