"""Classes of drugs ("TNF inhibitors", "statins"): entries of their own, of which their drugs are kinds.

What is said of a class is no claim about each of its drugs, so a class has an identifier of its own (CLASS:statins).
Its members are the drugs whose ATC code begins with one of its codes, and those that drug_classes.tsv names.
"""

from collections.abc import Iterator, Sequence
from importlib.resources.abc import Traversable
from typing import NamedTuple

from miner.lexicon.tables import Entry, read_table
from miner.records import MentionType

CLASS_TABLE = "drug_classes.tsv"
CLASS_COLUMNS = ("curie", "name", "synonyms", "atc", "members", "source")
CLASS_PREFIX = "CLASS:"


class DrugClass(NamedTuple):
    """A class: its names as a sentence has them in the singular, the ATC codes it consists of, and other members."""

    curie: str
    name: str
    synonyms: tuple[str, ...]
    atc: tuple[str, ...]
    members: frozenset[str]

    def has(self, curie: str, codes: Sequence[str]) -> bool:
        """Return whether a drug with these ATC codes is in the class."""
        return curie in self.members or bool(self.atc and any(code.startswith(self.atc) for code in codes))

    def as_entry(self) -> Entry:
        """Return its entry in the lexicon: a drug that no label can have."""
        names = tuple(sorted({name.lower() for name in self.synonyms} - {self.name.lower()}))
        flags = frozenset({"class", "not treatment"})
        return Entry(
            curie=self.curie,
            type=MentionType.DRUG,
            name=self.name,
            names=(self.name.lower(), *names),
            flags=flags,
        )


def is_class(curie: str) -> bool:
    """Return whether an identifier is that of a class."""
    return curie.startswith(CLASS_PREFIX)


def read_drug_classes(place: Traversable) -> Iterator[DrugClass]:
    """Yield the classes of a folder of tables; a lexicon without the table has none.

    Raises:
        LexiconError: the table is malformed.
    """
    if not (place / CLASS_TABLE).is_file():
        return
    for curie, name, synonyms, atc, members, _ in read_table(place / CLASS_TABLE, CLASS_COLUMNS):
        codes, others = _split(atc), _split(members)
        yield DrugClass(curie, name, _split(synonyms), codes, frozenset(others))


def _split(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()
