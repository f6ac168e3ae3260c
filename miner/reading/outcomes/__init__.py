"""Numeric results of a study, with arm, interval and time point, and what its comparisons found."""
