// Which registered trials have reported on a drug and a disease?
// param drug: the drug or combination, by identifier or any of its names (drug)
// param disease: the disease, by identifier or any of its names (disease)
MATCH (drug:Drug)
WHERE drug.id = $drug OR toLower($drug) IN drug.names
MATCH (claim:Claim)-[:ABOUT_DRUG]->(drug)
MATCH (claim)-[:ABOUT_DISEASE]->(disease:Disease)
WHERE disease.id = $disease OR toLower($disease) IN disease.names
MATCH (claim)-[:STATED_IN]->(article:Article)-[:REGISTERED_AS]->(trial:Trial)
WITH trial, article, drug, disease, claim.relation AS relation
ORDER BY article.id, relation
RETURN
  trial.id AS trial_id,
  trial.registry AS registry,
  collect(DISTINCT article.id) AS article_ids,
  collect(DISTINCT relation) AS relations,
  min(article.year) AS first_year,
  max(article.year) AS last_year,
  count(DISTINCT CASE WHEN article.is_retracted THEN article.id END) AS retracted_article_count,
  drug.id AS drug_id,
  disease.id AS disease_id
ORDER BY coalesce(last_year, 0) DESC, trial_id, drug_id, disease_id
