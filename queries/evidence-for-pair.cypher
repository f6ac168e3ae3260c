// Which sentences speak of a drug and a disease, from which articles?
// param drug: the drug or combination, by identifier or any of its names (drug)
// param disease: the disease, by identifier or any of its names (disease)
// param limit: how many rows (integer, default 100)
MATCH (drug:Drug)
WHERE drug.id = $drug OR toLower($drug) IN drug.names
MATCH (claim:Claim)-[:ABOUT_DRUG]->(drug)
MATCH (claim)-[:ABOUT_DISEASE]->(disease:Disease)
WHERE disease.id = $disease OR toLower($disease) IN disease.names
MATCH (claim)-[:STATED_IN]->(article:Article)
RETURN
  article.id AS article_id,
  article.year AS year,
  article.design AS design,
  claim.relation AS relation,
  claim.certainty AS certainty,
  claim.sentence AS sentence,
  COLLECT {
    MATCH (claim)-[:ABOUT_BIOMARKER]->(biomarker:Biomarker)
    RETURN biomarker.name ORDER BY biomarker.name, biomarker.id
  } AS biomarkers,
  coalesce(article.is_retracted, false) AS is_retracted,
  article.title AS title,
  article.journal AS journal,
  drug.id AS drug_id,
  disease.id AS disease_id
ORDER BY coalesce(year, 0) DESC, article_id, claim.id, drug_id, disease_id
LIMIT $limit
