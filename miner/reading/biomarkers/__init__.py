"""Biomarkers: genes, alterations and expressions such as "HER2-positive" found in text."""
