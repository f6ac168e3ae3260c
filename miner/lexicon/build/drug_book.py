"""Drugs while they are compiled: what they are called, and which of their names are fit to be searched for."""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from miner.lexicon.build.tables import Row
from miner.lexicon.normalise import normalise, strip_salt

_SAFE_SHORT = frozenset(
    "5-fu 5fu mtx atra hctz apap udca cdca mmf tmz azt l-dopa ddavp cddp bcnu dtic fudr t-pa rt-pa tpa epo csa 6-mp "  # noqa: SIM905
    "ala-pdt alli".split()
)
"""Abbreviations of up to four letters that hardly mean anything but the drug in an abstract."""
_ABBREVIATION = re.compile(r".{1,3}|[A-Za-z]?[A-Z-]{2,}[A-Za-z]?|\w*\d\w*")
_CHEMICAL = re.compile(r"[\[\](){};,±+=~/]|\d['\u2019]|^\W*\d+[-,]")
_FOREIGN = re.compile(r"[áéíóúñçãõêâôèàùïöüîåø]", re.IGNORECASE)
SPLIT = re.compile(r"\s*(?:;|\||\s/\s|,? and (?!antitoxin))\s*")
"""Separator of a product's ingredients as regulators print them."""
LOOSE_SPLIT = re.compile(rf"{SPLIT.pattern}|\s*/\s*|,\s+")
"""The same and characters that also occur inside names; used only if all pieces are drugs."""


@dataclass
class Drug:
    """One active ingredient while it is compiled."""

    curie: str
    name: str
    source: str
    flags: set[str] = field(default_factory=set)
    xrefs: list[str] = field(default_factory=list)
    atc: set[str] = field(default_factory=set)
    is_not_treatment: bool = False


@dataclass
class DrugBook:
    """The drugs, an index of their normalised names, and every identifier that leads to one.

    `combinations` maps the identifier of a source to the ingredients that it joins.
    """

    drugs: dict[str, Drug] = field(default_factory=dict)
    by_id: dict[str, str] = field(default_factory=dict)
    by_name: dict[str, str] = field(default_factory=dict)
    names: dict[tuple[str, str], tuple[str, str, str]] = field(default_factory=dict)
    combinations: dict[str, tuple[str, ...]] = field(default_factory=dict)
    unkeyed: list[Row] = field(default_factory=list)

    def add_name(self, curie: str, name: str, kind: str, source: str) -> None:
        """Add a name to a drug, unless it is there in another spelling."""
        name = " ".join(name.split())
        if name:
            self.names.setdefault((curie, name.lower()), (name, kind, source))

    def find(self, name: str) -> str | None:
        """Return the drug with a name, as it is or else without salt words."""
        return self.by_name.get(normalise(name)) or self.by_name.get(normalise(strip_salt(name)))

    def find_set(self, text: str) -> tuple[str, ...] | None:
        """Return the ingredients of "A; B" as regulators print it, None if one of them is unknown."""
        whole = self.find(text)
        if whole:
            return (whole,)
        for pattern in (SPLIT, LOOSE_SPLIT):
            parts = [self.find(part) for part in pattern.split(text) if part]
            found = sorted({part for part in parts if part})
            if parts and all(parts):
                return tuple(found)
        return None


def is_usable(name: str) -> bool:
    """Return whether people write the name in running text, unlike systematic chemical names and translations."""
    return (
        2 < len(name) <= 50
        and (len(name) > 4 or not _ABBREVIATION.fullmatch(name) or name.lower() in _SAFE_SHORT)
        and len(name.split()) <= 5
        and (not _CHEMICAL.search(name) or re.fullmatch(r"\d[- ]?[A-Za-z-]+", name) is not None)
        and not _FOREIGN.search(name)
    )


def index_names(book: DrugBook) -> None:
    """Rebuild the index of names; a name of several drugs leads to the one whose preferred name it is, or to none."""
    owners: dict[str, set[str]] = defaultdict(set)
    for (curie, _), (name, _, _) in book.names.items():
        owners[normalise(name)].add(curie)
    preferred = {normalise(drug.name): curie for curie, drug in sorted(book.drugs.items(), reverse=True)}
    book.by_name = {name: min(curies) for name, curies in owners.items() if len(curies) == 1} | preferred
