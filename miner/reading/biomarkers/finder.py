"""Find biomarkers as authors write them: a gene or marker together with its state, as one mention.

"HER2-positive", "V600E-mutated BRAF", "PD-L1 TPS >= 50 %" and "BRCA1/2 mutations" each become one mention whose
links give gene and state in one spelling: "HGNC:1097 p.V600E", "SIGNATURE:PD-L1 TPS >=50%". Names come from the
lexicon; the wordings are in miner.reading.biomarkers.alterations. A state that the lexicon has as a signature
("HER2-positive") gets the signature's identifier in any wording. A gene without a state is a mention of the gene.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from miner.lexicon.lexicon import Lexicon
from miner.lexicon.scan import flatten
from miner.reading.biomarkers.alterations import (
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
from miner.reading.biomarkers.names import HOTSPOTS, Base, BiomarkerNames, symbols_of
from miner.records import Link, Mention, MentionType

_REARRANGED_IF_POSITIVE = frozenset({"ALK", "ROS1", "RET", "NTRK1", "NTRK2", "NTRK3"})
_LIST_GAP = re.compile(r" ?/ ?| {0,2}, ?(?:and |or |and/or )?| {1,2}(?:and|or|and/or) {1,2}")
_SIBLING = re.compile(r"(?: ?/ ?| (?:and|or|and/or) | ?, ?)(\d)(?![\d.%A-Za-z])")
_MUTATION_WORD = r"(?i: {1,2}(?:gene )?(?:mutations?|mutants?|mutated|positive|variants?)(?![a-z]))?"
_CHANGE_ALONE = re.compile(
    r"(?<![A-Za-z0-9/(])(?P<change>[ACDEFGHIKLMNPQRSTVWY]\d{2,4}[ACDEFGHIKLMNPQRSTVWY*])(?![A-Za-z0-9])"
    rf"(?P<word>{_MUTATION_WORD})"
)
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
    r"(?<![A-Za-z0-9])(?P<kind>t(?=\([^()]*;)|del|inv|dup)"
    r"\((?P<where>[\dXYpq.]{1,8}(?:; ?[\dXYpq.]{1,8}){0,2})\)(?:\([pq\d.;]+\))?"
    r"(?:[ -](?:translocations?|positive|deletions?|abnormalit(?:y|ies)))?"
    r"|(?<!\w)(?P<arm>\d{1,2}[pq])[- ](?:deletion|loss)"
)
_CYTOGENETIC_SIGNS = ("t(", "del(", "inv(", "dup(", "p del", "q del", "p-del", "q-del", "p loss", "q loss")
_GENE_WORD = re.compile(r" {1,2}(?:gene|oncogene|protein|promoter|levels?|concentrations?)(?: gene)?(?![a-z])")
_EXON_BEFORE = re.compile(r"(?i:(?<![a-z])exon (\d{1,2}) )$")
_FUSED = re.compile(
    r"(?i: {0,2}(?:fusions?(?: genes?| proteins?)?|rearrange\w+|translocation\w*|positive)(?: positive)?)"
)


@dataclass(frozen=True, slots=True)
class _Found:
    """An expression and its identifiers, not yet normalised to signatures; `has_state` is False for a bare name."""

    start: int
    end: int
    curies: tuple[str, ...]
    has_state: bool


class BiomarkerFinder:
    """A finder of biomarkers in text, built once from a lexicon.

    Args:
        lexicon: has genes, their names, and signatures.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._symbols = symbols_of(lexicon)
        self._symbol_of = {curie: symbol for symbol, curie in self._symbols.items()}
        self._canonical, self._names = lexicon.derived("biomarkers", self._make_tables)

    def _make_tables(self) -> tuple[dict[str, str], BiomarkerNames]:
        """Return the signature of each gene and state, and the scanner for names."""
        genes = BiomarkerNames(self._lexicon, has_signatures=False)
        return dict(self._signatures_in_words(genes)), BiomarkerNames(self._lexicon)

    def _signatures_in_words(self, genes: BiomarkerNames) -> Iterator[tuple[str, str]]:
        """Yield (gene and state, signature) for each name of a signature that is an expression as a whole."""
        for row in self._lexicon.name_rows(MentionType.BIOMARKER):
            if row.curie.startswith("SIGNATURE:"):
                flat = flatten(row.name)
                for found in self._expressions(row.name, flat, genes.find(row.name, flat)):
                    if found.has_state and found.end - found.start == len(row.name) and len(found.curies) == 1:
                        yield found.curies[0], row.curie

    def find(self, text: str) -> list[Mention]:
        """Return the biomarkers in text order, without overlap: expressions, signatures, and bare genes."""
        flat = flatten(text)
        found = self._expressions(text, flat, self._names.find(text, flat))
        found += self._changes_alone(flat, found)
        found += self._cytogenetics(text)
        kept = _keep_longest(found)
        return [self._mention(text, one) for one in _join_short_forms(text, kept)]

    def links(self, name: str) -> tuple[Link, ...]:
        """Return the links of a name that as a whole is one gene, signature or expression; () for any other name."""
        mentions = self.find(name)
        if len(mentions) == 1 and mentions[0].end - mentions[0].start == len(name) and mentions[0].link:
            return (mentions[0].link, *mentions[0].other_links)
        return ()

    # -- expressions ----------------------------------------------------------------------------------------------
    def _expressions(self, text: str, flat: str, bases: Sequence[Base]) -> list[_Found]:
        found: list[_Found] = []
        at = 0
        while at < len(bases):
            if fusion := self._match_fusion(text, flat, bases, at):
                found.append(fusion)
                at += 2
                continue
            group = self._group(flat, bases, at)
            expression = self._match_group(text, flat, group)
            if expression is None and len(group) > 1:
                group = group[:1]
                expression = self._match_group(text, flat, group)
            if expression:
                found.append(expression)
            elif bases[at].is_clear:
                found.append(_Found(bases[at].start, bases[at].end, bases[at].curies, has_state=False))
            at += len(group)
        return found

    def _group(self, flat: str, bases: Sequence[Base], at: int) -> list[Base]:
        """Return the names of the list that starts with the one at `at`: "KRAS, NRAS or BRAF", "BRCA1/2"."""
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
                group[-1] = Base(last.start, sibling.end(), (*last.curies, other), last.is_clear)
        return group

    def _match_group(self, text: str, flat: str, group: Sequence[Base]) -> _Found | None:
        """Return the expression that a list of names is part of; None if no state applies to all of them."""
        if any(" " in base.curies[0] for base in group):
            return _hotspots(flat, group) if all(" " in base.curies[0] for base in group) else None
        last = group[-1]
        specific = self._match_allele(flat, last) or self._match_changes(flat, last)
        if specific:
            return specific if len(group) == 1 else None
        return (_match_threshold(flat, last) if len(group) == 1 else None) or self._match_words(text, flat, group)

    def _match_words(self, text: str, flat: str, group: Sequence[Base]) -> _Found | None:
        """Match a state in words after or before names: "HER2-positive", "loss of PTEN", "germline BRCA mutation"."""
        start, end = group[0].start, group[-1].end
        after = WORDS_AFTER.match(flat, end)
        before = WORDS_BEFORE.search(flat[max(0, start - 70) : start]) if flat[start - 1 : start] == " " else None
        state = combined(state_before(before) if before else "", state_after(after) if after else "")
        if after:
            end = after.end()
        elif _is_receptor(text, group) and (minus := _MINUS.match(text, end)):
            state, end = "negative", minus.end()
        elif before:
            end = _end_of(_GENE_WORD.match(flat, end), end)
        elif group[0].curies[0].endswith("-positive") and NEGATED.search(flat[max(0, start - 40) : start]):
            state = "overexpression"  # the name contains the state that is lacking: "without HER2 overexpression"
        if not state:
            return None
        start -= len(before[0]) if before else 0
        lacking = NEGATED.search(flat[max(0, start - 40) : start])
        if lacking and (opposite := negated(state)):
            state, start = opposite, start - len(lacking[0])
        start -= _opened(flat, start, end)
        curies = dict.fromkeys(curie for base in group for curie in base.curies)
        if state == "mutation" and (exon := _EXON_BEFORE.search(flat[max(0, start - 12) : start])):
            state, start = f"exon {exon[1]} mutation", start - len(exon[0])
        return _Found(start, end, tuple(self._in_state(curie, state) for curie in curies), has_state=True)

    def _in_state(self, curie: str, state: str) -> str:
        if state == "positive" and self._symbol_of.get(curie) in _REARRANGED_IF_POSITIVE:
            state = "rearrangement"
        is_said = curie.startswith("SIGNATURE:") and state in {"mutation", "variant", "expression", "rearrangement"}
        return curie if is_said else f"{curie} {state}"

    def _match_allele(self, flat: str, base: Base) -> _Found | None:
        """Match a star allele, or one of the three alleles of APOE."""
        symbol = self._symbol_of.get(base.curies[0], "")
        if symbol == "APOE" and (epsilon := _EPSILON.match(flat, base.end)):
            return _Found(base.start, epsilon.end(), _with(base.curies, f"\u03b5{epsilon[1]}"), has_state=True)
        allele = _ALLELE.match(flat, base.end) if symbol else None
        if not allele:
            return None
        name = allele[1]
        if symbol.startswith("HLA") and ":" not in name and len(name) == 4:
            name = f"{name[:2]}:{name[2:]}"
        return _Found(base.start, allele.end(), _with(base.curies, f"*{name}"), has_state=True)

    def _match_changes(self, flat: str, base: Base) -> _Found | None:
        """Match changes or exon events after or before a gene."""
        symbol = self._symbol_of.get(base.curies[0], "")
        after = SPECIFIC_AFTER.match(flat, base.end) if symbol else None
        before = SPECIFIC_BEFORE.search(flat[max(0, base.start - 60) : base.start]) if symbol else None
        states = [state for side in (before, after) if side for state in specific_states(side["list"], symbol)]
        if not states:
            return None
        start, end = base.start - (len(before[0]) if before else 0), base.end
        if after:
            end = after.end()
            start -= _opened(flat, start, end)
            end -= flat[start:end].count("(") < flat[start:end].count(")")
        else:
            end = _end_of(_GENE_WORD.match(flat, end), end)
            end = _end_of(_MORE_MUTATION.match(flat, end), end)
        if absent := _ABSENT.match(flat, end):
            states, end = [f"{state} negative" for state in states], absent.end()
        if adjective := _ADJECTIVE.search(flat[max(0, start - 30) : start]):
            start -= len(adjective[0])
        curies = tuple(dict.fromkeys(f"{curie} {state}" for curie in base.curies for state in states))
        return _Found(start, end, curies, has_state=True)

    @staticmethod
    def _match_fusion(text: str, flat: str, bases: Sequence[Base], at: int) -> _Found | None:
        """Match two genes joined by a dash or slash and called a fusion ("KIAA1549-BRAF fusion"), or joined by "::"."""
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

    def _changes_alone(self, flat: str, found: Sequence[_Found]) -> Iterator[_Found]:
        """Yield changes without a gene beside them, for the gene that has them elsewhere or the only gene."""
        gene_of = {one.curies[0].partition(" ")[2]: one.curies[0].partition(" ")[0] for one in found}
        genes = {curie.partition(" ")[0] for one in found for curie in one.curies if curie.startswith("HGNC:")}
        for match in _CHANGE_ALONE.finditer(flat) if genes else ():
            for state in specific_states(match["change"], ""):
                gene = gene_of.get(state) or (min(genes) if len(genes) == 1 and match["word"] else "")
                if gene and state not in HOTSPOTS:
                    yield _Found(match.start(), match.end(), (f"{gene} {state}",), has_state=True)

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
        """Return the normalised identifier: the signature's if there is one, for a negative state its opposite's."""
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
        is_said = (state == "positive" and base.endswith("-positive")) or (state == "high" and base.endswith("-H"))
        return base if is_said else curie


def _end_of(found: re.Match[str] | None, default: int) -> int:
    return found.end() if found else default


def _opened(flat: str, start: int, end: int) -> int:
    """Return 1 if a bracket that closes inside the span opens just before it ("(XRCC1) Arg399Gln"), else 0."""
    inside = flat[start:end]
    return int(inside.count("(") < inside.count(")") and flat[start - 1 : start] == "(")


def _match_threshold(flat: str, base: Base) -> _Found | None:
    """Match a threshold that a marker is compared with; a score can be the name itself ("TPS >= 50 %")."""
    for at in (base.start, base.end):
        limit = THRESHOLD.match(flat, at)
        if limit and (state := threshold(limit)):
            return _Found(base.start, limit.end(), _with(base.curies, state), has_state=True)
    return None


def _hotspots(flat: str, group: Sequence[Base]) -> _Found:
    """Return changes that imply their genes as an expression, with a following word for mutation."""
    start, end = group[0].start, group[-1].end
    curies = tuple(base.curies[0] for base in group)
    if absent := _ABSENT.match(flat, end):
        return _Found(start, absent.end(), _with(curies, "negative"), has_state=True)
    more = _MORE_MUTATION.match(flat, end)
    return _Found(start, more.end() if more else end, curies, has_state=True)


def _with(curies: Sequence[str], state: str) -> tuple[str, ...]:
    return tuple(f"{curie} {state}" for curie in curies)


def _is_receptor(text: str, group: Sequence[Base]) -> bool:
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


def _keep_longest(found: Sequence[_Found]) -> list[_Found]:
    kept: list[_Found] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if kept and one.start < kept[-1].end:
            if one.end - one.start > kept[-1].end - kept[-1].start:
                kept[-1] = one
        else:
            kept.append(one)
    return kept


def _join_short_forms(text: str, found: Sequence[_Found]) -> Iterator[_Found]:
    """Yield the expressions, each joined with its short form in brackets: "high tumour mutational burden (TMB-H)"."""
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
