// What do articles say of a class of drugs, or of the classes of a drug, which is no evidence for the drug itself?
// param drug: the drug or the class, by identifier or any of its names (drug)
// param disease: the disease, by identifier or any of its names; without it, every disease (disease, default none)
// param limit: how many rows (integer, default 50)
MATCH (drug:Drug)
WHERE drug.id = $drug OR toLower($drug) IN drug.names
MATCH (drug)-[:MEMBER_OF*0..1]->(class:Drug)
WHERE class.is_class = true
MATCH (claim:Claim)-[:ABOUT_DRUG]->(class)
WHERE claim.is_about_use = true AND claim.is_counted = true
MATCH (claim)-[:ABOUT_DISEASE]->(disease:Disease)
WHERE $disease IS NULL OR disease.id = $disease OR toLower($disease) IN disease.names
RETURN
  class.name AS class,
  disease.name AS disease,
  count(DISTINCT claim.pmid) AS article_count,
  count(DISTINCT CASE WHEN claim.stance = 'supports' THEN claim.pmid END) AS supporting_article_count,
  count(DISTINCT CASE WHEN claim.stance = 'opposes' THEN claim.pmid END) AS opposing_article_count,
  disease.id AS disease_id,
  class.id AS class_id
ORDER BY supporting_article_count DESC, article_count DESC, class_id, disease_id
LIMIT $limit
