"""The labels of mentions that we train and score, and what the corpora call them."""

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
    # BioRED re-annotated 319 family names of NLM-Gene and GNormPlus and made 267 of them genes.
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
"""The corpora's types to ours; a type that is not here (species, cell lines, domains) is no mention."""

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
"""What each corpus marks wherever it occurs; of the other labels its silence says nothing."""
