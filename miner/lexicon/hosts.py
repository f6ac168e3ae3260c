"""Hosts and purposes: diseases that patients have while a drug is given for something else, and what drugs are for.

`hosts.tsv` has groups of host diseases ("cancer", "diabetes") with what is treated in such patients for its own sake;
`purposes.tsv` has groups of drugs by ATC with what they are given for ("emesis", "iron chelation"). Both are tables
of rules by hand: group, kind, key and, for a key that is an identifier, its name.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from miner.errors import LexiconError
from miner.lexicon.drug_classes import read_drug_classes
from miner.lexicon.lexicon import Lexicon
from miner.lexicon.tables import read_table, table_place

COLUMNS = ("group", "kind", "key", "name")
HOST_TABLE, HOST_KINDS = "hosts.tsv", frozenset({"host", "only", "object", "words", "own", "atc", "drug"})
PURPOSE_TABLE = "purposes.tsv"
PURPOSE_KINDS = frozenset({"atc", "drug", "object", "words", "alone", "strict", "never"})
_NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """A group of host diseases.

    `objects` and `words` are what drugs are given for in such patients, `own` is what a sentence speaks of if the host
    disease itself gets better, `drugs` are those that treat it.
    """

    name: str
    objects: frozenset[str]
    words: re.Pattern[str]
    own: re.Pattern[str]
    drugs: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """What a group of drugs is given for: diseases and words.

    In diseases of `alone` a benefit of the drugs is their purpose's, if the sentence does not speak of the disease's
    own course; in those of `strict` whatever it speaks of. No rule holds for `never`.
    """

    name: str
    objects: frozenset[str]
    words: re.Pattern[str]
    alone: frozenset[str]
    strict: frozenset[str]
    never: frozenset[str]


@dataclass(frozen=True, slots=True)
class HostTables:
    """Both tables, by disease and by drug."""

    hosts: dict[str, tuple[Host, ...]] = field(default_factory=dict)
    purposes: dict[str, tuple[Purpose, ...]] = field(default_factory=dict)


def read_hosts(lexicon: Lexicon) -> HostTables:
    """Return the shipped tables for the diseases and drugs of a lexicon.

    Raises:
        LexiconError: a table is missing or malformed, or has a kind or a pattern that is none.
    """
    codes = _atc_codes()
    hosts: defaultdict[str, list[Host]] = defaultdict(list)
    for name, rules in _read(HOST_TABLE, HOST_KINDS).items():
        host = Host(
            name=name,
            objects=_below(lexicon, rules["object"]),
            words=_pattern(rules["words"]),
            own=_pattern(rules["own"]),
            drugs=_with_codes(codes, rules["atc"]) | frozenset(rules["drug"]),
        )
        for disease in _below(lexicon, rules["host"]) | set(rules["only"]):
            hosts[disease].append(host)
    purposes: defaultdict[str, list[Purpose]] = defaultdict(list)
    for name, rules in _read(PURPOSE_TABLE, PURPOSE_KINDS).items():
        purpose = Purpose(
            name=name,
            objects=_below(lexicon, rules["object"]),
            words=_pattern(rules["words"]),
            alone=_below(lexicon, rules["alone"]),
            strict=_below(lexicon, rules["strict"]),
            never=_below(lexicon, rules["never"]),
        )
        for drug in _with_codes(codes, rules["atc"]) | set(rules["drug"]):
            purposes[drug].append(purpose)
    return HostTables(
        {disease: tuple(found) for disease, found in hosts.items()},
        {drug: tuple(found) for drug, found in purposes.items()},
    )


def _read(table: str, kinds: frozenset[str]) -> dict[str, defaultdict[str, list[str]]]:
    path = table_place(None) / table
    groups: dict[str, defaultdict[str, list[str]]] = {}
    for group, kind, key, _ in read_table(path, COLUMNS):
        if kind not in kinds or not key:
            raise LexiconError(
                f"{path}: {group}: {kind} {key!r} is no rule; write {', '.join(sorted(kinds))}, and a key"
            )
        groups.setdefault(group, defaultdict(list))[kind].append(key)
    return groups


def _pattern(words: list[str]) -> re.Pattern[str]:
    """Return a pattern of any of the words as whole words, which matches nothing if there are none."""
    if not words:
        return _NOTHING
    try:
        return re.compile(rf"(?<![\w-])(?:{'|'.join(words)})(?!\w)")
    except re.error as error:
        raise LexiconError(f"{' '.join(words)!r} is no pattern ({error})") from error


def _below(lexicon: Lexicon, roots: list[str]) -> frozenset[str]:
    """Return the diseases and all that the lexicon has below them."""
    return frozenset(roots).union(*(lexicon.descendants(root) for root in roots if root in lexicon))


def _with_codes(codes: Mapping[str, tuple[str, ...]], prefixes: list[str]) -> frozenset[str]:
    starts = tuple(prefixes)
    return frozenset(drug for drug, own in codes.items() if any(code.startswith(starts) for code in own))


@lru_cache(maxsize=1)
def _atc_codes() -> dict[str, tuple[str, ...]]:
    """Return each drug and class of the shipped tables that has ATC codes, with them."""
    place = table_place(None)
    rows = csv.DictReader((place / "drugs.tsv").read_text("utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    found = {row["curie"]: tuple(row["atc"].split("|")) for row in rows if row["atc"]}
    return found | {one.curie: one.atc for one in read_drug_classes(place) if one.atc}
