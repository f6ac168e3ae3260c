"""Resolve the drug names of sources: ingredients, salts, combinations, brands and identifiers to ids of the lexicon."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from miner.lexicon.build.drug_book import DrugBook
from miner.lexicon.build.drugs import without_carriers
from miner.lexicon.lexicon import Lexicon
from miner.lexicon.normalise import normalise, strip_salt
from miner.records import MentionType

_FORM = re.compile(
    r"[\s,(]*\b(?:drug combination|mixt\.|oral|topical|injectable|injection|pill|otic|ophthalmic|nasal|vaginal|rectal"
    r"|transdermal|tablets?|capsules?|solution|suspension|kit|chewable|extended|delayed|for\b).*$",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"(?<=[a-z)])-[a-z]{4}(?=\s|[;,/)]|$)", re.IGNORECASE)
"""The four letters that FDA appends to the name of a biological: "rituximab-abbs"."""
_BRACKETED = re.compile(r"\s*[\[(][^\])]*[\])]")
_MARKS = re.compile(r"[®™*\u2020\u2021]|\((?:R|TM)\)|\bUSP\b")
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")
_WORDS_BEFORE = re.compile(
    r"^(?:recombinant(?: human)?|human|liposomal|micronized|lyophilized|combination of)\s+", re.IGNORECASE
)
_WORDS_AFTER = re.compile(
    r",?\s+(?:recombinant|human|liposomal|liposome|lipid complex|synthetic|monohydrate|protein-bound|albumin-bound"
    r"|(?:protein-bound )?particles|tetrahydrochloride|d?i?propionate|proxetil|pivoxil|acetonide|dimesylate|benzoate"
    r"|palmitate|l-malate|lauryl sulfate|choline|intravenous|subcutaneous|infusion|powder|concentrate)"
    r"(?=\s|;|,|$)",
    re.IGNORECASE,
)
_LOOSE_KINDS = frozenset({"term", "symbol"})
_LOOSE = re.compile(r"\s*(?:;|\||/|\+|,|&|\band\b|\bwith\b|\bplus\b)\s*", re.IGNORECASE)
_INVERTED = re.compile(r"^([\w-]+), ([\w-]+(?: synthetic [ab])?)$", re.IGNORECASE)
"""A name with its noun first: "ESTROGENS, CONJUGATED"."""
_EXCIPIENTS = frozenset(
    "water,isopropyl alcohol,alcohol,anhydrous lactose,lactose,croscarmellose,anhydrous citric acid,iodine"  # noqa: SIM905
    ",tetraiodofluorescein,food yellow 3 free acid,aloe vera leaf,anhydrous dextrose,stannous cation,petrolatum"
    ",monostearyl fumarate,edetic acid".split(",")
)
"""What lists of active ingredients name beside the drug: solvents, fillers, and swabs in the same box."""
_ALIASES = {"immune globulin": "immune globulin human"}
_MISLEADING = frozenset({"sodium thiosulfate"})
"""Names that the lexicon has for another drug: MeSH lists sodium thiosulfate with the gold compound."""


class DrugNames:
    """The drugs of the lexicon by every name that sources use, with counts of what was not resolved.

    Args:
        book: the drugs as they are compiled, with their names and identifiers.
        lexicon: the compiled lexicon; drugs that it does not have are not returned.
    """

    def __init__(self, book: DrugBook, lexicon: Lexicon) -> None:
        self._book = book
        self.lexicon = lexicon
        self._found: dict[str, tuple[str, ...]] = {}
        self.dropped: Counter[tuple[str, str]] = Counter()
        """Rows that a source's adapter left out, by (source, reason)."""
        self.unknown: Counter[tuple[str, str]] = Counter()
        """Names that no drug has, by (source, name)."""

    def drop(self, source: str, reason: str) -> None:
        """Count a row that is left out."""
        self.dropped[source, reason] += 1

    def resolve(self, source: str, *names: str) -> tuple[str, ...]:
        """Return the drugs of the first name or identifier that is known, or () and count the row as dropped."""
        for name in names:
            if name.strip() and (drugs := self.find(name)):
                return self.treatment(source, drugs)
        self.drop(source, "drug not in the lexicon")
        self.unknown[source, next((" ".join(name.split()) for name in names if name.strip()), "")] += 1
        return ()

    def treatment(self, source: str, drugs: tuple[str, ...]) -> tuple[str, ...]:
        """Return the drugs, or () and count the row as dropped if none of them is a treatment."""
        if any("not treatment" not in self.lexicon.entry(drug).flags for drug in drugs):
            return drugs
        self.drop(source, "drug is no treatment (contrast, vehicle, vaccine)")
        return ()

    def find(self, name: str) -> tuple[str, ...]:
        """Return the sorted drugs that a name or identifier means, () if one of them is unknown."""
        if name not in self._found:
            self._found[name] = next(filter(None, (self._look_up(each) for each in _spellings(name))), ())
        return self._found[name]

    def find_all(self, parts: Iterable[str]) -> tuple[str, ...]:
        """Return the sorted drugs of several names together, without excipients; () if one of them is unknown."""
        named = [part for part in parts if part.strip()]
        active = [part for part in named if part.lower() not in _EXCIPIENTS] or named
        found = [self.find(part) for part in active]
        return self._usable({drug for drugs in found for drug in drugs}) if all(found) else ()

    def _look_up(self, name: str) -> tuple[str, ...]:
        """Return the drugs of one spelling, from the compiled book first, then from names that MeSH added."""
        book = self._book
        if name in book.combinations:
            return self._usable(book.combinations[name])
        if name in book.by_id:
            return self._usable((book.by_id[name],))
        if normalise(name) in _MISLEADING:
            return ()
        return self._usable(book.find_set(name) or self._single(name) or self._of_parts(name))

    def _single(self, name: str) -> tuple[str, ...]:
        drug = self._book.find(name)
        return (drug,) if drug else self._of_brand(name) or self._of_lexicon(name)

    def _of_brand(self, name: str) -> tuple[str, ...]:
        return self._brands.get(normalise(name), ())

    def _of_lexicon(self, name: str) -> tuple[str, ...]:
        spelling = _ALIASES.get(normalise(name), name)
        found = self.lexicon.lookup(spelling, MentionType.DRUG) or self.lexicon.lookup(
            strip_salt(spelling), MentionType.DRUG
        )
        return (found[0].curie,) if len(found) == 1 and found[0].kind not in _LOOSE_KINDS else ()

    def _of_parts(self, name: str) -> tuple[str, ...]:
        parts = [part for part in _LOOSE.split(name) if part]
        if len(parts) < 2:
            return ()
        found = [next(filter(None, (self._single(each) for each in _spellings(part))), ()) for part in parts]
        return tuple(drug for drugs in found for drug in drugs) if all(found) else ()

    def _usable(self, drugs: Iterable[str]) -> tuple[str, ...]:
        kept = without_carriers(tuple(sorted({part for drug in drugs for part in drug.split("+")}))) or ()
        return kept if all(drug in self.lexicon for drug in kept) else ()

    @cached_property
    def _brands(self) -> dict[str, tuple[str, ...]]:
        """Drugs by normalised brand, without brands of several drugs."""
        owners: dict[str, set[str]] = defaultdict(set)
        for (curie, _), (name, kind, _) in self._book.names.items():
            if kind == "brand":
                owners[normalise(name)].add(curie)
        return {name: tuple(min(curies).split("+")) for name, curies in owners.items() if len(curies) == 1}


def _spellings(name: str) -> Iterator[str]:
    """Yield a printed name as it is, then with ever more of what is not the name removed."""
    yield name.strip()
    plain = " ".join(_MARKS.sub(" ", name.translate(_DASHES)).split())
    yield plain
    if inverted := _INVERTED.match(plain):
        yield f"{inverted.group(2)} {inverted.group(1)}"
    yield _MARKS.sub("", name.translate(_DASHES)).replace("\n", "")  # a spreadsheet's cell breaks inside a word
    bare = _SUFFIX.sub("", plain)
    yield bare
    yield _SUFFIX.sub("", re.sub(r"\s*-\s*", "-", plain))
    for match in re.finditer(r"\(([^()]{4,})\)", bare):
        yield match.group(1)
    bare = _BRACKETED.sub("", bare).strip(" ,;")
    yield bare
    shorter = _WORDS_AFTER.sub("", _WORDS_BEFORE.sub("", bare))
    yield shorter
    yield _FORM.sub("", shorter)
