"""Cohorts: what the studies of a drug, a disease and a biomarker measured, with intervals, pools and a picture."""
