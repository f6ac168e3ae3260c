"""An invented graph of 30 nodes: two drugs, their combination, a class, five diseases, six articles, three signals.

gland cancer <- thyrine carcinoma <- medullary thyrine carcinoma
gland cancer <- adrenine carcinoma          skin rash (a side effect)
"""

VELOTINIB, ORMAZUMAB = "DRUGBANK:DB90001", "DRUGBANK:DB90002"
ABC1_INHIBITORS = "CLASS:abc1-inhibitors"
BOTH = f"{VELOTINIB}+{ORMAZUMAB}"
GLAND, THYRINE, MEDULLARY = "MONDO:9000001", "MONDO:9000002", "MONDO:9000003"
ADRENINE, RASH = "MONDO:9000004", "MONDO:9000005"

STATEMENTS = (
    """
    CREATE (:Disease {id: 'MONDO:9000001', name: 'gland cancer', names: ['gland cancer'], is_rare: false})
    CREATE (:Disease {id: 'MONDO:9000002', name: 'thyrine carcinoma', names: ['thyrine carcinoma', 'thyc'],
                      is_rare: false})
    CREATE (:Disease {id: 'MONDO:9000003', name: 'medullary thyrine carcinoma',
                      names: ['medullary thyrine carcinoma'], is_rare: true})
    CREATE (:Disease {id: 'MONDO:9000004', name: 'adrenine carcinoma', names: ['adrenine carcinoma'],
                      is_rare: true})
    CREATE (:Disease {id: 'MONDO:9000005', name: 'skin rash', names: ['skin rash', 'rash'], is_rare: false})
    CREATE (:Drug {id: 'DRUGBANK:DB90001', name: 'velotinib', names: ['velotinib', 'velora'],
                   is_combination: false})
    CREATE (:Drug {id: 'DRUGBANK:DB90002', name: 'ormazumab', names: ['ormazumab'], is_combination: false})
    CREATE (:Drug {id: 'DRUGBANK:DB90001+DRUGBANK:DB90002', name: 'velotinib + ormazumab',
                   names: ['velotinib + ormazumab'], is_combination: true})
    CREATE (:Drug {id: 'CLASS:abc1-inhibitors', name: 'ABC1 inhibitors', names: ['abc1 inhibitor', 'abc1 inhibitors'],
                   is_combination: false, is_class: true})
    CREATE (:Biomarker {id: 'HGNC:90001', name: 'ABC1', names: ['abc1']})
    CREATE (:Biomarker {id: 'HGNC:90001 p.V600E', name: 'ABC1 V600E', names: ['abc1 v600e']})
    CREATE (:Article {id: 'PMID:1', pmid: 1, title: 'First', journal: 'J Gland', year: 2018,
                      entered_on: date('2018-03-01'), design: 'case report', is_retracted: false})
    CREATE (:Article {id: 'PMID:2', pmid: 2, title: 'Second', journal: 'J Gland', year: 2019,
                      entered_on: date('2019-05-02'), design: 'phase 2', is_retracted: false})
    CREATE (:Article {id: 'PMID:3', pmid: 3, title: 'Third', journal: 'J Gland', year: 2021,
                      entered_on: date('2021-06-03'), design: 'randomised', is_retracted: false})
    CREATE (:Article {id: 'PMID:4', pmid: 4, title: 'Fourth', journal: 'Gland Lett', year: 2020,
                      entered_on: date('2020-07-04'), design: 'observational', is_retracted: true})
    CREATE (:Article {id: 'PMID:5', pmid: 5, title: 'Fifth', journal: 'Gland Lett', year: 2021,
                      entered_on: date('2021-08-05'), design: 'case series', is_retracted: false})
    CREATE (:Article {id: 'PMID:6', pmid: 6, title: 'Sixth', journal: 'Skin', entered_on: date('2017-01-01'),
                      design: 'case report', is_retracted: false})
    CREATE (:Trial {id: 'NCT:00000001', registry: 'NCT'})
    CREATE (:Trial {id: 'ISRCTN:00000002', registry: 'ISRCTN'})
    """,
    """
    UNWIND [['MONDO:9000002', 'MONDO:9000001'], ['MONDO:9000003', 'MONDO:9000002'],
            ['MONDO:9000004', 'MONDO:9000001']] AS pair
    MATCH (child:Disease {id: pair[0]}), (parent:Disease {id: pair[1]})
    CREATE (child)-[:IS_A]->(parent)
    """,
    """
    MATCH (both:Drug {is_combination: true}), (one:Drug {is_combination: false})
    WHERE one.is_class IS NULL
    CREATE (both)-[:HAS_INGREDIENT]->(one)
    """,
    """
    MATCH (drug:Drug {id: 'DRUGBANK:DB90001'}), (class:Drug {is_class: true})
    CREATE (drug)-[:MEMBER_OF]->(class)
    """,
    """
    UNWIND [['PMID:2', 'NCT:00000001'], ['PMID:3', 'NCT:00000001'], ['PMID:4', 'ISRCTN:00000002']] AS pair
    MATCH (article:Article {id: pair[0]}), (trial:Trial {id: pair[1]})
    CREATE (article)-[:REGISTERED_AS]->(trial)
    """,
    """
    UNWIND [
      {id: 'C1', article: 'PMID:1', drug: 'DRUGBANK:DB90001', disease: 'MONDO:9000002', relation: 'treats',
       biomarker: 'HGNC:90001 p.V600E', sentence: 'One patient responded.', is_counted: true},
      {id: 'C2', article: 'PMID:2', drug: 'DRUGBANK:DB90001', disease: 'MONDO:9000002', relation: 'treats',
       biomarker: 'HGNC:90001', sentence: 'Half responded.', is_counted: true},
      {id: 'C3', article: 'PMID:3', drug: 'DRUGBANK:DB90001', disease: 'MONDO:9000002',
       relation: 'no benefit', biomarker: '', sentence: 'Survival was the same.', is_counted: true},
      {id: 'C4', article: 'PMID:4', drug: 'DRUGBANK:DB90001', disease: 'MONDO:9000002', relation: 'treats',
       biomarker: 'HGNC:90001', sentence: 'All responded.', is_counted: false},
      {id: 'C5', article: 'PMID:5', drug: 'DRUGBANK:DB90001', disease: 'MONDO:9000003', relation: 'treats',
       biomarker: '', sentence: 'Three responded.', is_counted: true},
      {id: 'C6', article: 'PMID:6', drug: 'DRUGBANK:DB90001', disease: 'MONDO:9000005', relation: 'causes',
       biomarker: '', sentence: 'A rash followed.', is_counted: true},
      {id: 'C7', article: 'PMID:5', drug: 'DRUGBANK:DB90001+DRUGBANK:DB90002', disease: 'MONDO:9000003',
       relation: 'treats', biomarker: '', sentence: 'Both together helped.', is_counted: true},
      {id: 'C8', article: 'PMID:1', drug: 'CLASS:abc1-inhibitors', disease: 'MONDO:9000001', relation: 'treats',
       biomarker: '', sentence: 'Inhibitors of ABC1 help.', is_counted: true}
    ] AS row
    MATCH (article:Article {id: row.article}), (drug:Drug {id: row.drug}), (disease:Disease {id: row.disease})
    CREATE (claim:Claim {id: row.id, pmid: article.pmid, sentence: row.sentence, relation: row.relation,
                         certainty: 'stated', cue: '', is_counted: row.is_counted,
                         stance: CASE row.relation WHEN 'treats' THEN 'supports' WHEN 'no benefit' THEN 'opposes'
                                 ELSE '' END,
                         is_about_use: row.relation <> 'causes'})
    CREATE (claim)-[:STATED_IN]->(article), (claim)-[:ABOUT_DRUG]->(drug), (claim)-[:ABOUT_DISEASE]->(disease)
    WITH claim, row
    MATCH (biomarker:Biomarker {id: row.biomarker})
    CREATE (claim)-[:ABOUT_BIOMARKER]->(biomarker)
    """,
    """
    UNWIND [
      {drug: 'DRUGBANK:DB90001', disease: 'MONDO:9000002', articles: 3, studies: 2, supporting: 2,
       opposing: 1, years: [2018, 2019], by_year: [1, 1], best: 'randomised', first: 2018, last: 2021},
      {drug: 'DRUGBANK:DB90001', disease: 'MONDO:9000003', articles: 1, studies: 1, supporting: 1,
       opposing: 0, years: [2021], by_year: [1], best: 'case series', first: 2021, last: 2021},
      {drug: 'DRUGBANK:DB90001', disease: 'MONDO:9000005', articles: 1, studies: 1, supporting: 1,
       opposing: 0, years: [2016], by_year: [1], best: 'case report', first: 2016, last: 2016},
      {drug: 'DRUGBANK:DB90001+DRUGBANK:DB90002', disease: 'MONDO:9000003', articles: 1, studies: 1,
       supporting: 1, opposing: 0, years: [2021], by_year: [1], best: 'case series', first: 2021, last: 2021},
      {drug: 'DRUGBANK:DB90002', disease: 'MONDO:9000004', articles: 2, studies: 2, supporting: 1,
       opposing: 1, years: [2015, 2017], by_year: [1, 1], best: 'phase 2', first: 2015, last: 2017}
    ] AS row
    MATCH (drug:Drug {id: row.drug}), (disease:Disease {id: row.disease})
    CREATE (drug)-[:STUDIED_FOR {evidence_count: row.articles, study_count: row.studies,
      supporting_count: row.supporting, opposing_count: row.opposing, first_year: row.first,
      last_year: row.last, best_design: row.best, years: row.years, studies_by_year: row.by_year}]->(disease)
    """,
    """
    MATCH (drug:Drug {id: 'DRUGBANK:DB90001'}), (disease:Disease {id: 'MONDO:9000005'})
    CREATE (drug)-[:CAUSES {evidence_count: 4, study_count: 3, first_year: 2015, last_year: 2019,
                            best_design: 'observational'}]->(disease)
    """,
    """
    UNWIND [
      {fact: 'F1', drug: 'DRUGBANK:DB90001', disease: 'MONDO:9000001', where: 'US', status: 'conditional',
       from: date('2015-01-01')},
      {fact: 'F2', drug: 'DRUGBANK:DB90001', disease: 'MONDO:9000003', where: 'EU', status: 'approved',
       from: date('2020-01-01'), to: date('2024-01-01')},
      {fact: 'F3', drug: 'DRUGBANK:DB90001', disease: 'MONDO:9000004', where: 'EU', status: 'approved',
       from: date('2016-01-01'), kind: 'bounded'},
      {fact: 'F4', drug: 'DRUGBANK:DB90001', disease: 'MONDO:9000002', where: 'US', status: 'withdrawn',
       from: date('2010-01-01')},
      {fact: 'F7', drug: 'DRUGBANK:DB90001', disease: 'MONDO:9000003', where: 'US', status: 'approved',
       relation: 'population'},
      {fact: 'F5', drug: 'DRUGBANK:DB90002', disease: 'MONDO:9000005', where: 'JP', status: 'approved'}
    ] AS row
    MATCH (drug:Drug {id: row.drug}), (disease:Disease {id: row.disease})
    CREATE (drug)-[:APPROVED_FOR {fact_id: row.fact, jurisdiction: row.where, status: row.status,
      since: row.from, since_kind: coalesce(row.kind, 'stated'), ended_on: row.to, population: 'adults',
      relation: coalesce(row.relation, 'treats'), sources: ['label']}]->(disease)
    """,
    """
    UNWIND [
      {id: 'S1', drug: 'DRUGBANK:DB90001', disease: 'MONDO:9000002', rank: 1, score: 2.5, studies: 2, supporting: 2,
       opposing: 1, best: 'randomised', first: 2018, last: 2021, stage: 'randomised', tier: 'B', outside: ['EU'],
       kinds: ['US: age group', 'EU: indication'],
       studied: ['US: age group, studied in children in 1 of 2 studies; label: adults']},
      {id: 'S2', drug: 'DRUGBANK:DB90001+DRUGBANK:DB90002', disease: 'MONDO:9000003', rank: 2, score: 1.5, studies: 1,
       supporting: 1, opposing: 0, best: 'case series', first: 2021, last: 2021,
       stage: 'case series or observational', tier: 'C', outside: ['US', 'EU'],
       kinds: ['US: indication', 'EU: indication', 'EU: route'], studied: []},
      {id: 'S3', drug: 'DRUGBANK:DB90002', disease: 'MONDO:9000004', rank: 3, score: 3.5, studies: 1, supporting: 1,
       opposing: 1, best: 'phase 2', first: 2015, last: 2017, stage: 'phase 1 or 2', tier: 'D', outside: ['US'],
       kinds: ['US: indication'], studied: []}
    ] AS row
    MATCH (drug:Drug {id: row.drug}), (disease:Disease {id: row.disease})
    CREATE (signal:Signal {id: row.id, rank: row.rank, basis: 'studies', score: row.score, study_count: row.studies,
      supporting_count: row.supporting, opposing_count: row.opposing, best_design: row.best,
      first_year: row.first, last_year: row.last, stage: row.stage, tier: row.tier, outside: row.outside,
      kinds: row.kinds, studied_kinds: row.studied,
      labels: ['US: form of a labelled disease', 'EU: off label', 'JP: drug not approved']})
    CREATE (signal)-[:SIGNAL_DRUG]->(drug), (signal)-[:SIGNAL_DISEASE]->(disease)
    """,
    """
    UNWIND [['S1', 'HGNC:90001', 2], ['S1', 'HGNC:90001 p.V600E', 1]] AS row
    MATCH (signal:Signal {id: row[0]}), (biomarker:Biomarker {id: row[1]})
    CREATE (signal)-[:SIGNAL_BIOMARKER {study_count: row[2]}]->(biomarker)
    """,
    """
    MATCH (article:Article {id: 'PMID:2'}), (drug:Drug {id: 'DRUGBANK:DB90001'}), (rash:Disease {id: 'MONDO:9000005'})
    CREATE (claim:Claim {id: 'C9', pmid: 2, sentence: 'A tenth had a rash.', relation: 'causes', certainty: 'stated',
                         cue: '', is_counted: true, stance: '', is_about_use: false})
    CREATE (claim)-[:STATED_IN]->(article), (claim)-[:ABOUT_DRUG]->(drug), (claim)-[:ABOUT_DISEASE]->(rash)
    """,
    """
    UNWIND [
      {id: 'E1', article: 'PMID:1', biomarker: 'HGNC:90001 p.V600E', direction: 'sensitive', is_counted: true},
      {id: 'E2', article: 'PMID:2', biomarker: 'HGNC:90001', direction: 'resistant', is_counted: true},
      {id: 'E3', article: 'PMID:4', biomarker: 'HGNC:90001', direction: 'sensitive', is_counted: false}
    ] AS row
    MATCH (article:Article {id: row.article}), (biomarker:Biomarker {id: row.biomarker})
    MATCH (drug:Drug {id: 'DRUGBANK:DB90001'}), (disease:Disease {id: 'MONDO:9000002'})
    CREATE (effect:BiomarkerEffect {id: row.id, pmid: article.pmid, sentence: 'It responds.', probability: 0.9,
                                    direction: row.direction, cue: 'responds', is_counted: row.is_counted})
    CREATE (effect)-[:EFFECT_STATED_IN]->(article), (effect)-[:EFFECT_OF_BIOMARKER]->(biomarker),
           (effect)-[:EFFECT_ON_DRUG]->(drug), (effect)-[:EFFECT_IN_DISEASE]->(disease)
    """,
    """
    UNWIND [
      {id: 'K1', drug: 'DRUGBANK:DB90001', disease: 'MONDO:9000002', biomarker: 'HGNC:90001 p.V600E', studies: 1,
       patients: 30, value: 40.0, low: 22.7, high: 59.4, summary: '40% of 30',
       findings: ['stands out: 40% beside 8% of the others']},
      {id: 'K2', drug: 'DRUGBANK:DB90001', disease: 'MONDO:9000002', biomarker: '', studies: 3, patients: 120,
       value: 8.0, low: 4.0, high: 14.5, i_squared: 20.0, summary: '8% of 120'},
      {id: 'K3', drug: 'DRUGBANK:DB90002', disease: 'MONDO:9000004', biomarker: '', studies: 2, patients: 60,
       value: 0.0, low: 0.0, high: 6.0, summary: '0% of 60', findings: ['futile: at most 0% in each of 2 studies']}
    ] AS row
    MATCH (drug:Drug {id: row.drug}), (disease:Disease {id: row.disease})
    CREATE (cohort:Cohort {id: row.id, measure: 'response rate', design: 'phase 2', study_count: row.studies,
                           patient_count: row.patients, value: row.value, unit: '%', low: row.low, high: row.high,
                           level: 95.0, i_squared: row.i_squared, summary: row.summary, findings: row.findings,
                           is_exceptional: row.id = 'K1', is_futile: row.id = 'K3',
                           studies: ['PMID 2 (2019): ' + row.summary]})
    CREATE (cohort)-[:COHORT_DRUG]->(drug), (cohort)-[:COHORT_DISEASE]->(disease)
    WITH cohort, row
    MATCH (biomarker:Biomarker {id: row.biomarker})
    CREATE (cohort)-[:COHORT_BIOMARKER]->(biomarker)
    """,
)
