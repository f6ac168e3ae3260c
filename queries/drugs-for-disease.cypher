// Which drugs are studied for a disease and each of its subtypes, and where are they approved for it?
// param disease: the disease, by identifier or any of its names (disease)
// param on: the day whose labels count (date, default today)
// param limit: how many rows (integer, default 100)
// steps_below is 0 for the disease itself, 1 for its direct subtypes; approved_in is for the exact disease of the row:
// where a label names that disease on the day. Whether a label covers it otherwise is for label-check.
MATCH (asked:Disease)
WHERE asked.id = $disease OR toLower($disease) IN asked.names
MATCH path = (disease:Disease)-[:IS_A*0..]->(asked)
WITH disease, min(length(path)) AS steps_below
MATCH (drug:Drug)-[studied:STUDIED_FOR]->(disease)
RETURN
  drug.name AS drug,
  drug.id AS drug_id,
  disease.name AS disease,
  disease.id AS disease_id,
  steps_below AS steps_below,
  studied.study_count AS study_count,
  studied.supporting_count AS supporting_count,
  studied.opposing_count AS opposing_count,
  studied.best_design AS best_design,
  studied.last_year AS last_year,
  COLLECT {
    MATCH (drug)-[fact:APPROVED_FOR]->(disease)
    WHERE coalesce(fact.since, $on) <= $on
      AND coalesce(fact.ended_on > $on, fact.status <> 'withdrawn')
      AND fact.relation <> 'population'
    RETURN DISTINCT fact.jurisdiction AS jurisdiction ORDER BY jurisdiction
  } AS approved_in
ORDER BY steps_below, supporting_count DESC, study_count DESC, drug_id, disease_id
LIMIT $limit
