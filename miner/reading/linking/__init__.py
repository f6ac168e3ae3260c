"""What a mention names: candidates with score and reason, then a decision over the whole text."""
