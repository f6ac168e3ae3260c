"""What the studied drug was given together with: other drugs, and treatments that are no drugs."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from miner.reading.claims.combinations import Place, tie_combinations
from miner.reading.populations import drug_words as words
from miner.reading.populations.patterns import CUES
from miner.reading.populations.study_text import Found, OwnSentence, Part, StudyText, curie_of, is_class_of_next
from miner.records import Mention

_WINDOW = 80
_PRIOR = re.compile(words.PRIOR)
_PART_OF_NAME = re.compile(words.PART_OF_NAME)
_TIE_BEFORE = re.compile(rf"{words.TIES}\s+{words.QUALIFIERS}$")
_TIE_TO_MODALITY = re.compile(rf"(?:{words.TIES}|\b(?:concurrent|concomitant|followed by))\s+(?:[\w-]+ )?$")
_TOGETHER = (
    "combin", "plus", "/", "+", "with", "regimen", "add", "together", "adjunct", "augment", "therapy", "-", "receiv",
    "given", "administ", "study of", "trial of", "cycle", "course",
)  # fmt: skip
_SURE_TIE = re.compile(rf"{words.TIES}|\bcombin|\btogether\b|\badd(?:ed|ing|ition)\b|regimen|\btherapy with\b")
_TIED = re.compile(words.TIES)
_SLASHED = re.compile(r"\w/\w")
_ONE_THERAPY = re.compile(
    r"[ -](?:chemo|combin|therapy|treatment(?! periods?)|regimen|doublet|group|arm\b)|\)?(?: \([^)]*\))? \d[\d.]*/\d"
)
"""What makes A/B one treatment; else it may be a product, or two arms."""
_ARMS = re.compile(r"\s(?:groups?|arms?)\b")
_LAST_OF_ALL = re.compile(r"[^,;]{0,30}, (?:and|or) (?:an? |the )?")
_AND = re.compile(r" and ")
_ADDED_TO = re.compile(r"\b(?:adding|addition of) [^.;,]{1,40} to |\badded to\b")
_AUGMENTED = re.compile(r"\baugment(?:ation|ed|ing) (?:of )?[^.;,]{1,90} (?:with|by) ")
_COMPARED_NEAR = re.compile(
    r"\b(?:versus|vs\.?|compared (?:with|to)|than|from|superior to|similar to) (?:[\w-]+ ){0,3}?$"
)
_RATIO = re.compile(r"[ -](?:ratio|interaction|conjugate)")
_BACKGROUND = re.compile(r"\ban[ae]+sthesia (?:was|were) (?:induced|maintained)")
_APPOSED = re.compile(r", an? $")


def find_partners(
    study: StudyText, sentence: OwnSentence, studied: tuple[str, ...], compared: AbstractSet[str]
) -> Iterator[Found]:
    """Yield the drugs and other treatments that a sentence says were given together with the studied drug.

    What was compared is a partner only where words such as "plus" tie it: "A and B" may be two arms.
    """
    lowered, start, end = study.lowered, sentence.start, sentence.end
    drugs = sentence.drugs
    for drug in _given_together(study, sentence, studied, compared):
        yield Found(lowered[drug.start : drug.end], drug.start, drug.end, curie_of(drug))
    if len(drugs) > 2 and sentence.cues & CUES.masks["units"]:
        for drug in _dosed_together(lowered, sentence, studied):
            yield Found(lowered[drug.start : drug.end], drug.start, drug.end, curie_of(drug))
    if sentence.cues & CUES.masks["ties"]:
        for drug in _tied_by_words(study, sentence, studied, compared):
            yield Found(lowered[drug.start : drug.end], drug.start, drug.end, curie_of(drug))
    for number, pattern in CUES.patterns("modalities", sentence.cues):
        for match in pattern.finditer(lowered, start, end):
            before = lowered[max(start, match.start() - _WINDOW) : match.start()]
            is_after_drug = any(drug.end in {match.start() - 5, match.start() - 4} for drug in drugs)
            is_tied = sentence.cues & CUES.masks["ties"] and _TIE_TO_MODALITY.search(before)
            if is_tied or (is_after_drug and before.endswith(" and ") and not _PRIOR.search(before)):
                yield Found(words.MODALITIES[number][0], *match.span())


def _dosed_together(lowered: str, sentence: OwnSentence, studied: tuple[str, ...]) -> Iterator[Mention]:
    """Yield the other drugs of a regimen told with its doses: "received A 1 mg, B 2 mg and C 3 mg"."""
    drugs, first = sentence.drugs, 0
    while len(drugs) - first > 2:
        last = first
        while last + 1 < len(drugs) and _DOSED_GAP.fullmatch(lowered, drugs[last].end, drugs[last + 1].start):
            last += 1
        run = drugs[first : last + 1]
        is_regimen = (
            len({curie_of(drug) for drug in run}) == len(run) > 2
            and studied[0] in map(curie_of, run)
            and " and " in lowered[run[-2].end : run[-1].start]
            and _GIVEN_REGIMEN.search(lowered, sentence.start, run[0].start)
            and not _EACH_APART.search(lowered, run[-1].end, sentence.end)
        )
        yield from (drug for drug in run if is_regimen and curie_of(drug) != studied[0])
        first = last + 1


_DOSED_GAP = re.compile(
    r"(?: \([^)]{0,40}\))? \(?\d[\d.,]* ?(?:m?g|mcg|iu|mu|u)\b[^,;%]{0,40}?(?:, (?:and )?| and )(?:[a-z]+ )?"
)
"""What stands between two drugs of a regimen: a dose, and a comma or "and"."""
_GIVEN_REGIMEN = re.compile(
    r"\b(?:receiv\w+|treated with|treatment with|given|administered|(?:regimens?|cycles|courses) (?:of|were)|"
    r"following regimens?:?|therapy \(?|randomi[sz]ed to|assigned to)(?! the effects?)[^.;]{0,45}$"
)
_EACH_APART = re.compile(r"\b(?:respectively|three groups|each group|groups)\b")


def _tied_by_words(
    study: StudyText, sentence: OwnSentence, studied: tuple[str, ...], compared: AbstractSet[str]
) -> Iterator[Mention]:
    """Yield the drugs behind "plus" and the like, but for those that another drug than the studied was given with."""
    lowered, start, drugs = study.lowered, sentence.start, sentence.drugs
    is_background = (
        study.names_drug
        and not any(curie_of(drug) in studied for drug in drugs)
        and _OTHER_DRUGS.search(lowered, start, sentence.end)
    )
    for number, drug in enumerate(drugs):
        if not _TIE_BEFORE.search(lowered[max(start, drug.start - _WINDOW) : drug.start]):
            continue
        if len(drugs) < 2 and _WEAK_TIE.search(lowered, max(start, drug.start - _TIE_WINDOW), drug.start):
            continue  # "bleeding in association with B"
        if study.names_drug and _BACKGROUND.search(lowered, start, sentence.end):
            continue  # "anaesthesia was maintained with B plus C"
        if is_background or _is_of_another(lowered, sentence, number, studied, compared):
            continue  # "superior to B plus C"; "all had chemotherapy of B plus C" in a study of A
        partner = drugs[number + 1] if is_class_of_next(drugs, number) else drug  # "plus the beta-blocker timolol"
        is_named = _is_studied(curie_of(partner), studied) or _PART_OF_NAME.match(lowered, partner.end)
        if not is_named:
            yield partner


def _is_studied(curie: str, studied: tuple[str, ...]) -> bool:
    """Return whether a drug is the studied one or one product with it."""
    first = studied[0] if studied else ""
    return curie == first or first in curie.split("+") or curie in first.split("+")


def _is_of_another(
    lowered: str, sentence: OwnSentence, number: int, studied: tuple[str, ...], compared: AbstractSet[str]
) -> bool:
    """Return whether the drug before "plus" and a drug is what the studied one was compared with."""
    if number == 0:
        return False
    start, drug, other = sentence.start, sentence.drugs[number], sentence.drugs[number - 1]
    if curie_of(other) in studied[:1] or _SHARED.search(lowered, other.end, drug.start):
        return False
    if curie_of(other) in compared or _COMPARED_NEAR.search(
        lowered, max(start, other.start - _TIE_WINDOW), other.start
    ):
        return True
    if any(
        curie_of(one) in studied[:1] and _COMPARED_SIDE.search(lowered, drug.end, one.start)
        for one in sentence.drugs[number + 1 :]
    ):
        return True  # "B plus C was better than A"
    ends = [one.end for one in sentence.drugs[: number - 1] if curie_of(one) in studied[:1]]
    return bool(ends) and _is_other_side(lowered, start, ends[-1], other.start)


def _is_other_side(lowered: str, start: int, studied_end: int, other_start: int) -> bool:
    """Return whether the drug behind the studied one is that of the other arm: "A or 2 mg B", "A versus B"."""
    if _COMPARED_SIDE.search(lowered, studied_end, other_start):
        return True
    is_or = _OR_DOSED.search(lowered, studied_end, other_start)
    return is_or is not None and _ASSIGNED.search(lowered, start, studied_end) is not None


def _given_together(
    study: StudyText, sentence: OwnSentence, studied: tuple[str, ...], compared: AbstractSet[str]
) -> Iterator[Mention]:
    """Yield the drugs that a sentence ties to a studied drug."""
    drugs = sentence.drugs
    if len(drugs) < 2 or not any(curie_of(drug) in studied for drug in drugs):
        return
    around = study.lowered[max(sentence.start, drugs[0].start - 40) : drugs[-1].end + 40]
    if not any(sign in around for sign in _TOGETHER) or not _is_on_drug(study, studied):
        return
    places = [Place(drug.start, drug.end, (curie_of(drug),)) for drug in drugs]
    for tied in tie_combinations(study.text, places, sentence.end):
        first = _studied_in(tied, studied, compared)
        around = study.lowered[max(sentence.start, tied.start - _TIE_WINDOW) : tied.end]
        if len(tied.curies) > 1 and first is not None and _is_one_treatment(study.lowered, sentence, tied, around):
            members = [d for d in drugs if tied.start <= d.start < tied.end and curie_of(d) in tied.curies]
            for drug in _partners_among(_of_one_arm(study.lowered, sentence, members), first, around):
                if curie_of(drug) not in compared or _TIED.search(around) or _is_slashed(study.lowered, tied, around):
                    yield drug


def _is_on_drug(study: StudyText, studied: tuple[str, ...]) -> bool:
    """Return whether a study is on its drug: the title names it, or many sentences do."""
    title = study.title()
    if title is not None and title.drugs:
        return True
    named = (sum(curie_of(drug) in studied for drug in sentence.drugs) for sentence in study.own)
    return not study.is_review and sum(named) >= _OFTEN


_OFTEN = 3


def _studied_in(tied: Place, studied: tuple[str, ...], compared: AbstractSet[str]) -> str | None:
    """Return the studied drug of tied ones; None if they are the comparator's arm."""
    first = next((curie for curie in studied if curie in tied.curies), None)
    return None if first in compared and studied[0] not in tied.curies else first


_TIE_WINDOW = 40
_HAD_BEFORE = re.compile(
    r"\b(?:after|following|previous(?:ly)?|prior|pre-?treated with|failed|despite) (?:[\w-]+ ){0,2}$"
)
"""What stands before drugs that the patients had before the studied one."""
_COMPARED_SIDE = re.compile(
    r"\b(?:versus|vs\.?|compared? (?:with|to)|equivalent to|similar to|comparable (?:with|to)|superior to|inferior to|"
    r"than)\b"
)
"""What stands between the studied drug and the other side of a comparison."""
_ASSIGNED = re.compile(words.ASSIGNED)
_OR_DOSED = re.compile(r"\d[^.;]{0,60} or (?:to )?(?=[^.;]{0,60}\b(?:\d|treatment|therapy))")
"""What stands between two arms: "A 40 mg or 4 weeks of treatment with B", whose partners are B's."""
_SHARED = re.compile(r"\b(?:both|each|all)\b")
_OTHER_DRUGS = re.compile(
    r"\b(?:chemotherapy|pre-?medication|standard (?:care|antiemetic)|usual|habit\w*|fail\w+|rescue|quadruple|"
    r"previous\w*|their own|for (?:[\w-]+ )?an[ae]+sthesia)\b"
)
"""What a sentence without the studied drug speaks of where its drugs are others that the patients had."""


def _is_one_treatment(lowered: str, sentence: OwnSentence, tied: Place, around: str) -> bool:
    """Return whether tied drugs are one treatment of the study: no ratio, no anaesthesia, no other arm."""
    if _RATIO.match(lowered, tied.end) or _BACKGROUND.search(lowered, sentence.start, tied.start):
        return False
    near = max(sentence.start, tied.start - _TIE_WINDOW)
    if _COMPARED_NEAR.search(lowered, near, tied.start) or _HAD_BEFORE.search(lowered, near, tied.start):
        return False
    if _SURE_TIE.search(around):
        return True
    is_pair_of_title = sentence.part is Part.TITLE and len(tied.curies) == 2
    given = _GIVEN_IN_TITLE if is_pair_of_title else _GIVEN
    before = lowered[max(sentence.start, tied.start - _WINDOW) if is_pair_of_title else near : tied.start]
    if given.search(before) and not _APART.search(before):
        return not _EACH_BEHIND.match(lowered, tied.end, sentence.end)
    return _is_slashed(lowered, tied, around)


_GIVEN = re.compile(
    r"\b(?:receiv\w+|treat(?:ed|ment) with|given|administered|cycles? of|courses? of|consist\w+ of|"
    r"therapy|chemotherapy|trial of|study of)\b"
)
"""What stands before drugs that were given, not listed."""
_GIVEN_IN_TITLE = re.compile(r"\bphase [\w/-]+ (?:[\w-]+ ){0,3}(?:study|trial) of\b|\bcycles? of\b|\breceiving\b")
"""What stands before two in a title, which may be two arms: "treatment with A and B"."""
_WEAK_TIE = re.compile(
    r"\b(?:in (?:association|conjunction)|along|together|concomitant\w*|concurrent\w*) (?:with|to)\b"
)
"""What ties a drug to other things than drugs as well."""
_EACH_BEHIND = re.compile(r"[^.;]{0,60}\b(?:each|respectively|separately|individually|in (?:a )?random)\b")
_APART = re.compile(
    r"\b(?:groups|arms|after|following|previous\w*|prior|pre-?treat\w+|fail\w+|despite|history|had received|either|"
    r"effects?)\b"
)
"""What stands before drugs that were given one by one, or before the study."""


def _is_slashed(lowered: str, tied: Place, around: str) -> bool:
    return bool(_SLASHED.search(around) and _ONE_THERAPY.match(lowered, tied.end))


def _of_one_arm(lowered: str, sentence: OwnSentence, members: Sequence[Mention]) -> Sequence[Mention]:
    """Return tied drugs without the other arm of "the A+B and C groups", and without "B, an inhibitor"."""
    if len(members) > 1 and _ARMS.match(lowered, members[-1].end):
        ands = [n for n in range(1, len(members)) if lowered.startswith(" and ", members[n - 1].end)]
        members = members[: ands[-1]] if ands else members
    is_last_apart = (
        len(members) > 2
        and _LAST_OF_ALL.fullmatch(lowered, members[-2].end, members[-1].start)
        and _AND.search(lowered, members[-3].end, members[-2].start)
    )
    if is_last_apart:
        members = members[:-1]  # "a combination of A and B, and C"
    return [
        drug
        for drug in members
        if not _APPOSED.search(lowered[max(sentence.start, drug.start - 6) : drug.start])
        and not is_class_of_next(sentence.drugs, sentence.drugs.index(drug))
    ]


def _partners_among(members: Sequence[Mention], first: str, around: str) -> Sequence[Mention]:
    """Return those of tied drugs that are partners: what the studied drug was added to, or all the others."""
    if _ADDED_TO.search(around):  # "addition of B to A"
        return members[-1:]
    if _AUGMENTED.search(around):  # "augmentation of A with B"
        return members[:-1]
    return [drug for drug in members if not _is_studied(curie_of(drug), (first,))]
