// Which retracted articles, and articles under an expression of concern, speak of a drug and a disease?
// param drug: the drug or combination, by identifier or any of its names (drug)
// param disease: the disease, by identifier or any of its names; without it, every disease (disease, default none)
// param limit: how many rows (integer, default 100)
// A retracted article counts nothing; one under an expression of concern still counts.
MATCH (drug:Drug)
WHERE drug.id = $drug OR toLower($drug) IN drug.names
MATCH (claim:Claim)-[:ABOUT_DRUG]->(drug)
MATCH (claim)-[:ABOUT_DISEASE]->(disease:Disease)
WHERE $disease IS NULL OR disease.id = $disease OR toLower($disease) IN disease.names
MATCH (claim)-[:STATED_IN]->(article:Article)
WHERE article.is_retracted = true OR article.has_concern = true
WITH DISTINCT article, disease, drug, claim.relation AS relation, claim.sentence AS sentence
RETURN
  article.id AS article_id,
  article.year AS year,
  article.design AS design,
  coalesce(article.is_retracted, false) AS is_retracted,
  coalesce(article.has_concern, false) AS has_concern,
  disease.name AS disease,
  disease.id AS disease_id,
  relation AS relation,
  sentence AS sentence,
  article.title AS title,
  drug.id AS drug_id
ORDER BY coalesce(year, 0) DESC, article_id, disease_id, sentence, relation, drug_id
LIMIT $limit
