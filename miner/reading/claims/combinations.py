"""Combinations: drugs of a sentence that are given together, told from drugs that are only listed.

Two kinds of words between drugs count. A tie joins by itself ("A plus B"); a list ("A, B and C") joins only if the
words around it say that it is one treatment ("regimen of A, B and C", "A, B and C (ABC)"). Alternatives never join
("A or B"), but each joins what both are tied to ("A with B or C": A+B, A+C).
"""

from collections.abc import Iterator, Sequence
from enum import Enum
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from miner.lexicon.products import read_fixed_sets
from miner.lexicon.regimens import read_regimens
from miner.reading.claims import combination_words as words


class Place(NamedTuple):
    """A span of the text and its identifiers: several for a drug combination or a mention of several diseases."""

    start: int
    end: int
    curies: tuple[str, ...]


_Named = list[Place]
"""One drug of a list: its name, and the short form in brackets after it."""


class _Edge(Enum):
    """What stands between two drugs."""

    TIE = "plus"
    AND = "and"
    OR = "or"
    COMMA = ","
    ALSO = "alone or with"
    NONE = ""


_Run = tuple[list[_Named], list[_Edge]]
"""The drugs of a list and what stands between each two."""

_WINDOW = 90
"""Characters before and after a list in which the words are looked for that make it one treatment."""
_GAP_MAX = 130
"""Characters between two drugs, without brackets and doses, beyond which nothing joins them."""
_RAW_GAP_MAX = 1000
"""The same with brackets and doses."""
_SIMPLE_EDGES = (
    (words.TIE, _Edge.TIE),
    (words.AND, _Edge.AND),
    (words.OR, _Edge.OR),
    (words.ALSO, _Edge.ALSO),
    (words.COMMA, _Edge.COMMA),
)


def tie_combinations(text: str, drugs: Sequence[Place], sentence_end: int) -> tuple[Place, ...]:
    """Return the drugs with combinations joined ("A plus B", "A and B combination"), but not lists ("A, B and C").

    Args:
        text: the article's text.
        drugs: the drugs of one sentence in order.
        sentence_end: where that sentence ends.
    """
    return tuple(drugs) if len(drugs) < 2 else _tied(text, tuple(drugs), sentence_end)


@lru_cache(maxsize=1024)  # claims and partners ask of the same sentences, a batch of articles apart
def _tied(text: str, drugs: Sequence[Place], sentence_end: int) -> tuple[Place, ...]:
    others = [place for place in drugs if words.QUALIFIES.match(text, place.end)]
    drugs = [place for place in drugs if place not in others]
    if len(drugs) < 2:
        return tuple(sorted((*drugs, *others)))
    joined: list[Place] = []
    runs = list(_runs(text, drugs))
    for number, (run, edges) in enumerate(runs):
        is_arm = len(run) > 1 and (
            _is_set_against_one(text, run, drugs)
            or any(_is_versus(text, one, other) for one, other in pairwise(runs[max(0, number - 1) : number + 2]))
        )
        is_pair = len(run) == 2 and not text[: run[0][0].start].endswith((", ", "), "))
        theirs = words.THEIRS.match(text, run[1][-1].end) if is_pair and edges[0] is not _Edge.TIE else None
        if theirs:
            joined += [*run[0], *run[1], Place(*theirs.span(theirs.lastindex or 0), _merge(run).curies)]
        else:
            joined += [_merge(run)] if is_arm and _is_list(edges) else _join_subject(text, run, edges, sentence_end)
        if edges == [_Edge.TIE, _Edge.OR] and "and/or" in text[run[1][-1].end : run[2][0].start]:
            joined.append(Place(run[2][0].start, run[2][-1].end, _merge(run).curies))
    if all(len(place.curies) == 1 for place in joined) and len({place.curies for place in joined}) == 2:
        joined = _join_two(text, sorted(joined), sentence_end, is_list=len(runs) == 1)
    return tuple(sorted((*joined, *others)))


def _is_set_against_one(text: str, run: Sequence[_Named], drugs: Sequence[Place]) -> bool:
    """Return whether a drug of a list stands elsewhere alone: "A and B or B alone"."""
    listed = {drug[0].curies for drug in run}
    others = (drug for drug in drugs if not run[0][0].start <= drug.start <= run[-1][-1].start)
    return any(drug.curies in listed and words.ALONE_AFTER.match(text, drug.end) for drug in others)


def _is_versus(text: str, one: _Run, other: _Run) -> bool:
    """Return whether two lists are set against each other, which makes each a treatment: "A and B versus C and D"."""
    is_plain = len(one[0]) > 1 < len(other[0]) and _is_list(one[1]) and _is_list(other[1])
    return is_plain and words.VERSUS.fullmatch(_bare(text[one[0][-1][-1].end : other[0][0][0].start])) is not None


def _is_list(edges: Sequence[_Edge]) -> bool:
    return edges[-1] in {_Edge.AND, _Edge.TIE} and set(edges) <= {_Edge.AND, _Edge.COMMA, _Edge.TIE}


def _join_two(text: str, drugs: list[Place], sentence_end: int, *, is_list: bool) -> list[Place]:
    """Return the drugs of a sentence that names two, with their combination where its words speak of one."""
    start = _sentence_start(text, drugs[0].start)
    both = tuple(sorted({curie for drug in drugs for curie in drug.curies}))
    last = drugs[-1]
    between = text[drugs[-2].end : last.start]
    is_added = words.JOINED_BEFORE.search(between) or words.ADDED_AFTER.match(text, last.end)
    if is_added and len(drugs) == 2 and not is_list and not words.REPLACED.search(between):
        return [drugs[0], Place(last.start, last.end, both)]
    sentence = text[start:sentence_end]
    spoken = words.SPOKEN_OF.search(sentence)
    if spoken is None and not words.COMPARED.search(sentence) and not words.GROUPS.search(sentence):
        spoken = words.SPOKEN_OF_BOTH.search(sentence)
    if spoken is None or words.NOT_BOTH.search(sentence):
        return drugs
    place = (start + spoken.start(), start + spoken.end())
    is_free = not any(drug.start < place[1] and place[0] < drug.end + 2 for drug in drugs)  # "A combination therapy"
    return [*drugs, Place(*place, both)] if is_free else drugs


def _sentence_start(text: str, before: int) -> int:
    """Return the place behind the last `words.SENTENCE_END` of `text[:before]`, found from the end."""
    at = text.rfind(". ", 0, before)
    while at >= 0 and not (at + 2 < before and "A" <= text[at + 2] <= "Z"):
        at = text.rfind(". ", 0, at)
    return at + 1


def _runs(text: str, drugs: Sequence[Place]) -> Iterator[_Run]:
    """Yield the longest stretches of drugs with nothing but ties, commas, "and" and "or" between them."""
    run, edges = [[drugs[0]]], list[_Edge]()
    is_open = False
    for one, other in pairwise(drugs):
        gap = text[one.end : other.start]
        if one.curies == other.curies and words.OPENED.fullmatch(gap):  # "irinotecan (CPT-11)"
            run[-1].append(other)
            is_open = True
            continue
        edge = _edge(text[max(0, one.start - _WINDOW) : one.start], gap.partition(")")[2] if is_open else gap)
        if edge is _Edge.NONE and words.HELPED.match(text, other.end) and words.HELPS_BEFORE.fullmatch(gap):
            edge = _Edge.ALSO
        if edge is _Edge.TIE and gap.strip() == "/" and _is_isomer(text, one, other):
            edge = _Edge.OR
        is_open = False
        is_known = any(other.curies == drug[0].curies for drug in run)
        if is_known and edge is not _Edge.TIE and words.ALONE_AFTER.match(text, other.end):
            edge = _Edge.NONE
        if edge is _Edge.NONE:
            yield run, edges
            run, edges = [[other]], []
        else:
            run.append([other])
            edges.append(edge)
    yield run, edges


def _edge(before: str, gap: str) -> _Edge:
    if len(gap) > _RAW_GAP_MAX or len(bare := _bare(gap)) > _GAP_MAX:
        return _Edge.NONE
    simple = next((edge for pattern, edge in _SIMPLE_EDGES if pattern.fullmatch(bare)), None)
    if simple:
        is_end = simple is _Edge.OR and words.ACRONYM_AFTER.match(gap)  # "A, B and C (ABC) or D and E"
        return _Edge.NONE if is_end else simple
    is_tied = (
        (words.WITH.fullmatch(bare) and (words.ALONE_AND.search(before) or not words.COMPARED_WITH.search(before)))
        or (words.FAR.fullmatch(gap) and words.COMBINATION_OF.search(before))
        or (words.TO.fullmatch(bare) and words.ADDITION.search(before))
        or (words.BY.fullmatch(bare) and words.HELP_OF.search(before))
        or (
            words.FOLLOWED.fullmatch(bare)
            and (bare != gap or words.GIVEN_BEFORE.search(before))
            and not words.RANKED.search(before)
        )
    )
    if is_tied or ("/" in gap and words.STRENGTH_STROKE.fullmatch(gap)):
        return _Edge.TIE
    has_dose = any(map(str.isdigit, gap[:14])) and words.DOSED_AND.fullmatch(gap)
    if has_dose and not words.COMPARED.search(gap) and not words.COMPARED_WITH.search(before):
        return _Edge.TIE
    is_far = words.FAR_ALSO.fullmatch(bare) or words.HELPS.fullmatch(bare)
    is_also = is_far or ("ed" in bare and words.HELPED_BY.fullmatch(bare))
    if is_also and words.REPLACED.search(bare):
        return _Edge.NONE
    return _Edge.ALSO if is_also else _Edge.NONE


@lru_cache(maxsize=4096)
def _bare(gap: str) -> str:
    """Return what stands between two drugs without brackets, doses and forms."""
    if len(gap) < 4 or gap.isspace():
        return gap
    plain = words.APPOSITION.sub("", words.BRACKETS.sub("", gap))
    bare = words.FORM.sub("", words.AMOUNT.sub("", words.FORM.sub("", plain)))
    schedule = words.SCHEDULE.match(bare)
    return bare[schedule.end() :] if schedule else bare


def _join_subject(text: str, run: list[_Named], edges: list[_Edge], sentence_end: int) -> list[Place]:
    """Return a run joined, but its first drug apart where that ends an opening phrase: "in men on A, both B and C"."""
    if not edges or edges[0] is not _Edge.COMMA:
        return _join(text, run, edges, sentence_end)
    before = words.SENTENCE_END.split(text[max(0, run[0][0].start - _WINDOW) : run[0][0].start])[-1]
    is_subject = "both" in text[run[0][-1].end : run[1][0].start] or words.VERB_NEXT.match(text, run[-1][-1].end)
    if is_subject and words.OPENING.match(before):
        return [*run[0], *_join(text, run[1:], edges[1:], sentence_end)]
    return _join(text, run, edges, sentence_end)


def _join(text: str, run: list[_Named], edges: list[_Edge], sentence_end: int) -> list[Place]:
    """Return a run as one combination, or its ties joined and the rest as it stands."""
    if len(run) == 1:
        return run[0]
    before, after = text[max(0, run[0][0].start - _WINDOW) : run[0][0].start], text[run[-1][-1].end : sentence_end]
    before = words.SENTENCE_END.split(before)[-1]
    is_repeated = len({drug[0].curies for drug in run}) < len(run)
    is_plain = not is_repeated and not {_Edge.OR, _Edge.ALSO} & set(edges)
    if is_plain and (set(edges) == {_Edge.TIE} or _is_together(before, after, run, edges, text)):
        return [_merge(run)]
    if is_plain and edges[-1] is not _Edge.COMMA and _is_fixed_set(before, after, run):
        return [_merge(run)]
    if is_plain and _is_one_tied_list(edges) and not (words.COMPARED.search(before) or _is_slashed(text, run, edges)):
        return [_merge(run)]
    is_shared = edges[0] is _Edge.AND and set(edges[1:]) == {_Edge.OR} and not is_repeated
    if is_shared and (words.TOGETHER_BEFORE.search(before) or words.GIVEN_BEFORE.search(before)):
        return [_merge(run[:2]), *(_with(run[0], drug) for drug in run[2:])]  # "given A and B or C": A+B, A+C
    if (
        _Edge.OR in edges
        and _Edge.ALSO not in edges
        and words.ARMS.search(text[run[0][0].start - len(before) : run[-1][-1].end + _WINDOW])
    ):
        edges = [_Edge.NONE if edge is _Edge.OR else edge for edge in edges]
    return _distribute(run, edges)


def _is_fixed_set(before: str, after: str, run: Sequence[_Named]) -> bool:
    """Return whether a list is one product or regimen of the lexicon and no word sets its drugs against each other."""
    if (
        words.BOTH.search(before[-8:] + "|" + after[:30])
        or words.LIST_BEFORE.search(before)
        or words.COMPARED.search(before[-60:])
        or words.BETWEEN.search(before)
        or words.APART.search(after[:60])
    ):
        return False
    return not words.EACH.match(after) and frozenset(_merge(run).curies) in read_fixed_sets()


def _is_isomer(text: str, one: Place, other: Place) -> bool:
    """Return whether one drug's name ends with the other's: "esketamine/ketamine" are alternatives."""
    first, second = (text[place.start : place.end].lower() for place in (one, other))
    return first != second and (first.endswith(second) or second.endswith(first))


def _is_slashed(text: str, run: Sequence[_Named], edges: Sequence[_Edge]) -> bool:
    """Return whether a list has no tie but strokes: "A/B and C" are two treatments if nothing says that it is one."""
    gaps = (text[one[-1].end : other[0].start] for one, other in pairwise(run))
    return all(gap.strip() == "/" for gap, edge in zip(gaps, edges, strict=True) if edge is _Edge.TIE)


def _is_one_tied_list(edges: Sequence[_Edge]) -> bool:
    """Return whether ties stand at one place of a list that ends with "and": "A plus B and C", "A and B plus C"."""
    ties = [place for place, edge in enumerate(edges) if edge is _Edge.TIE]
    if not ties or ties[-1] - ties[0] >= len(ties):
        return False
    return _Edge.COMMA not in edges[ties[0] :] or (edges[-1] is _Edge.AND and ties[0] == 0)


def _distribute(run: list[_Named], edges: list[_Edge]) -> list[Place]:
    """Return the drugs with ties joined; of alternatives each with what it is tied to ("A plus B or C": A+B, A+C)."""
    leading = next((number for number, edge in enumerate(edges) if edge is not _Edge.OR), 0)
    if leading and edges[leading] is _Edge.TIE:  # "A or B plus C": A+C, B+C
        partners = [place for named in run[leading + 1 :] for place in named]
        rest = _join_tail(run[leading:], edges[leading:])
        return [*(_with(partners, drug) for drug in run[:leading]), *rest]
    joined = [run[0]]
    base: _Named = []
    for number, (drug, edge) in enumerate(zip(run[1:], edges, strict=True)):
        later = edges[number + 1 :]
        if edge is _Edge.TIE:
            base = joined.pop()
            joined.append([_merge([base, drug])])
        elif edge is _Edge.ALSO and _Edge.AND in later and not {_Edge.OR, _Edge.TIE, _Edge.ALSO} & set(later):
            joined.append([_with(joined[-1], [place for named in run[number + 1 :] for place in named])])
            break  # "A alone or combined with B and C": A, A+B+C
        elif edge is _Edge.ALSO:
            base = joined[-1]
            joined.append([_with(base, drug)])
        elif base and later[:1] != [_Edge.TIE] and (edge is _Edge.OR or (edge is _Edge.COMMA and _Edge.OR in later)):
            joined.append([_with(base, drug)])
        else:
            joined.append(drug)
            base = []
    return [place for named in joined for place in named]


def _join_tail(run: list[_Named], edges: list[_Edge]) -> list[Place]:
    return [_merge(run)] if _is_one_tied_list(edges) else _distribute(run, edges)


def _is_together(before: str, after: str, run: Sequence[_Named], edges: Sequence[_Edge], text: str) -> bool:
    """Return whether the words around a list say that all of it is one treatment."""
    is_each, after = words.EACH.match(after) is not None, after[:_WINDOW]
    is_named = _is_regimen_name(before, after, run, text)
    after = words.BRACKETS.sub("", after.partition(")")[2] if len(run[-1]) > 1 else after)
    if words.BETWEEN.search(before) and not words.TOGETHER_BEFORE.search(before):
        return False
    if is_named or words.TOGETHER_AFTER.match(after):
        return True
    if edges[-1] is _Edge.COMMA and not after.startswith(")"):  # a list that goes on with what has no link
        return False
    is_therapy = edges[-1] is _Edge.AND and words.THERAPY_OPENED.search(before) and words.CLOSED.match(after)
    if is_therapy or words.TOGETHER_BEFORE.search(before) or _has_joint_short(text, run, edges):
        return True
    is_given = words.GIVEN_BEFORE.search(before) or words.GIVEN_AFTER.match(after)
    is_given = is_given or words.AND_SUPPORTIVE.search(text[run[-2][-1].end : run[-1][0].start])
    is_apart = is_each or words.COMPARES.search(before) or words.APART.search(before[-40:] + after)
    return bool(is_given) and not is_apart


def _is_regimen_name(before: str, after: str, run: Sequence[_Named], text: str) -> bool:
    """Return whether a short form before or after a list names it: "ABC (A, B and C)", "A, B and C (ABC)"."""
    names = [text[drug[0].start : drug[0].end] for drug in run]
    shorts = [text[short.start : short.end] for short in run[-1][1:]]
    shorts += [found[1] for found in (words.ACRONYM_AFTER.match(after),) if found]
    opened = words.ACRONYM_BEFORE.search(before)
    if opened and (_is_acronym(opened[1], names, is_before=True) or opened[1] in read_regimens()):
        return True
    return any(_is_acronym(short, names) or short in read_regimens() for short in shorts)


def _has_joint_short(text: str, run: Sequence[_Named], edges: Sequence[_Edge]) -> bool:
    return _Edge.TIE not in edges and words.JOINT_SHORT.match(text, run[-1][0].end) is not None


def _is_acronym(short: str, names: Sequence[str], *, is_before: bool = False) -> bool:
    """Return whether a short form in capitals is made of the drugs of a list: "FLOT" of four, "MVAC", "EC"."""
    letters = [letter for letter in short.strip("m0123456789").upper() if letter.isalpha()]
    initials = {name[0].upper() for name in names} | {word[:1].upper() for name in names for word in name.split("-")}
    is_long_enough = len(names) <= len(letters) <= 2 * len(names)
    share = 3 if is_before and len(names) > 2 else 2
    return (
        is_long_enough and not short.endswith("s") and share * sum(one in initials for one in letters) >= len(letters)
    )


def _merge(drugs: Sequence[_Named]) -> Place:
    """Return several drugs as one place over all of them."""
    curies = tuple(sorted({curie for drug in drugs for place in drug for curie in place.curies}))
    return Place(drugs[0][0].start, drugs[-1][-1].end, curies)


def _with(base: _Named, drug: _Named) -> Place:
    """Return a drug where it stands as its combination with another that was named before."""
    return Place(drug[0].start, drug[-1].end, _merge([base, drug]).curies)
