"""From counted evidence to a ranked list of candidates."""
