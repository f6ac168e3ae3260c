// Is a drug on label for a disease, in each jurisdiction, on a given day?
// param drug: the drug or combination, by identifier or any of its names (drug)
// param disease: the disease, by identifier or any of its names (disease)
// param on: the day whose labels count (date, default today)
// The label facts nearest to the disease decide: those on the disease itself, then on one of its groups, on one of its
// subtypes, on a disease with the same parent. Labels of combinations say nothing about an ingredient alone.
// A label whose first day is unknown counts from the day by which it was known.
MATCH (drug:Drug)
WHERE drug.id = $drug OR toLower($drug) IN drug.names
MATCH (disease:Disease)
WHERE disease.id = $disease OR toLower($disease) IN disease.names
UNWIND ['EU', 'JP', 'US'] AS jurisdiction
OPTIONAL MATCH (drug)-[fact:APPROVED_FOR]->(labelled:Disease)
WHERE fact.jurisdiction = jurisdiction
  AND coalesce(fact.approved_on, fact.known_by, $on) <= $on
  AND coalesce(fact.ended_on > $on, fact.status <> 'withdrawn')
WITH jurisdiction, drug, disease, fact, labelled,
  CASE
    WHEN labelled IS NULL THEN 6
    WHEN labelled.id = disease.id THEN 1
    WHEN EXISTS { MATCH (disease)-[:IS_A*1..]->(labelled) } THEN 2
    WHEN EXISTS { MATCH (labelled)-[:IS_A*1..]->(disease) } THEN 3
    WHEN EXISTS { MATCH (disease)-[:IS_A]->(:Disease)<-[:IS_A]-(labelled) } THEN 4
    ELSE 5
  END AS distance
WITH jurisdiction, drug, disease, min(distance) AS nearest,
  collect({distance: distance, fact: fact, labelled: labelled}) AS found
UNWIND CASE WHEN nearest < 5 THEN [one IN found WHERE one.distance = nearest] ELSE [{}] END AS label
WITH jurisdiction, drug, disease, nearest, label.fact AS fact, label.labelled AS labelled
RETURN
  jurisdiction AS jurisdiction,
  ['on label', 'narrower than label', 'broader than label', 'sibling of label', 'off label',
   'drug not approved'][nearest - 1] AS level,
  labelled.name AS labelled_disease,
  labelled.id AS labelled_disease_id,
  fact.status AS status,
  fact.approved_on AS approved_on,
  fact.known_by AS known_by,
  fact.ended_on AS ended_on,
  fact.population AS population,
  fact.biomarker AS biomarker,
  fact.source AS source,
  fact.source_url AS source_url,
  drug.id AS drug_id,
  disease.id AS disease_id
ORDER BY jurisdiction, drug_id, disease_id, labelled_disease_id, fact.fact_id
