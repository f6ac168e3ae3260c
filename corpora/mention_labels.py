"""The mention labels that are trained and scored, and their names in the corpora."""

LABELS = ("CHEMICAL", "DISEASE", "GENE", "VARIANT")

LABEL_OF_TYPE = {
    "Chemical": "CHEMICAL",
    "ChemicalEntity": "CHEMICAL",
    "Disease": "DISEASE",
    "DiseaseOrPhenotypicFeature": "DISEASE",
    "SpecificDisease": "DISEASE",
    "DiseaseClass": "DISEASE",
    "CompositeMention": "DISEASE",
    "Modifier": "DISEASE",
    "Gene": "GENE",
    "GeneOrGeneProduct": "GENE",
    # BioRED re-annotated 319 family names of NLM-Gene and GNormPlus and labelled 267 of them as genes.
    "FamilyName": "GENE",
    "SequenceVariant": "VARIANT",
    "Variant": "VARIANT",
    "DNAMutation": "VARIANT",
    "DNAAllele": "VARIANT",
    "ProteinMutation": "VARIANT",
    "ProteinAllele": "VARIANT",
    "OtherMutation": "VARIANT",
    "AcidChange": "VARIANT",
    "SNP": "VARIANT",
}
"""Label by type in the corpora; annotations of other types (species, cell lines, domains) are not used."""

ANNOTATED_LABELS = {
    "bc5cdr_train": frozenset({"CHEMICAL", "DISEASE"}),
    "ncbi_disease_train": frozenset({"DISEASE"}),
    "biored_train": frozenset(LABELS),
    "tmvar3_train": frozenset({"DISEASE", "GENE", "VARIANT"}),
    "nlmgene_train": frozenset({"GENE"}),
    "gnormplus_train": frozenset({"GENE"}),
    "nlmchem_passages": frozenset({"CHEMICAL"}),
    "pubtator3_silver": frozenset(LABELS),
}
"""The labels that each corpus marks exhaustively; for other labels a missing mention means nothing."""
