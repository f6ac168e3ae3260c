"""What trains the shipped model and compiles what annotators teach: python -m corpora train."""
