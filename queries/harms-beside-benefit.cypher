// Which harms do the articles report that study a drug for a disease?
// param drug: the drug or combination, by identifier or any of its names (drug)
// param disease: the disease it is studied for, by identifier or any of its names (disease)
// param limit: how many rows (integer, default 50)
// Counts articles; supporting and opposing ones are those among them that report benefit, or none.
MATCH (drug:Drug)
WHERE drug.id = $drug OR toLower($drug) IN drug.names
MATCH (benefit:Claim)-[:ABOUT_DRUG]->(drug)
WHERE benefit.is_counted AND benefit.is_about_use
MATCH (benefit)-[:ABOUT_DISEASE]->(disease:Disease)
WHERE disease.id = $disease OR toLower($disease) IN disease.names
MATCH (benefit)-[:STATED_IN]->(article:Article)<-[:STATED_IN]-(harm:Claim)
WHERE harm.relation = 'causes'
MATCH (harm)-[:ABOUT_DRUG]->(drug)
MATCH (harm)-[:ABOUT_DISEASE]->(effect:Disease)
WHERE effect.id <> disease.id
RETURN
  effect.name AS harm,
  effect.id AS harm_id,
  count(DISTINCT article.id) AS article_count,
  count(DISTINCT CASE WHEN benefit.stance = 'supports' THEN article.id END) AS supporting_article_count,
  count(DISTINCT CASE WHEN benefit.stance = 'opposes' THEN article.id END) AS opposing_article_count,
  min(article.year) AS first_year,
  max(article.year) AS last_year,
  drug.id AS drug_id,
  disease.id AS disease_id
ORDER BY article_count DESC, harm_id, drug_id, disease_id
LIMIT $limit
