// Who responds: how does the response to a drug differ between biomarkers?
// param drug: the drug or combination, by identifier or any of its names (drug)
// param disease: the disease, by identifier or any of its names; without it, every disease (disease, default none)
// Counts articles that call the biomarker a sign of sensitivity, resistance or neither, beside measured response rates.
MATCH (drug:Drug)
WHERE drug.id = $drug OR toLower($drug) IN drug.names
MATCH (x)-[:EFFECT_ON_DRUG|COHORT_DRUG]->(drug)
MATCH (x)-[:EFFECT_IN_DISEASE|COHORT_DISEASE]->(disease:Disease)
WHERE $disease IS NULL OR disease.id = $disease OR toLower($disease) IN disease.names
MATCH (x)-[:EFFECT_OF_BIOMARKER|COHORT_BIOMARKER]->(biomarker:Biomarker)
RETURN
  disease.name AS disease,
  disease.id AS disease_id,
  biomarker.name AS biomarker,
  biomarker.id AS biomarker_id,
  count(DISTINCT CASE WHEN x.is_counted AND x.direction = 'sensitive' THEN x.pmid END) AS sensitive_article_count,
  count(DISTINCT CASE WHEN x.is_counted AND x.direction = 'resistant' THEN x.pmid END) AS resistant_article_count,
  count(DISTINCT CASE
    WHEN x.is_counted AND x.direction = 'no association' THEN x.pmid
  END) AS no_association_article_count,
  collect(DISTINCT CASE WHEN x.measure = 'response rate' THEN x.summary END) AS response_rates,
  drug.id AS drug_id
ORDER BY sensitive_article_count DESC, resistant_article_count DESC, disease_id, biomarker_id, drug_id
