// What is on the label of a drug, in every region or in one, on a given day?
// param drug: the drug or combination, by identifier or any of its names (drug)
// param on: the day whose labels count (date, default today)
// param region: code of a region, such as US; without it, every region (text, one of US|EU|JP, default none)
// param limit: how many rows (integer, default 200)
// A fact whose first day is not known counts as on the label; whether it covers a use is for `label-check`.
MATCH (drug:Drug)
WHERE drug.id = $drug OR toLower($drug) IN drug.names
MATCH (drug)-[fact:APPROVED_FOR]->(disease:Disease)
WHERE ($region IS NULL OR fact.jurisdiction = toUpper($region))
  AND (fact.since IS NULL OR fact.since <= $on)
  AND (fact.ended_on IS NULL OR fact.ended_on > $on)
  AND NOT (fact.status = 'withdrawn' AND fact.ended_on IS NULL)
OPTIONAL MATCH (drug)-[studied:STUDIED_FOR]->(disease)
RETURN
  fact.jurisdiction AS region,
  disease.name AS disease,
  disease.id AS disease_id,
  fact.relation AS relation,
  fact.status AS status,
  fact.since AS since,
  fact.since_kind AS since_kind,
  fact.ages AS ages,
  fact.line AS line,
  fact.population AS population,
  fact.biomarkers AS biomarkers,
  studied.study_count AS study_count,
  fact.sources AS sources,
  fact.source_url AS source_url,
  drug.id AS drug_id
ORDER BY region, disease, disease_id, fact.fact_id, drug_id
LIMIT $limit
