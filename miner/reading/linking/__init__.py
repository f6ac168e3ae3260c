"""Linking of mentions: candidates with score and reason, then a decision in the light of the whole text."""
