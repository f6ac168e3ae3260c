"""Find the drugs that a label text is about: the subject of its first sentence that has one."""

import re
from collections.abc import Iterable, Iterator, Mapping

from miner.lexicon.lexicon import Lexicon
from miner.lexicon.scan import DrugScanner, NameScanner

_HEADING = re.compile(
    r"^\W*(?:\d+\W*)?(?:indications?\s*(?:and|&)\s*usage|indications?)\b\W*(?:\(\s*1[\d., ]*\)\W*)?", re.IGNORECASE
)
_VERB = re.compile(
    r"\b(?:is|are|may be|can be|has been|have been|should be|must be|was|contains?|helps?|acts?|injection:)\b",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\([^()]*(?:\)|$)|\[[^\[\]]*(?:\]|$)")
_BRAND_FIRST = re.compile(r"\W*[\w-]+(?:\s[\w-]+){0,2}\W*\(")
_BESIDE = re.compile(
    r",\s*an?\b.*$|\b(?:in combination with|combined with|used|when|in conjunction|as an?|as the|for|alone|concomitant"
    r"|given|administered|added to|to be|co-?administered|following|like other|therapy with other)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
"""The rest of a subject that may name drugs that the text is not about."""
_READ = 600
_HEAD_LENGTH_MAX = 260


class Subjects:
    """Finds the subject of label texts.

    Args:
        lexicon: the names of drugs.
        brands: drugs by brand, beside the lexicon's own; a brand decides over the ingredients printed with it.
    """

    def __init__(self, lexicon: Lexicon, brands: Mapping[str, tuple[str, ...]]) -> None:
        self._drugs = DrugScanner(lexicon)
        self._brands = dict(brands)
        self._brand_scanner = NameScanner((brand.lower(), brand) for brand in brands)

    def find(self, text: str) -> tuple[str, ...]:
        """Return the sorted drugs that a text is about, () if its beginning does not say so clearly."""
        start = _HEADING.sub("", " ".join(text[:_READ].split()))
        for verb in _VERB.finditer(start):
            head = re.split(r"[.:;•](?:\s|$)", start[: verb.start()])[-1]
            for part in _readings(head[-_HEAD_LENGTH_MAX:]):
                if drugs := self._of_head(part):
                    return drugs
        return ()

    def _of_head(self, head: str) -> tuple[str, ...]:
        brands = {self._brands[brand] for match in self._brand_scanner.find(head) for brand in match.curies}
        if len(brands) == 1:
            return min(brands)
        matches = self._drugs.find(head)
        if not matches or any(len(match.curies) > 1 for match in matches):
            return ()
        return _parts(curie for match in matches for curie in match.curies)


def _readings(head: str) -> Iterator[str]:
    """Yield what may be the subject in the words before a verb, the most reliable first.

    That is the beginning without brackets, the same with them if they follow a brand ("DEXYCU (dexamethasone)"), and
    what follows the last comma ("because of adverse effects, minoxidil tablets").
    """
    yield _BESIDE.sub("", _BRACKETED.sub(" ", head))
    if _BRAND_FIRST.match(head):
        yield _BESIDE.sub("", head)
    if "," in head:
        yield _BRACKETED.sub(" ", head).rpartition(",")[2]


def _parts(curies: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({part for curie in curies for part in curie.split("+")}))
