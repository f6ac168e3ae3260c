"""What a sentence says of a drug and a disease, and what kind of study says it."""
