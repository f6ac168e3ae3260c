"""Sources: PubMed's E-utilities, NLM's bulk files and XML, and downloads of vocabularies."""
