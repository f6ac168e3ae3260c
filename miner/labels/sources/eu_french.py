"""Extensions of indications in French opinions: which of a drug's European diseases each opinion is about.

The French HAS gives its opinion some months after the decision of the European Commission, so its day is an upper
bound. The texts are not parsed: a table of French disease terms and words that are the same in both languages find
the diseases, and only those that the drug has in European label texts count.
"""

import importlib.resources
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from miner.errors import LabelError, LexiconError
from miner.labels.sightings import DayMeaning, Sighting
from miner.labels.sources.drug_names import DrugNames
from miner.labels.sources.eu_tables import EMA_PAGE
from miner.labels.sources.fr_tables import HAS, french_opinions, unaccented
from miner.lexicon.lexicon import Lexicon
from miner.lexicon.normalise import normalise
from miner.lexicon.tables import read_table
from miner.records import MentionType

_WHOLE_WORD_MAX = 4
"""Words up to this length are not stems: "sein", "rein" and abbreviations."""
_FILLERS_MAX = 3
"""Words between those of a term: "carcinome métastatique de l'ovaire"."""
_ENDING = 3
"""Letters that a word may lose in the other language: "atopic", "atopique"."""
_COGNATE_MIN = 5
"""Letters that it must share at least."""
_MARK = re.compile(r"[^\w\s'\u2019-]")
_GAP = re.compile(r"['\u2019\s-]+")
_GENERAL = frozenset("disease syndrome disorder chronic acute infection primary severe".split())  # noqa: SIM905


class FrenchTerms:
    """French disease terms with the diseases of the lexicon that they mean.

    Args:
        rows: French term (stems in order, "." for a whole word) and English name.
        lexicon: resolves the English names.
    """

    def __init__(self, rows: Collection[tuple[str, str]], lexicon: Lexicon) -> None:
        meanings: dict[str, set[str]] = defaultdict(set)
        for french, english in rows:
            meanings[french] |= {found.curie for found in lexicon.lookup(english, MentionType.DISEASE)}
        self._terms = [
            (re.compile(_pattern(french)), frozenset(meanings[french]))
            for french in sorted(meanings, key=lambda term: (-term.count(" "), -len(term), term))
        ]

    @classmethod
    def load(cls, lexicon: Lexicon, path: Path | None = None) -> "FrenchTerms":
        """Return the terms of a table, or of the shipped one.

        Raises:
            LabelError: the table is missing or a row does not parse.
        """
        place = path or importlib.resources.files("corpora") / "labels" / "french_terms.tsv"
        try:
            return cls([(row[0], row[1]) for row in read_table(place, ("french", "english"))], lexicon)
        except LexiconError as error:
            raise LabelError(str(error)) from error

    def find(self, text: str) -> frozenset[str]:
        """Return the diseases of all terms in a French text; a term inside a longer one does not count."""
        plain = plain_text(text)
        found: set[str] = set()
        for pattern, diseases in self._terms:
            if pattern.search(plain):
                found |= diseases
                plain = pattern.sub(" ; ", plain)
        return frozenset(found)


def french_sightings(
    data: Path,
    names: DrugNames,
    diseases_of: Mapping[tuple[str, ...], Collection[str]],
    lexicon: Lexicon,
    terms: FrenchTerms | None = None,
) -> Iterator[Sighting]:
    """Yield a sighting for each opinion and disease of the drug that its text names.

    Args:
        data: the folder of reference data.
        names: resolves substances and keeps the counts of opinions that are left out.
        diseases_of: the diseases that each drug set has in European label texts.
        lexicon: names and kinds of diseases.
        terms: the French terms, by default the shipped table.

    Raises:
        LabelError: the table of terms is damaged.
        SourceError: a source is damaged, or a cell is no day; file and row are named.
    """
    terms = terms or FrenchTerms.load(lexicon)
    for opinion in french_opinions(data, names):
        known = diseases_of.get(opinion.drugs, ())
        if not known:
            names.drop(HAS, "drug has no European label text")
            continue
        named = meant(terms.find(opinion.text), known, lexicon) | cognates(opinion.text, known, lexicon)
        if not named:
            names.drop(HAS, "names no disease of the drug's European labels")
        for disease in sorted(named):
            yield Sighting(
                drugs=opinion.drugs,
                disease=disease,
                jurisdiction="EU",
                source=HAS,
                day=opinion.day,
                meaning=DayMeaning.LATE,
                reference=f"HAS {opinion.dossier}",
                url=EMA_PAGE,
            )


def meant(found: Collection[str], known: Collection[str], lexicon: Lexicon) -> set[str]:
    """Return which of a drug's diseases the found ones mean.

    A found disease means itself; else the only known kind of it ("lymphoma" of a drug for one lymphoma); else the
    nearest known disease that it is a kind of.
    """
    diseases = set()
    for disease in found:
        kinds = [each for each in known if disease in lexicon.ancestors(each)]
        above = [each for each in known if each in lexicon.ancestors(disease)]
        if disease in known:
            diseases.add(disease)
        elif len(kinds) == 1:
            diseases |= set(kinds)
        elif not kinds:
            diseases |= {each for each in above if not any(each in lexicon.ancestors(other) for other in above)}
    return diseases


def cognates(text: str, known: Collection[str], lexicon: Lexicon) -> set[str]:
    """Return those of a drug's diseases that have a name whose words all occur in the French text, but for endings.

    Only names count whose words are long enough, and one of which is more than "disease" or "chronic".
    """
    printed = set(plain_text(text).split())
    found = set()
    for disease in known:
        for name in lexicon.entry(disease).names:
            words = [word for word in normalise(name).split() if word not in _GENERAL]
            stems = [word[: max(_COGNATE_MIN, len(word) - _ENDING)] for word in words]
            is_long = bool(stems) and all(len(stem) >= _COGNATE_MIN for stem in stems)
            if is_long and all(any(word.startswith(stem) for word in printed) for stem in stems):
                found.add(disease)
                break
    return found


def plain_text(text: str) -> str:
    """Return a French text in lower case without accents; words are divided by blanks, punctuation becomes ";"."""
    return _GAP.sub(" ", _MARK.sub(" ; ", unaccented(text)))


def _pattern(french: str) -> str:
    parts = []
    for word in french.split():
        is_whole = len(word) <= _WHOLE_WORD_MAX or word.endswith(".")
        parts.append(re.escape(word.rstrip(".")) + (r"s?\b" if is_whole else r"\w*"))
    return r"\b" + rf"(?: \w+){{0,{_FILLERS_MAX}}} ".join(parts)
