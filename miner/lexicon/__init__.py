"""Names of drugs, diseases and biomarkers: the tables, what a name stands for, and finding names in text."""
