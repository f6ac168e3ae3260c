"""Names as people write them in lists, resolved to drugs, diseases and biomarkers of the lexicon."""

import importlib.resources
import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property

from miner.labels.text.terms import TERM_COLUMNS
from miner.lexicon.lexicon import Lexicon
from miner.lexicon.normalise import normalise
from miner.lexicon.tables import read_table
from miner.reading.linking.candidates import LINK_MIN
from miner.reading.linking.linker import Linker
from miner.reading.linking.spelling import drug_variants
from miner.records import Link, Mention, MentionType

_PARTS = re.compile(r"\s*(?:[,;+/&|]|\bplus\b|\band\b|\bwith\b)\s*", re.IGNORECASE)
_IDS = re.compile(r"\s*[+|]\s*")
_LIST_IN_BRACKETS = re.compile(r"\([^)]*[,;+/]")
"""Members of a class ("5-HT3 antagonists (ondansetron, palonosetron)") are no set."""
_BRACKETED = re.compile(r"([^()]+?)\s*\(([^(),;+/]+)\)")
_EXACT = frozenset({"name", "name in another spelling", "each ingredient by its name"})
_SHOWN_MAX = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What a name means.

    `curies` are sorted identifiers, () if the name has no sure meaning; `problem` then says why, and `unknown` are the
    names at fault, as written. `note` says what the name was read as where that is not one of its own names.
    """

    curies: tuple[str, ...] = ()
    problem: str = ""
    unknown: tuple[str, ...] = ()
    note: str = ""


class ListNames:
    """Looks up names: identifiers, any name of the lexicon, words of labels, and what the linker makes of the rest.

    Args:
        lexicon: the names.
        labelled: the drugs that have label facts; a substance that is none of them, and no approved drug, is unknown.
    """

    def __init__(self, lexicon: Lexicon, labelled: frozenset[str] = frozenset()) -> None:
        self._lexicon = lexicon
        self._labelled = labelled
        self._linker = Linker(lexicon)
        self._terms = _label_terms(lexicon)
        self._known: dict[tuple[str, MentionType], Named] = {}

    def drugs(self, name: str) -> Named:
        """Return the ingredients of a drug, a brand or a set: "Herceptin", "trastuzumab + lapatinib", "Atripla"."""
        key = (name, MentionType.DRUG)
        if key not in self._known:
            found = self._one(name, MentionType.DRUG)
            found = found if found.curies else self._in_brackets(name, found)
            self._known[key] = found if found.curies else self._of_parts(name, found)
        return self._known[key]

    def diseases(self, name: str) -> Named:
        """Return the diseases of a name; several for "breast and ovarian cancer"."""
        key = (name, MentionType.DISEASE)
        if key not in self._known:
            found = self._one(name, MentionType.DISEASE)
            self._known[key] = found if found.curies else self._composite(name, found)
        return self._known[key]

    def disease(self, name: str) -> Named:
        """Return the one disease of a name; a name of several is a problem."""
        found = self.diseases(name)
        if len(found.curies) < 2:
            return found
        listed = "; ".join(map(self._lexicon.name_of, found.curies))
        return Named(problem=f"{name!r} names several diseases ({listed}); write a row for each", unknown=(name,))

    def biomarkers(self, name: str) -> Named:
        """Return the biomarkers of a name; several for a family ("RAS mutation")."""
        links = [link for link in self._linker.candidates(name, MentionType.BIOMARKER) if link.score >= LINK_MIN]
        best = tuple(sorted(link.curie for link in links if link.score == links[0].score))
        return Named(curies=best) if best else _unknown(name, "biomarker")

    def _one(self, name: str, type_: MentionType) -> Named:
        ids = _IDS.split(name.strip())
        if all(curie in self._lexicon and self._lexicon.entry(curie).type is type_ for curie in ids):
            return Named(curies=tuple(sorted(ids)))
        links = [link for link in self._linker.candidates(name, type_) if link.score >= LINK_MIN]
        term = self._terms.get(normalise(name), ()) if type_ is MentionType.DISEASE else ()
        if term and not (links and links[0].score == 1):
            return Named(curies=term, note=self._note(name, term, "a label's words"))
        if not links:
            links = [Link(curie=c.curie, score=1.0, reason="short name") for c in self._lexicon.lookup(name, type_)]
        best = [link for link in links if link.score == links[0].score]
        if len(best) > 1:
            listed = "; ".join(self._lexicon.name_of(link.curie) for link in best[:_SHOWN_MAX])
            return Named(problem=f"{name!r} may mean {listed}; write the one that is meant", unknown=(name,))
        if not best:
            return _unknown(name, str(type_))
        return self._drug(name, best[0]) if type_ is MentionType.DRUG else self._named(name, best[0])

    def _drug(self, name: str, link: Link) -> Named:
        """Return the drugs of a link; the ingredient, if it leads to a salt or form that only MeSH has."""
        if self._may_have_label(link.curie):
            return self._named(name, link)
        for variant in drug_variants(name):
            for other in self._linker.candidates(variant.spelling, MentionType.DRUG)[:1]:
                if other.score >= LINK_MIN and self._may_have_label(other.curie):
                    return self._named(name, Link(curie=other.curie, score=other.score, reason=variant.reason))
        longer = self._by_first_word.get(normalise(name), ())
        if len(longer) == 1:
            return self._named(name, Link(curie=longer[0], score=LINK_MIN, reason="the only drug of that name"))
        problem = f"drug {name!r} is a substance or class that the label tables do not know"
        return Named(problem=problem, unknown=(name,))

    def _named(self, name: str, link: Link) -> Named:
        curies = tuple(sorted(link.curie.split("+")))
        return Named(curies=curies, note="" if link.reason in _EXACT else self._note(name, curies, link.reason))

    def _may_have_label(self, curie: str) -> bool:
        return all(
            part in self._labelled or (part in self._lexicon and "chemical" not in self._lexicon.entry(part).flags)
            for part in curie.split("+")
        )

    @cached_property
    def _by_first_word(self) -> dict[str, tuple[str, ...]]:
        """Drugs whose name has several words, by the first: dabigatran etexilate by dabigatran."""
        found: dict[str, set[str]] = defaultdict(set)
        for entry in self._lexicon.entries():
            first, _, rest = entry.name.partition(" ")
            if rest and entry.type is MentionType.DRUG and not entry.ingredients and self._may_have_label(entry.curie):
                found[normalise(first)].add(entry.curie)
        return {first: tuple(sorted(curies)) for first, curies in found.items()}

    def _in_brackets(self, name: str, whole: Named) -> Named:
        """Return the drug before a bracket or in it: "paroxetine mesylate (Brisdelle)"."""
        split = _BRACKETED.fullmatch(name)
        found = (self._one(part, MentionType.DRUG) for part in split.groups()) if split else iter(())
        best = next((each for each in found if each.curies), None)
        return replace(best, note=self._note(name, best.curies, "name beside or in brackets")) if best else whole

    def _of_parts(self, name: str, whole: Named) -> Named:
        """Return the drugs of the members of a set, or which of them are unknown."""
        parts = [part for part in _PARTS.split(name) if part]
        if len(parts) < 2 or _LIST_IN_BRACKETS.search(name):
            return whole
        found = [self._one(part, MentionType.DRUG) for part in parts]
        if problems := [each for each in found if each.problem]:
            unknown = tuple(part for each in problems for part in each.unknown)
            return Named(problem="; ".join(each.problem for each in problems), unknown=unknown)
        curies = tuple(sorted({curie for each in found for curie in each.curies}))
        return Named(curies=curies, note="; ".join(each.note for each in found if each.note))

    def _composite(self, name: str, whole: Named) -> Named:
        """Return the diseases of a name of several, if the linker finds them."""
        mention = Mention(start=0, end=len(name), text=name, type=MentionType.DISEASE, found_by="model")
        links = [link for m in self._linker.link(name, [mention], {}) if m.link for link in (m.link, *m.other_links)]
        return Named(curies=tuple(sorted({link.curie for link in links}))) if len(links) > 1 else whole

    def _note(self, name: str, curies: tuple[str, ...], reason: str) -> str:
        return f"{name!r} read as {' + '.join(map(self._lexicon.name_of, curies))} ({reason})"


def _unknown(name: str, kind: str) -> Named:
    return Named(problem=f"{kind} {name!r} is not known" if name else f"the row names no {kind}", unknown=(name,))


def _label_terms(lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    """Return the diseases of the reviewed label words, by normalised word."""
    rows = read_table(importlib.resources.files("corpora") / "labels" / "label_terms.tsv", TERM_COLUMNS)
    found = {normalise(row[0]): tuple(curie for curie in row[1].split("|") if curie in lexicon) for row in rows}
    return {term: curies for term, curies in found.items() if curies}
