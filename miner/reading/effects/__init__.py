"""Effects of biomarkers: what a sentence says of a drug in patients or tumours that have a biomarker."""
