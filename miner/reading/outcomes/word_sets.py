"""How the tables of words in this room are written: words in a row, a blank between them."""


def word_set(words: str) -> frozenset[str]:
    """Return the words of a text, each once."""
    return frozenset(words.split())
