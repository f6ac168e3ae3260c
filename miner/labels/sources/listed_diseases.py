"""Resolve the diseases of the Every Cure indication lists, whose identifiers a language model assigned.

The printed name decides if its link is sure, the identifier if it fits the name better.
"""

from collections import defaultdict

from miner.lexicon.build.tables import Row
from miner.lexicon.generality import INDICATION_DESCENDANTS_MAX, is_too_general
from miner.lexicon.lexicon import Lexicon
from miner.lexicon.normalise import normalise
from miner.lexicon.words import UNTELLING_WORDS
from miner.reading.linking.candidates import LINK_MIN, Candidates
from miner.records import Link, MentionType

_COURSES = frozenset({"acute", "chronic"})
_TRUSTED = 0.85
"""Links with at least this score outweigh the identifier from a language model (but see `_is_nearer`)."""
_NEAR_MIN = 0.34
"""A listed disease must share more words than this, else it is another one ("moderate", "multiminicore disease")."""
_STEM_LENGTH = 6
_ACRONYM_LENGTH_MAX = 5
_ABBREVIATION_LENGTH_MAX = 7


class DropError(Exception):
    """A pair is left out; drops are counted by the message, which is the reason."""


def _words(name: str) -> set[str]:
    return set(normalise(name).split()) - UNTELLING_WORDS


class ListedDiseases:
    """Resolves printed disease names.

    Args:
        lexicon: the diseases and their names.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._squeezed = squeezed_names(lexicon)
        self._candidates = Candidates(lexicon)

    def resolve(self, row: Row) -> str:
        """Return the disease of a row of an indication list, see `resolve_disease`."""
        return resolve_disease(row, self._lexicon, self._squeezed, self._candidates)

    def find(self, *names: str) -> str:
        """Return the disease that the first name with a sure link means, "" if none has one or it is too general."""
        for name in filter(None, names):
            links = self._candidates.find(name, MentionType.DISEASE)
            if links and links[0].score >= _TRUSTED:
                general = is_too_general(self._lexicon, links[0].curie, INDICATION_DESCENDANTS_MAX)
                return "" if general else links[0].curie
        return ""


def _squeezed(name: str) -> str:
    return normalise(name).replace(" ", "")


def _without_abbreviation(printed: str) -> str:
    """Return the name without its abbreviation at the end: the lists print "attention deficit disorder add"."""
    name, _, last = printed.rpartition(" ")
    return name if len(last) <= _ABBREVIATION_LENGTH_MAX and last[:1].lower() == name[:1].lower() else printed


def squeezed_names(lexicon: Lexicon) -> dict[str, str]:
    """Return unambiguous disease names without spaces, with their diseases: the lists print "stevensjohnson"."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in lexicon.name_rows(MentionType.DISEASE):
        found[_squeezed(row.name)].add(row.curie)
    return {name: min(curies) for name, curies in found.items() if len(curies) == 1}


def resolve_disease(row: Row, lexicon: Lexicon, squeezed: dict[str, str], candidates: Candidates) -> str:
    """Return the disease that the printed name links to, else the listed identifier if it fits the name.

    Raises:
        DropError: neither is found, the identifier does not fit, or the disease is too general.
    """
    printed = row["disease name"].strip()
    listed = row["final normalized disease id"] if row["final normalized disease id"] in lexicon else ""
    possible = candidates.find(printed, MentionType.DISEASE)
    link = possible[0] if possible and possible[0].score >= LINK_MIN else None
    spelt = [_squeezed(name) for name in (printed, _without_abbreviation(printed))]
    if link is None and len(printed) > 6 and (known := next((name for name in spelt if name in squeezed), "")):
        return squeezed[known]
    if link is not None:
        curie = listed if listed and _is_nearer(printed, listed, link, lexicon) else link.curie
    elif len(possible) > 1 and (meant := _meant(row, possible, lexicon)):
        curie = meant
    elif listed and not _fits(printed, listed, lexicon):
        raise DropError("disease identifier does not fit the printed name")
    elif listed:
        curie = listed
    else:
        raise DropError("disease not in the lexicon")
    if is_too_general(lexicon, curie, INDICATION_DESCENDANTS_MAX):
        raise DropError("disease too general")
    return curie


def _is_nearer(printed: str, listed: str, link: Link, lexicon: Lexicon) -> bool:
    """Return whether a name of the listed disease is nearer to the printed name than those of the linked disease.

    A sure link is overruled only if it leads to a kind that MeSH adds below the listed disease: labels stay on
    MONDO's classes, so that they cover the kinds ("non-erosive reflux disease" is on label with reflux disease).
    """
    near, is_above = _nearness(printed, listed, lexicon), listed in lexicon.ancestors(link.curie)
    if link.score >= _TRUSTED:
        return near > 0 and is_above and link.curie.startswith("MESH:")
    other = _nearness(printed, link.curie, lexicon)
    return near > max(other, _NEAR_MIN) or (near == other > 0 and is_above)


def _nearness(printed: str, curie: str, lexicon: Lexicon) -> float:
    """Return the Jaccard index of the words of the printed name and the best-matching name of a disease."""
    words = set(normalise(printed).split()) - UNTELLING_WORDS | set(normalise(printed).split()) & _COURSES
    shares = [0.0]
    for name in lexicon.entry(curie).names:
        others = set(normalise(name).split()) - UNTELLING_WORDS | set(normalise(name).split()) & _COURSES
        if words or others:
            shares.append(len(words & others) / len(words | others))
    return max(shares)


def _fits(printed: str, curie: str, lexicon: Lexicon) -> bool:
    """Return whether the printed name has a word stem ("anaphylactic") of a name of the disease, or is its initials."""
    names = [normalise(name) for name in lexicon.entry(curie).names]
    words = {word[:_STEM_LENGTH] for name in names for word in _words(name)}
    initials = {"".join(word[0] for word in name.split()) for name in names if name.count(" ") > 1}
    return bool({word[:_STEM_LENGTH] for word in _words(printed)} & words) or printed.lower() in initials


def _meant(row: Row, possible: tuple[Link, ...], lexicon: Lexicon) -> str:
    """Return the meaning whose names share most words with the indication text.

    On a tie it is the meaning above all others, or "". "ACC" is the carcinoma of the adrenal cortex if the text
    mentions adrenals, whatever is listed. Names too long for an acronym keep the listed meaning.
    """
    meanings = [link.curie for link in possible]
    listed = str(row["final normalized disease id"])
    if len(row["disease name"].strip()) > _ACRONYM_LENGTH_MAX and listed in meanings:
        return listed
    words = _words(row["indications text"])
    shared = {curie: len(words & _all_words(curie, lexicon)) for curie in meanings}
    best = [curie for curie in meanings if shared[curie] == max(shared.values())]
    return next((x for x in best if all(x == y or x in lexicon.ancestors(y) for y in best)), "")


def _all_words(curie: str, lexicon: Lexicon) -> set[str]:
    return {word for name in lexicon.entry(curie).names for word in _words(name)}
