"""From text to a spaCy Doc: tokens, sentences, mentions, abbreviations. Each step is Doc in, Doc out."""
