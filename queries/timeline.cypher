// How did the independent studies of a drug for a disease grow, year by year?
// param drug: the drug or combination, by identifier or any of its names (drug)
// param disease: the disease, by identifier or any of its names (disease)
MATCH (drug:Drug)
WHERE drug.id = $drug OR toLower($drug) IN drug.names
MATCH (drug)-[studied:STUDIED_FOR]->(disease:Disease)
WHERE disease.id = $disease OR toLower($disease) IN disease.names
UNWIND range(0, size(studied.years) - 1) AS position
RETURN
  studied.years[position] AS year,
  studied.studies_by_year[position] AS new_study_count,
  reduce(total = 0, earlier IN range(0, position) | total + studied.studies_by_year[earlier]) AS total_study_count,
  drug.id AS drug_id,
  disease.id AS disease_id
ORDER BY drug_id, disease_id, year
