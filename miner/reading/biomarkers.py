"""Find biomarkers as people write them: a gene or marker together with what is said of it, as one mention.

"HER2-positive", "V600E-mutated BRAF", "PD-L1 TPS >= 50 %" and "BRCA1/2 mutations" each become one mention whose
links say gene and state in one spelling: "HGNC:1097 p.V600E", "SIGNATURE:PD-L1 TPS >=50%". Names come from the
lexicon; the wordings are in miner.reading.alteration_patterns. What the lexicon has as a signature ("HER2-positive")
keeps the signature's identifier however it is worded. A gene without a state is a mention of the gene.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from miner.reading.alteration_patterns import (
    NEGATED,
    SPECIFIC_AFTER,
    SPECIFIC_BEFORE,
    THRESHOLD,
    WORDS_AFTER,
    WORDS_BEFORE,
    combined,
    negated,
    specific_states,
    state_after,
    state_before,
    threshold,
)
from miner.reading.lexicon import Lexicon, NameRow
from miner.reading.scan import NameScanner, flatten
from miner.records import Link, Mention, MentionType

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
    "SIGNATURE:EOS": ("eosinophils", "eosinophil"), "CRP": ("C reactive protein",), "IL6": ("IL 6",), "IL5": ("IL 5",),
}  # fmt: skip
"""Names beside those of the lexicon, which count only where a state follows or goes before."""

_HOTSPOTS = {
    "p.V600E": "BRAF", "p.V600K": "BRAF", "p.T790M": "EGFR", "p.L858R": "EGFR", "p.C797S": "EGFR", "p.V617F": "JAK2",
    "p.D816V": "KIT", "p.T315I": "ABL1", "p.G12C": "KRAS", "p.G12D": "KRAS", "p.G12V": "KRAS", "p.G13D": "KRAS",
    "p.H1047R": "PIK3CA", "p.E545K": "PIK3CA", "p.E542K": "PIK3CA", "p.R132H": "IDH1", "p.L265P": "MYD88",
    "p.D842V": "PDGFRA", "p.F508del": "CFTR", "p.G551D": "CFTR", "p.G2032R": "ROS1",
}  # fmt: skip
"""Changes that stand for one gene in nearly every abstract, where the gene is not named beside them."""

_REARRANGED_IF_POSITIVE = frozenset({"ALK", "ROS1", "RET", "NTRK1", "NTRK2", "NTRK3"})
_UNCLEAR_SYMBOLS = frozenset({"PAH", "APP", "REST", "SET", "CAT", "MAX", "IMPACT", "CLOCK", "LPA", "FAS", "TF", "MPO"})
"""Symbols that mean something else in abstracts more often than the gene."""
_LIST_GAP = re.compile(r" ?/ ?| {0,2}, ?(?:and |or |and/or )?| {1,2}(?:and|or|and/or) {1,2}")
_SIBLING = re.compile(r"(?: ?/ ?| (?:and|or|and/or) | ?, ?)(\d)(?![\d.%A-Za-z])")
_MUTATION_WORD = r"(?: {1,2}(?:gene )?(?:mutations?|mutants?|mutated|positive|variants?)(?![a-z]))?"
_MORE_MUTATION = re.compile(_MUTATION_WORD)
_ABSENT = re.compile(r" (?:mutation )?negative(?![a-z])")
_MINUS = re.compile(
    r"\(\s*[-\u2212\u2013]\s*\)|\u2212"
    r"|-(?=/|\)|;|,? (?:breast|disease|tumou?rs?|patients|cancers?|metastatic|advanced|early|mBC|MBC|BC))"
)
_ALLELE = re.compile(
    r" ?\(?\* ?(\d+(?::?\d+){0,3}[A-Z]?)(?![\w])\)?(?: (?:allele|carriers?|positive|genotype|variant)s?)?"
)
_EPSILON = re.compile(r" ?(?:\u03b5|epsilon ?|E)([234])(?![0-9])(?: (?:allele|carriers?|genotype))?s?")
_CYTOGENETIC = re.compile(
    r"(?<![A-Za-z0-9])(?P<kind>t|del|inv|dup)\((?P<where>[\dXYpq.]{1,8}(?:; ?[\dXYpq.]{1,8}){0,2})\)(?:\([pq\d.;]+\))?"
    r"(?:[ -](?:translocations?|positive|deletions?|abnormalit(?:y|ies)))?"
    r"|(?<!\w)(?P<arm>\d{1,2}[pq])[- ](?:deletion|loss)"
)
_CYTOGENETIC_SIGNS = ("t(", "del(", "inv(", "dup(", "p del", "q del", "p-del", "q-del", "p loss", "q loss")
_GENE_WORD = re.compile(r" {1,2}(?:gene|oncogene|protein|promoter)(?: gene)?(?![a-z])")
_FUSED = re.compile(
    r"(?i: {0,2}(?:fusions?(?: genes?| proteins?)?|rearrange\w+|translocation\w*|positive)(?: positive)?)"
)


@dataclass(frozen=True, slots=True)
class _Base:
    """A gene or marker named at [start, end); more than one identifier for a family ("BRCA")."""

    start: int
    end: int
    curies: tuple[str, ...]
    is_clear: bool


@dataclass(frozen=True, slots=True)
class _Found:
    """An expression and its identifiers, not yet in the lexicon's spelling; `has_state` is False for a bare name."""

    start: int
    end: int
    curies: tuple[str, ...]
    has_state: bool


class BiomarkerFinder:
    """Finds biomarkers in texts; made once from a lexicon.

    Args:
        lexicon: genes, their names, and signatures.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        rows = list(lexicon.name_rows(MentionType.BIOMARKER))
        self._symbols = {row.name: row.curie for row in rows if row.kind == "name" and row.curie.startswith("HGNC:")}
        self._symbol_of = {curie: symbol for symbol, curie in self._symbols.items()}
        self._canonical: dict[str, str] = {}
        genes = list(self._gene_names(rows))
        self._take(genes)
        self._canonical = dict(self._signatures_in_words(rows))
        self._take([*genes, *self._signature_names(rows)])

    def _take(self, names: Sequence[tuple[str, tuple[str, ...], bool]]) -> None:
        """Look for these names from now on: (name, identifiers, whether it is clear without a state)."""
        self._scanner = NameScanner((name, "|".join(curies)) for name, curies, _ in names)
        self._is_clear: dict[tuple[str, tuple[str, ...]], bool] = {}
        self._printed: dict[tuple[str, tuple[str, ...]], set[str]] = {}
        for name, curies, is_clear in names:
            key = self._scanner.fold(name), curies
            self._is_clear[key] = is_clear or self._is_clear.get(key, False)
            self._printed.setdefault(key, set()).add(flatten(name))

    def _gene_names(self, rows: Sequence[NameRow]) -> Iterator[tuple[str, tuple[str, ...], bool]]:
        for row in rows:
            if row.curie.startswith("HGNC:") and row.name not in _UNCLEAR_SYMBOLS and _is_usable(row):
                yield row.name, (row.curie,), _is_clear_symbol(row)
                if re.fullmatch(r"[A-Z]{3,}\d", row.name):
                    yield f"{row.name[:-1]} {row.name[-1]}", (row.curie,), False
        for symbol, names in _OTHER_NAMES.items():
            curie = self._symbols.get(symbol, symbol)
            if curie in self._lexicon:
                yield from ((name, (curie,), False) for name in names)
        for name, symbols in _FAMILIES.items():
            if all(symbol in self._symbols for symbol in symbols):
                yield name, tuple(self._symbols[symbol] for symbol in symbols), False
        for change, symbol in _HOTSPOTS.items():
            if symbol in self._symbols:
                yield change.removeprefix("p."), (f"{self._symbols[symbol]} {change}",), True

    @staticmethod
    def _signature_names(rows: Sequence[NameRow]) -> Iterator[tuple[str, tuple[str, ...], bool]]:
        for row in rows:
            if row.curie.startswith("SIGNATURE:"):
                yield row.name, (row.curie,), True
                british = row.name.replace("tumor", "tumour").replace("hemo", "haemo").replace("estrogen", "oestrogen")
                if british != row.name:
                    yield british, (row.curie,), True

    def _signatures_in_words(self, rows: Sequence[NameRow]) -> Iterator[tuple[str, str]]:
        """Gene and state, as other wordings give them, to the signature that stands for them."""
        for row in rows:
            if row.curie.startswith("SIGNATURE:"):
                flat = flatten(row.name)
                for found in self._expressions(row.name, flat, self._bases(row.name, flat)):
                    if found.has_state and found.end - found.start == len(row.name) and len(found.curies) == 1:
                        yield found.curies[0], row.curie

    def find(self, text: str) -> list[Mention]:
        """Biomarkers in order of place, without overlap: expressions, signatures, and genes by themselves."""
        flat = flatten(text)
        found = self._expressions(text, flat, self._bases(text, flat))
        found += self._repeated_changes(flat, found)
        found += self._cytogenetics(text)
        kept = _longest(found)
        return [self._mention(text, one) for one in _joined(text, kept)]

    def links(self, name: str) -> tuple[Link, ...]:
        """What a name by itself says, if all of it is one gene, signature or expression."""
        mentions = self.find(name)
        if len(mentions) == 1 and mentions[0].end - mentions[0].start == len(name) and mentions[0].link:
            return (mentions[0].link, *mentions[0].other_links)
        return ()

    # -- names ----------------------------------------------------------------------------------------------------
    def _bases(self, text: str, flat: str) -> list[_Base]:
        bases: list[_Base] = []
        for match in self._scanner.find(text):
            choices = [tuple(curies.split("|")) for curies in match.curies]
            written = flat[match.start : match.end]
            folded = self._scanner.fold(written)
            usable = [curies for curies in choices if _has_case(written, self._printed[folded, curies])]
            signatures = [curies for curies in usable if curies[0].startswith("SIGNATURE:")]
            usable = signatures or usable
            if len(usable) == 1:
                is_clear = self._is_clear[folded, usable[0]]
                bases.append(_Base(match.start, match.end, usable[0], is_clear))
        return _without_own_short_form(flat, bases)

    # -- expressions ----------------------------------------------------------------------------------------------
    def _expressions(self, text: str, flat: str, bases: Sequence[_Base]) -> list[_Found]:
        found: list[_Found] = []
        at = 0
        while at < len(bases):
            if fusion := self._fusion(text, flat, bases, at):
                found.append(fusion)
                at += 2
                continue
            group = self._group(flat, bases, at)
            expression = self._of_group(text, flat, group)
            if expression is None and len(group) > 1:
                group = group[:1]
                expression = self._of_group(text, flat, group)
            if expression:
                found.append(expression)
            elif bases[at].is_clear:
                found.append(_Found(bases[at].start, bases[at].end, bases[at].curies, has_state=False))
            at += len(group)
        return found

    def _group(self, flat: str, bases: Sequence[_Base], at: int) -> list[_Base]:
        """The names from one on that stand in one list: "KRAS, NRAS or BRAF", "BRCA1/2"."""
        group = [bases[at]]
        for base in bases[at + 1 :]:
            if not _LIST_GAP.fullmatch(flat, group[-1].end, base.start):
                break
            group.append(base)
        last = group[-1]
        sibling = _SIBLING.match(flat, last.end)
        symbol = self._symbol_of.get(last.curies[0], "")
        if sibling and symbol[-1:].isdigit() and flat[last.end - 1].isdigit():
            other = self._symbols.get(symbol[:-1] + sibling[1])
            if other:
                group[-1] = _Base(last.start, sibling.end(), (*last.curies, other), last.is_clear)
                if len(group) == 1:
                    return group
        return group

    def _of_group(self, text: str, flat: str, group: Sequence[_Base]) -> _Found | None:
        start, end = group[0].start, group[-1].end
        curies = tuple(dict.fromkeys(curie for base in group for curie in base.curies))
        last = group[-1].curies
        symbol = self._symbol_of.get(last[0], "")
        if specific := self._specific(flat, group[-1], symbol):
            if len(group) > 1:
                return None
            return specific
        if " " in curies[0]:
            return self._hotspot(flat, group)
        for at in (start, end):  # a score is a name itself: "TPS >= 50 %"
            limit = THRESHOLD.match(flat, at)
            if limit and len(group) == 1 and (state := threshold(limit)):
                return _Found(start, limit.end(), _with(curies, state), has_state=True)
        after = WORDS_AFTER.match(flat, end)
        before = WORDS_BEFORE.search(flat[max(0, start - 70) : start]) if flat[start - 1 : start] == " " else None
        state = combined(state_before(before) if before else "", state_after(after) if after else "")
        if after:
            end = after.end()
        elif before and (noun := _GENE_WORD.match(flat, end)):
            end = noun.end()
        if not after and (minus := _MINUS.match(text, end)) and _is_receptor(text, group):
            state, end = "negative", minus.end()
        if not state:
            return None
        if before:
            start -= len(before[0])
        lacking = NEGATED.search(flat[max(0, start - 40) : start])
        if lacking and (opposite := negated(state)):
            state, start = opposite, start - len(lacking[0])
        if state == "positive" and symbol in _REARRANGED_IF_POSITIVE:
            state = "rearrangement"
        if curies[0].startswith("SIGNATURE:") and state in {"mutation", "variant", "expression", "rearrangement"}:
            return _Found(start, end, curies, has_state=True)
        return _Found(start, end, _with(curies, state), has_state=True)

    def _specific(self, flat: str, base: _Base, symbol: str) -> _Found | None:
        """A change, allele or exon event that stands after or before a gene."""
        if not base.curies[0].startswith("HGNC:"):
            return None
        if allele := _ALLELE.match(flat, base.end):
            name = allele[1]
            if symbol.startswith("HLA") and ":" not in name and len(name) == 4:
                name = f"{name[:2]}:{name[2:]}"
            return _Found(base.start, allele.end(), _with(base.curies, f"*{name}"), has_state=True)
        if symbol == "APOE" and (epsilon := _EPSILON.match(flat, base.end)):
            return _Found(base.start, epsilon.end(), _with(base.curies, f"\u03b5{epsilon[1]}"), has_state=True)
        after = SPECIFIC_AFTER.match(flat, base.end)
        before = SPECIFIC_BEFORE.search(flat[max(0, base.start - 60) : base.start])
        states: list[str] = []
        start, end = base.start, base.end
        if after:
            states += specific_states(after["list"], symbol)
            end = after.end()
            if flat[base.end : end].count("(") < flat[base.end : end].count(")"):
                end -= 1
        if before:
            states = [*specific_states(before["list"], symbol), *states]
            start -= len(before[0])
            if not after and (more := _MORE_MUTATION.match(flat, end)):
                end = more.end()
        if not states:
            return None
        if absent := _ABSENT.match(flat, end):
            states, end = [f"{state} negative" for state in states], absent.end()
        if not after or not before:
            start -= _length_of_adjective(flat, start)
        curies = tuple(dict.fromkeys(f"{curie} {state}" for curie in base.curies for state in states))
        return _Found(start, end, curies, has_state=True)

    @staticmethod
    def _hotspot(flat: str, group: Sequence[_Base]) -> _Found:
        """A change that stands for its gene, with the word of mutation that follows."""
        end = group[0].end
        if absent := _ABSENT.match(flat, end):
            return _Found(group[0].start, absent.end(), _with(group[0].curies, "negative"), has_state=True)
        more = _MORE_MUTATION.match(flat, end)
        return _Found(group[0].start, more.end() if more else end, group[0].curies, has_state=True)

    def _fusion(self, text: str, flat: str, bases: Sequence[_Base], at: int) -> _Found | None:
        """Two genes joined by a hyphen or "::" and called a fusion, such as "KIAA1549-BRAF fusion"."""
        if at + 1 == len(bases):
            return None
        first, second = bases[at : at + 2]
        gap = text[first.end : second.start]
        if gap not in {"-", "\u2013", "\u2011", "::", "/"} or len({*first.curies, *second.curies}) != 2:
            return None
        called = _FUSED.match(flat, second.end)
        if not called and gap != "::":
            return None
        end = called.end() if called else second.end
        return _Found(first.start, end, _with((*second.curies, *first.curies), "rearrangement"), has_state=True)

    def _repeated_changes(self, flat: str, found: Sequence[_Found]) -> Iterator[_Found]:
        """Changes without a gene beside them, given the gene that has them elsewhere in the text."""
        genes = {one.curies[0].partition(" ")[2]: one.curies[0] for one in found if " p." in one.curies[0]}
        changes = [re.escape(state.removeprefix("p.")) for state in genes if state not in _HOTSPOTS]
        if changes:
            for match in re.finditer(rf"(?<![A-Za-z0-9/])({'|'.join(changes)})(?![A-Za-z0-9]){_MUTATION_WORD}", flat):
                yield _Found(match.start(), match.end(), (genes[f"p.{match[1]}"],), has_state=True)

    def _cytogenetics(self, text: str) -> Iterator[_Found]:
        if "SIGNATURE:karyotype" not in self._lexicon:
            return
        if not any(sign in text for sign in _CYTOGENETIC_SIGNS):
            return
        for match in _CYTOGENETIC.finditer(text):
            where = match["where"] or match["arm"]
            name = f"{match['kind'] or 'del'}({where.replace(' ', '')})"
            known = self._lexicon.lookup(name, MentionType.BIOMARKER)
            curie = known[0].curie if known else f"SIGNATURE:karyotype {name}"
            yield _Found(match.start(), match.end(), (curie,), has_state=True)

    # -- mentions -------------------------------------------------------------------------------------------------
    def _mention(self, text: str, found: _Found) -> Mention:
        reason = "gene or marker with its state" if found.has_state else "name in the lexicon"
        links = [
            Link(curie=curie, score=0.95 if " " in curie else 1.0, reason=reason)
            for curie in dict.fromkeys(self._spelt(curie) for curie in found.curies)
        ]
        return Mention(
            start=found.start,
            end=found.end,
            text=text[found.start : found.end],
            type=MentionType.BIOMARKER,
            found_by="lexicon",
            link=links[0],
            other_links=tuple(links[1:]),
        )

    def _spelt(self, curie: str) -> str:
        """The one spelling: the signature's where there is one, its opposite's for what is negative."""
        curie = self._canonical.get(curie, curie)
        base, _, state = curie.partition(" ")
        if not state or not base.startswith("SIGNATURE:"):
            return curie
        named = self._lexicon.lookup(f"{base.removeprefix('SIGNATURE:')} {state}", MentionType.BIOMARKER)
        if len(named) == 1:
            return named[0].curie
        opposite = f"{base.removesuffix('-positive')}-negative"
        if state == "negative" and opposite in self._lexicon:
            return opposite
        return base if state == "positive" and base.endswith("-positive") else curie


def _with(curies: Sequence[str], state: str) -> tuple[str, ...]:
    return tuple(f"{curie} {state}" for curie in curies)


def _is_usable(row: NameRow) -> bool:
    """Names that may stand for a gene at least where a state follows: not the bare initials among the synonyms."""
    if row.kind == "name":
        return len(row.name) > 1
    return len(row.name) > 5 or any(char.isdigit() or char in " -" for char in row.name)


def _is_clear_symbol(row: NameRow) -> bool:
    """Approved symbols of three letters and more, and synonyms with a digit: names that need no state.

    Other synonyms are abbreviations of something else too often ("FMS", "RCC", "MTC").
    """
    if row.kind == "name":
        return len(row.name) > 2
    return len(row.name) > 2 and " " not in row.name and any(char.isdigit() for char in row.name)


def _has_case(written: str, spellings: set[str]) -> bool:
    """Whether a name is written in a case that names the gene: "Her2" and "K-ras", but neither "met" nor "eGFR"."""
    if written in spellings:
        return True
    if any(char.isdigit() for char in written) or " " in written or len(written) > 8:
        return len(written) > 3 or written[0].isupper()
    return False


def _without_own_short_form(flat: str, bases: Sequence[_Base]) -> list[_Base]:
    """Join a name with its short form in brackets: "epidermal growth factor receptor (EGFR)" is one name."""
    joined: list[_Base] = []
    for base in bases:
        last = joined[-1] if joined else None
        if (
            last
            and last.curies == base.curies
            and flat[last.end : base.start].strip(" ") == "("
            and flat[base.end : base.end + 1] == ")"
        ):
            joined[-1] = _Base(last.start, base.end + 1, last.curies, last.is_clear or base.is_clear)
        else:
            joined.append(base)
    return joined


def _is_receptor(text: str, group: Sequence[_Base]) -> bool:
    return text[group[0].start : group[0].end].upper() in {
        "ER",
        "PR",
        "PGR",
        "HR",
        "HER2",
        "ALK",
        "HER-2",
        "AR",
        "CD20",
    }


_ADJECTIVE = re.compile(r"(?i:(?<![a-z])(?:mutant|mutated|activating|germ ?line|somatic|sensiti[sz]ing) {1,2})$")


def _length_of_adjective(flat: str, start: int) -> int:
    found = _ADJECTIVE.search(flat[max(0, start - 30) : start])
    return len(found[0]) if found else 0


def _longest(found: Sequence[_Found]) -> list[_Found]:
    kept: list[_Found] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if kept and one.start < kept[-1].end:
            if one.end - one.start > kept[-1].end - kept[-1].start:
                kept[-1] = one
        else:
            kept.append(one)
    return kept


def _joined(text: str, found: Sequence[_Found]) -> Iterator[_Found]:
    """Join an expression with its short form in brackets: "high tumour mutational burden (TMB-H)"."""
    last: _Found | None = None
    for one in found:
        if (
            last
            and last.has_state
            and last.curies == one.curies
            and text[last.end : one.start].strip() == "("
            and text[one.end : one.end + 1] == ")"
        ):
            last = replace(last, end=one.end + 1)
            continue
        if last:
            yield last
        last = one
    if last:
        yield last


def without_expressions(spans: Sequence[Mention], expressions: Sequence[Mention]) -> list[Mention]:
    """The mentions less the biomarkers that an expression takes up: a model's "HER2" in "HER2-positive"."""
    taken = [(one.start, one.end) for one in expressions if _has_state(one)]
    return [
        span
        for span in spans
        if span.type is not MentionType.BIOMARKER or all(span.end <= start or end <= span.start for start, end in taken)
    ]


def with_nested(mentions: Sequence[Mention], expressions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions with the expressions that stand inside a longer disease, such as "HER2-positive breast cancer".

    They are the only mentions that overlap: the disease keeps its name, and a claim about it its biomarker.
    """
    diseases = [mention for mention in mentions if mention.type is MentionType.DISEASE]
    nested = [
        one
        for one in expressions
        if _has_state(one)
        and any(place.start <= one.start and one.end <= place.end and place.text != one.text for place in diseases)
    ]
    return (
        tuple(sorted({*mentions, *nested}, key=lambda mention: (mention.start, -mention.end)))
        if nested
        else tuple(mentions)
    )


def _has_state(mention: Mention) -> bool:
    return mention.link is not None and (" " in mention.link.curie or mention.link.curie.startswith("SIGNATURE:"))
