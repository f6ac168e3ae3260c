"""Hypotheses: pairs of a drug and a disease that no article read names together, and that their neighbours suggest."""
