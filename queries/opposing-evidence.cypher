// What speaks against a drug, for every disease or for one?
// param drug: the drug or combination, by identifier or any of its names (drug)
// param disease: the disease, by identifier or any of its names; without it, every disease (disease, default none)
// param limit: how many rows (integer, default 100)
MATCH (drug:Drug)
WHERE drug.id = $drug OR toLower($drug) IN drug.names
MATCH (claim:Claim)-[:ABOUT_DRUG]->(drug)
WHERE claim.stance = 'opposes'
MATCH (claim)-[:ABOUT_DISEASE]->(disease:Disease)
WHERE $disease IS NULL OR disease.id = $disease OR toLower($disease) IN disease.names
MATCH (claim)-[:STATED_IN]->(article:Article)
RETURN
  disease.name AS disease,
  disease.id AS disease_id,
  article.id AS article_id,
  article.year AS year,
  article.design AS design,
  claim.relation AS relation,
  claim.certainty AS certainty,
  claim.sentence AS sentence,
  coalesce(article.is_retracted, false) AS is_retracted,
  drug.id AS drug_id
ORDER BY disease, disease_id, coalesce(year, 0) DESC, article_id, claim.id, drug_id
LIMIT $limit
