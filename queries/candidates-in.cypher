// Which candidates are off label in a region or in some way, belong to a disease area, or are drugs of a class?
// param region: code of a region whose label does not cover the use, such as US (text, one of US|EU|JP, default none)
// param kind: kind of use (text, one of indication|age group|route|dose or regimen|disease condition, default none)
// The kind is that of the use, or of some of its studies, in the region if one is given.
// param area: a group of diseases, such as cancer, by identifier or any of its names (disease, default none)
// param class: a class of drugs, such as TNF inhibitors, by identifier or any of its names (drug, default none)
// param tier: a tier, such as A (text, default none)
// param limit: how many rows (integer, default 50)
MATCH (signal:Signal)-[:SIGNAL_DRUG]->(drug:Drug), (signal)-[:SIGNAL_DISEASE]->(disease:Disease)
WHERE ($region IS NULL OR $kind IS NOT NULL OR $region IN signal.outside)
  AND ($kind IS NULL OR any(each IN signal.kinds
    WHERE each CONTAINS $kind AND ($region IS NULL OR each STARTS WITH $region)))
  AND ($tier IS NULL OR signal.tier = toUpper($tier))
  AND ($area IS NULL OR EXISTS {
    MATCH (disease)-[:IS_A*0..]->(area:Disease)
    WHERE area.id = $area OR toLower($area) IN area.names
  })
  AND ($class IS NULL OR EXISTS {
    MATCH (drug)-[:HAS_INGREDIENT*0..1]->(:Drug)-[:MEMBER_OF]->(class:Drug)
    WHERE class.id = $class OR toLower($class) IN class.names
  })
RETURN
  drug.name AS drug,
  drug.id AS drug_id,
  disease.name AS disease,
  disease.id AS disease_id,
  signal.rank AS rank,
  signal.score AS score,
  signal.stage AS stage,
  signal.tier AS tier,
  signal.supporting_count AS supporting_count,
  signal.opposing_count AS opposing_count,
  signal.best_design AS best_design,
  signal.basis AS basis,
  signal.outside AS outside,
  signal.kinds AS kinds,
  signal.studied_kinds AS studied_kinds,
  signal.labels AS labels
ORDER BY rank, score DESC, supporting_count DESC, drug_id, disease_id, signal.id
LIMIT $limit
