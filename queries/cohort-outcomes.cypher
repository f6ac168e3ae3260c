// What came out of a drug in numbers, by disease, biomarker, measure and design?
// param drug: the drug or combination, by identifier or any of its names (drug)
// param disease: the disease, by identifier or any of its names; without it, every disease (disease, default none)
// param limit: how many rows (integer, default 100)
// Shares of patients are pooled over the studies of one design, never across designs; medians are not pooled.
MATCH (drug:Drug)
WHERE drug.id = $drug OR toLower($drug) IN drug.names
MATCH (cohort:Cohort)-[:COHORT_DRUG]->(drug)
MATCH (cohort)-[:COHORT_DISEASE]->(disease:Disease)
WHERE $disease IS NULL OR disease.id = $disease OR toLower($disease) IN disease.names
OPTIONAL MATCH (cohort)-[:COHORT_BIOMARKER]->(biomarker:Biomarker)
RETURN
  disease.name AS disease,
  disease.id AS disease_id,
  biomarker.name AS biomarker,
  biomarker.id AS biomarker_id,
  cohort.measure AS measure,
  cohort.design AS design,
  cohort.study_count AS study_count,
  cohort.patient_count AS patient_count,
  cohort.value AS value,
  cohort.unit AS unit,
  cohort.low AS low,
  cohort.high AS high,
  cohort.i_squared AS i_squared,
  cohort.findings AS findings,
  cohort.studies AS studies,
  drug.id AS drug_id
ORDER BY disease, disease_id, measure, patient_count DESC, cohort.id, drug_id
LIMIT $limit
