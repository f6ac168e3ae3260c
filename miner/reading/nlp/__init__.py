"""Text to spaCy Doc: tokens, sentences, mentions, abbreviations. Each step takes a Doc and returns it."""
