// Which uses keep failing: several studies, and hardly a response in any?
// param drug: the drug or combination, by identifier or any of its names; without it, every drug (drug, default none)
// param limit: how many rows (integer, default 50)
MATCH (cohort:Cohort)
WHERE cohort.is_futile
MATCH (cohort)-[:COHORT_DRUG]->(drug:Drug)
WHERE $drug IS NULL OR drug.id = $drug OR toLower($drug) IN drug.names
MATCH (cohort)-[:COHORT_DISEASE]->(disease:Disease)
OPTIONAL MATCH (cohort)-[:COHORT_BIOMARKER]->(biomarker:Biomarker)
RETURN
  drug.name AS drug,
  drug.id AS drug_id,
  disease.name AS disease,
  disease.id AS disease_id,
  biomarker.name AS biomarker,
  cohort.findings AS findings,
  cohort.study_count AS study_count,
  cohort.patient_count AS patient_count,
  cohort.studies AS studies
ORDER BY patient_count DESC, drug_id, disease_id, cohort.id
LIMIT $limit
