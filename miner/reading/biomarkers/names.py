"""Names of genes and markers, found in text: the lexicon's names and their variants in abstracts.

A name may be clear by itself ("BRAF"), or mean its gene only beside a state ("ER-positive", "PR", "c-kit",
"eosinophils").
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from miner.lexicon.lexicon import Lexicon
from miner.lexicon.scan import NameScanner, flatten
from miner.lexicon.tables import NameRow
from miner.records import MentionType

_FAMILIES = {
    "BRCA": ("BRCA1", "BRCA2"), "RAS": ("KRAS", "NRAS"), "NTRK": ("NTRK1", "NTRK2", "NTRK3"),
    "TRK": ("NTRK1", "NTRK2", "NTRK3"), "IDH": ("IDH1", "IDH2"), "FGFR": ("FGFR1", "FGFR2", "FGFR3"),
}  # fmt: skip
_OTHER_NAMES = {
    "ESR1": ("ER", "ER\u03b1", "ER alpha", "oestrogen receptor", "estrogen receptor", "estrogen receptor alpha"),
    "PGR": ("PR", "PgR", "progesterone receptor"),
    "AR": ("androgen receptor",),
    "ERBB2": ("HER 2", "HER 2/neu", "HER2 neu", "HER 2 neu", "c erbB 2", "erbB 2",
              "human epidermal growth factor receptor 2", "human epidermal growth factor receptor type 2"),
    "EGFR": ("epidermal growth factor receptor", "ErbB1", "HER1"),
    "KRAS": ("K ras",), "NRAS": ("N ras",), "HRAS": ("H ras",), "BRAF": ("B raf",), "KIT": ("c kit",),
    "MET": ("c met",),
    "ALK": ("anaplastic lymphoma kinase",), "ABCB1": ("P gp", "P glycoprotein"), "MKI67": ("Ki 67", "Ki67", "MIB 1"),
    "SIGNATURE:PD-L1": ("TPS", "CPS", "tumor proportion score", "tumour proportion score", "combined positive score"),
    "SIGNATURE:EOS": ("eosinophils", "eosinophil"),
    "CRP": ("C reactive protein",), "AKT1": ("AKT",), "IL6": ("IL 6",), "IL5": ("IL 5",),
}  # fmt: skip
"""Names in addition to the lexicon's; they count only beside a state."""

HOTSPOTS = {
    "p.V600E": "BRAF", "p.V600K": "BRAF", "p.T790M": "EGFR", "p.L858R": "EGFR", "p.C797S": "EGFR", "p.V617F": "JAK2",
    "p.D816V": "KIT", "p.T315I": "ABL1", "p.G12C": "KRAS", "p.G12D": "KRAS", "p.G12V": "KRAS", "p.G13D": "KRAS",
    "p.H1047R": "PIK3CA", "p.E545K": "PIK3CA", "p.E542K": "PIK3CA", "p.R132H": "IDH1", "p.L265P": "MYD88",
    "p.D842V": "PDGFRA", "p.F508del": "CFTR", "p.G551D": "CFTR", "p.G2032R": "ROS1",
}  # fmt: skip
"""Changes that imply their gene in nearly every abstract, even if it is not named beside them."""

_UNCLEAR_SYMBOLS = frozenset({"PAH", "APP", "REST", "SET", "CAT", "MAX", "IMPACT", "CLOCK", "LPA", "FAS", "TF", "MPO"})
"""Symbols that mean something else in abstracts more often than the gene."""
_Name = tuple[str, tuple[str, ...], bool]
"""A name, its identifiers, and whether it is clear without a state."""


@dataclass(frozen=True, slots=True)
class Base:
    """A gene or marker named at [start, end); a family ("BRCA") has several identifiers."""

    start: int
    end: int
    curies: tuple[str, ...]
    is_clear: bool


def symbols_of(lexicon: Lexicon) -> dict[str, str]:
    """Return the identifiers of the lexicon's genes by their approved symbols."""
    rows = lexicon.name_rows(MentionType.BIOMARKER)
    return {row.name: row.curie for row in rows if row.kind == "name" and row.curie.startswith("HGNC:")}


class BiomarkerNames:
    """A scanner for genes and signatures by name, built once from a lexicon.

    Args:
        lexicon: has genes, their names, and signatures.
        has_signatures: False to look for genes only.
    """

    def __init__(self, lexicon: Lexicon, *, has_signatures: bool = True) -> None:
        self._symbols = symbols_of(lexicon)
        rows = list(lexicon.name_rows(MentionType.BIOMARKER))
        names = [*self._gene_names(rows, lexicon), *(_signature_names(rows) if has_signatures else ())]
        self._scanner = NameScanner((name, "|".join(curies)) for name, curies, _ in names)
        self._printed: dict[tuple[str, tuple[str, ...]], dict[str, bool]] = {}
        for name, curies, is_clear in names:
            spellings = self._printed.setdefault((self._scanner.fold(name), curies), {})
            spellings[flatten(name)] = is_clear or spellings.get(flatten(name), False)

    def _gene_names(self, rows: Iterable[NameRow], lexicon: Lexicon) -> Iterator[_Name]:
        for row in rows:
            if row.curie.startswith("HGNC:") and row.name not in _UNCLEAR_SYMBOLS and _is_usable(row):
                yield row.name, (row.curie,), _is_clear_symbol(row)
                if re.fullmatch(r"[A-Z]{3,}\d", row.name):
                    yield f"{row.name[:-1]} {row.name[-1]}", (row.curie,), False
                if re.fullmatch(r"[A-Z]{3,4}", row.name):
                    yield row.name.title(), (row.curie,), False
        yield from self._other_names(lexicon)

    def _other_names(self, lexicon: Lexicon) -> Iterator[_Name]:
        for symbol, names in _OTHER_NAMES.items():
            curie = self._symbols.get(symbol, symbol)
            if curie in lexicon:
                yield from ((name, (curie,), False) for name in names)
        for name, symbols in _FAMILIES.items():
            if all(symbol in self._symbols for symbol in symbols):
                yield name, tuple(self._symbols[symbol] for symbol in symbols), False
        for change, symbol in HOTSPOTS.items():
            if symbol in self._symbols:
                yield change.removeprefix("p."), (f"{self._symbols[symbol]} {change}",), True

    def find(self, text: str, flat: str) -> list[Base]:
        """Return the names in a text, in order; `flat` is the text with hyphens and white space as spaces."""
        bases: list[Base] = []
        for match in self._scanner.find(text):
            choices = [tuple(curies.split("|")) for curies in match.curies]
            written = flat[match.start : match.end]
            folded = self._scanner.fold(written)
            usable = [curies for curies in choices if _has_case(written, self._printed[folded, curies])]
            signatures = [curies for curies in usable if curies[0].startswith("SIGNATURE:")]
            usable = signatures or usable
            if len(usable) == 1:
                spellings = self._printed[folded, usable[0]]
                is_clear = spellings.get(written, any(spellings.values()))
                bases.append(Base(match.start, match.end, usable[0], is_clear))
        return _join_own_short_forms(flat, bases)


def _signature_names(rows: Iterable[NameRow]) -> Iterator[_Name]:
    for row in rows:
        if row.curie.startswith("SIGNATURE:"):
            yield row.name, (row.curie,), True
            british = row.name.replace("tumor", "tumour").replace("hemo", "haemo").replace("estrogen", "oestrogen")
            if british != row.name:
                yield british, (row.curie,), True


def _is_usable(row: NameRow) -> bool:
    """Return whether a name can mean a gene at least beside a state: no bare initials among the synonyms."""
    if row.kind == "name":
        return len(row.name) > 1
    return len(row.name) > 5 or any(char.isdigit() or char in " -" for char in row.name)


def _is_clear_symbol(row: NameRow) -> bool:
    """Return whether a name needs no state: approved symbols and synonyms with a digit, of three characters or more.

    Other synonyms are too often abbreviations of something else ("FMS", "RCC", "MTC").
    """
    if row.kind == "name":
        return len(row.name) > 2
    return len(row.name) > 2 and " " not in row.name and any(char.isdigit() for char in row.name)


def _has_case(written: str, spellings: Collection[str]) -> bool:
    """Return whether a name is written in a case that means the gene: "Her2" and "K-ras", not "met" or "eGFR"."""
    if written in spellings:
        return True
    if any(char.isdigit() for char in written) or " " in written or len(written) > 8:
        return len(written) > 3 or written[0].isupper()
    return False


def _join_own_short_forms(flat: str, bases: Sequence[Base]) -> list[Base]:
    """Return the names, each joined with its short form in brackets: "epidermal growth factor receptor (EGFR)"."""
    joined: list[Base] = []
    for base in bases:
        last = joined[-1] if joined else None
        if (
            last
            and last.curies == base.curies
            and flat[last.end : base.start].strip(" ") == "("
            and flat[base.end : base.end + 1] == ")"
        ):
            joined[-1] = Base(last.start, base.end + 1, last.curies, last.is_clear or base.is_clear)
        else:
            joined.append(base)
    return joined
