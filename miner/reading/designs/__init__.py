"""Designs: what kind of study an article reports, by its text and by MEDLINE's record, each on its own."""
