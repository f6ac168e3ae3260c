"""Claims: what a sentence says about a drug and a disease, and the design of the study that says it."""
