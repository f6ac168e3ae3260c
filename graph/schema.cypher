// Constraints and indexes: one idempotent statement each, valid on Neo4j and on the embedded engine.
// Every label has a unique identifier; the indexes serve the look-ups of frequent queries.

CREATE CONSTRAINT drug_id IF NOT EXISTS FOR (n:Drug) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT disease_id IF NOT EXISTS FOR (n:Disease) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT biomarker_id IF NOT EXISTS FOR (n:Biomarker) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT article_id IF NOT EXISTS FOR (n:Article) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT trial_id IF NOT EXISTS FOR (n:Trial) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT claim_id IF NOT EXISTS FOR (n:Claim) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT signal_id IF NOT EXISTS FOR (n:Signal) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT cohort_id IF NOT EXISTS FOR (n:Cohort) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT biomarker_effect_id IF NOT EXISTS FOR (n:BiomarkerEffect) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT ledger_state_id IF NOT EXISTS FOR (n:LedgerState) REQUIRE n.id IS UNIQUE;

CREATE INDEX drug_name IF NOT EXISTS FOR (n:Drug) ON (n.name);
CREATE INDEX disease_name IF NOT EXISTS FOR (n:Disease) ON (n.name);
CREATE INDEX biomarker_name IF NOT EXISTS FOR (n:Biomarker) ON (n.name);
CREATE INDEX article_pmid IF NOT EXISTS FOR (n:Article) ON (n.pmid);
CREATE INDEX article_year IF NOT EXISTS FOR (n:Article) ON (n.year);
CREATE INDEX claim_pmid IF NOT EXISTS FOR (n:Claim) ON (n.pmid);
