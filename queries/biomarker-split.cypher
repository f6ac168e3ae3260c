// By which biomarkers does the evidence for a drug and a disease divide?
// param drug: the drug or combination, by identifier or any of its names (drug)
// param disease: the disease, by identifier or any of its names (disease)
// Counts articles that report benefit, no benefit or a contraindication; claims without a biomarker form one row.
MATCH (drug:Drug)
WHERE drug.id = $drug OR toLower($drug) IN drug.names
MATCH (claim:Claim)-[:ABOUT_DRUG]->(drug)
WHERE claim.is_counted AND claim.is_about_use
MATCH (claim)-[:ABOUT_DISEASE]->(disease:Disease)
WHERE disease.id = $disease OR toLower($disease) IN disease.names
MATCH (claim)-[:STATED_IN]->(article:Article)
OPTIONAL MATCH (claim)-[:ABOUT_BIOMARKER]->(biomarker:Biomarker)
RETURN
  biomarker.name AS biomarker,
  biomarker.id AS biomarker_id,
  count(DISTINCT article.id) AS article_count,
  count(DISTINCT CASE
    WHEN claim.stance = 'supports' THEN article.id
  END) AS supporting_article_count,
  count(DISTINCT CASE
    WHEN claim.stance = 'opposes' THEN article.id
  END) AS opposing_article_count,
  min(article.year) AS first_year,
  max(article.year) AS last_year,
  drug.id AS drug_id,
  disease.id AS disease_id
ORDER BY article_count DESC, biomarker_id, drug_id, disease_id
