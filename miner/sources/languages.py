"""Detection of English. The model, the names and the cues are English, so other languages would only be misread.

Function words decide: they make up a tenth or more of English abstracts and almost nothing of other languages. If a
text has too few (a short title, a list) and some of another language, py3langid decides, and must be sure.
"""

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from miner.records import Article

_ENGLISH = frozenset(
    """the of and with were that from which this these between are by not had have been for is was to as an on or be at
    than who we it their has during after can may""".split()  # noqa: SIM905
)
"""Some are words of other languages too ("was", "on", "had"), but none is frequent there."""

_FOREIGN = frozenset(
    """de la el los las del que y con por para una un en se su al es lo como más os da das em um uma não ao le les des
    du et est dans une pour avec sur par aux chez sont été qui der und bei mit von den dem ein eine einer nicht im
    zur zum auf für ist wurde il di e che della dei delle nel nella gli è sono w z po nie oraz od jest het van een
    bij op voor zijn niet te og af til hos det ikke som och av att på för är v při""".split()  # noqa: SIM905
)
"""Function words of other languages in Latin letters, without those that occur in English texts (na, per, met, ALS).
Names of organisms and lists of genes have none, so they are never taken for another language."""

ENGLISH_SHARE = 0.06
"""Share of function words from which a text is English. Of 6,414 abstracts of the reference data 23 have less;
abstracts in Spanish, Portuguese, French and Italian have at most 0.02."""

SURE = 0.99
"""Probability from which another language is accepted; misjudged English titles get less ("Clozapine in severe mood
disorders.")."""

_CANDIDATES = [
    *("en", "es", "pt", "fr", "de", "it", "pl", "nl", "da", "no", "sv", "cs", "sk", "hu", "tr", "ro", "hr", "sl"),
    *("fi", "ca", "lt", "et", "vi", "id"),
]
"""Languages in Latin letters in which PubMed has abstracts. With all 97 languages of the library, minor ones win over
English in short titles."""

_LENGTH_ENOUGH = 1_000
"""Code points that py3langid is given."""

_SHORT = 40
"""Length of an abstract in code points below which the title is checked with it."""


def is_english(article: Article) -> bool:
    """Return whether an article's text is English, which includes text without evidence (numbers, symbols, one word).

    The abstract decides, or the title if there is none: PubMed translates the titles of articles in other languages,
    so an English title proves nothing, and `Article.languages` refers to the full text.
    """
    body = article.text[len(article.title) :]
    return is_english_text(article.text if len(body) < _SHORT else body)


def is_english_text(text: str) -> bool:
    """Return whether a text is English, as `is_english` decides; English with a translation beside it is English."""
    words = text.lower().split()
    if sum(map(_ENGLISH.__contains__, words)) >= ENGLISH_SHARE * len(words) > 0:
        return True
    text = text[:_LENGTH_ENOUGH]
    letters = [character for character in text if character.isalpha()]
    if sum(character > "\u03ff" for character in letters) * 2 > len(letters):  # beyond Latin and Greek
        return False
    if _FOREIGN.isdisjoint(words):
        return True
    language, probability = _identifier().classify(text)
    return bool(language == "en" or probability < SURE)


@cache
def _identifier() -> LanguageIdentifier:
    """Load the library's model, 0.15 s and 8 MB, when the first text needs it (4 in 1,000 abstracts do)."""
    identifier = LanguageIdentifier.from_pickled_model(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_CANDIDATES)
    return identifier
