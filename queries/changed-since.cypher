// Which drugs and diseases have articles that PubMed added since a date?
// param since: the first day that counts (date)
// param limit: how many rows (integer, default 100)
// Counts articles on benefit, no benefit or contraindication; one that only asks is new but neither for nor against.
MATCH (article:Article)
WHERE article.entered_on >= $since
MATCH (claim:Claim)-[:STATED_IN]->(article)
WHERE claim.is_counted AND claim.is_about_use
MATCH (claim)-[:ABOUT_DRUG]->(drug:Drug)
MATCH (claim)-[:ABOUT_DISEASE]->(disease:Disease)
WITH drug, disease,
  count(DISTINCT article.id) AS new_article_count,
  count(DISTINCT CASE
    WHEN claim.stance = 'supports' THEN article.id
  END) AS new_supporting_article_count,
  count(DISTINCT CASE
    WHEN claim.stance = 'opposes' THEN article.id
  END) AS new_opposing_article_count,
  max(article.entered_on) AS last_entered_on
MATCH (drug)-[studied:STUDIED_FOR]->(disease)
RETURN
  drug.name AS drug,
  drug.id AS drug_id,
  disease.name AS disease,
  disease.id AS disease_id,
  new_article_count AS new_article_count,
  new_supporting_article_count AS new_supporting_article_count,
  new_opposing_article_count AS new_opposing_article_count,
  last_entered_on AS last_entered_on,
  studied.evidence_count AS article_count,
  studied.study_count AS study_count
ORDER BY new_article_count DESC, last_entered_on DESC, drug_id, disease_id
LIMIT $limit
