"""What a disease is in an article: what the drug is for, what was measured, or what the patients also have.

`roles_of` looks at the words around each place where a text names the disease: "for depression", "patients with
depression", "effects on depressive symptoms in", "depressed patients". They are signs, not an answer: `Measured` of
`miner.signals` weighs them with the labels.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from miner.records import Role

Span = tuple[int, int]

_PEOPLE = (
    r"(?:(?:in|out)?patients?|subjects?|participants?|adults?|women|woman|men|man|child(?:ren)?|adolescents?|"
    r"individuals|people|persons|volunteers|boys?|girls?|infants|survivors|youths?|population|cohort|cases?|"
    r"americans|females?|males?)"
)
_WORD = r"(?:[\w/'\u2019-]+,? )"
_CARE = r"(?:treatment|management|prevention|prophylaxis|control|relief|reduction|therapy)"
_CARING = r"(?:treating|managing|preventing|controlling|relieving|reducing)"
_GIVEN = (
    r"(?:treated|therapy|therapies|treatments?|used?|useful|given|prescribed|administered|effective|efficacious|drugs?|"
    r"agents?|options?|medications?|approach|trial|efficacy|prophylaxis|referred|hospitali[sz]ed|admitted)"
)

_CLAUSE_END = re.compile(r"[.;:?!](?=\s)|\n")
_FOR = re.compile(
    rf"\bfor (?:the )?{_WORD}{{0,2}}(?:{_CARE}|{_CARING})(?: of| for)? {_WORD}{{0,4}}$"
    rf"|\bto (?:treat|prevent|control|manage|relieve) {_WORD}{{0,4}}$"
    rf"|\b{_GIVEN} for (?:the )?{_WORD}{{0,3}}$",
    re.IGNORECASE,
)
_IN_CARE = re.compile(
    rf"\b(?:in|of|on) (?:the )?{_WORD}{{0,2}}(?:{_CARE} (?:of |for )?|{_CARING} ){_WORD}{{0,4}}[\w/-]*$",
    re.IGNORECASE,
)
_STARTS_WITH_CARE = re.compile(rf"^\s*(?:the |a )?{_CARE} (?:of|for) {_WORD}{{0,4}}$", re.IGNORECASE)
_TREATED_AFTER = re.compile(
    r"^[\w -]{0,15} (?:(?:was|were) )?(?:successfully )?treated (?:with|by)\b"
    r"|^[ -](?:prophylaxis|prevention|treatment|therapy)\b",
    re.IGNORECASE,
)
_CAUSED = re.compile(r"^ (?:caused by|due to|secondary to)\b", re.IGNORECASE)
_WITH = re.compile(
    rf"\b{_PEOPLE}\b(?P<between>[^.;:]{{0,80}}?)\b(?:with|had|having|suffering from|suffered from|experiencing|"
    rf"affected by|complaining of|presenting with|presented with|developed|who have)\s(?P<words>{_WORD}{{0,6}})$",
    re.IGNORECASE,
)
_BETWEEN_NOT = re.compile(
    "improv|reduc|decreas|effect|respon|superior|treated|receiv|compared|versus|than|in terms|show|associated",
    re.IGNORECASE,
)
_WORDS_NOT = re.compile(
    "improv|reduc|decreas|effect|fewer|less|lower|higher|baseline|relevant|associated|concomitant|comorbid|accompany|"
    "no |mild|more|severely|risk|resolution|relief|in |treated|doses?|on |than ",
    re.IGNORECASE,
)
_PEOPLE_AFTER = re.compile(rf"^ (?!in |of |and |among |with |or ){_WORD}?{_PEOPLE}\b", re.IGNORECASE)
_BESIDE_AFTER = re.compile(rf"^ ?(?:,|and|or) [\w-]+ {_PEOPLE}\b", re.IGNORECASE)
_ADJECTIVE = re.compile(r"(?:ic|ive|ese)$", re.IGNORECASE)
_AS_PEOPLE = re.compile(r"(?:etic|sive)s$", re.IGNORECASE)
_RATHER = re.compile(r"\b(?:more|less|severely|mildly|non-?) ?$", re.IGNORECASE)
_MEASURE_AFTER = re.compile(
    r"^[\w /()-]{0,14}\b(?:at baseline|scores?|sub-?scales?|subscores?|scale|inventory|cluster|factors?|index|indices|"
    r"markers?|ratings?|items?|questionnaire)\b",
    re.IGNORECASE,
)
_SECONDARY = re.compile(
    r"\bpost[- ]?hoc\b|\bpooled\b|\bsecondary analys|\bsubgroup|\bexploratory\b|\bintegrated (?:results|analysis)|"
    r"\bre-?analys",
    re.IGNORECASE,
)
_REGARDLESS = re.compile(
    r"\bwith or without\b|\bnormotensive|\bnormal (?:blood pressure|BP)\b|\bnormolipid|\bnormoglyc", re.IGNORECASE
)
"""Patients who need not have the other disease either, so that it is not what the drug is for."""
_TITLE_ON = re.compile(
    r"\b(?:effects?|impact|influence|actions?|efficacy|versus|vs\.?|compared with|placebo)\b.*\bon\b[^:]*$",
    re.IGNORECASE,
)
_TITLE_COUNT = re.compile(
    rf"\b(?:incidences?|risk|rate|prevention|development|occurrence|onset|frequency)(?: and \w+)? of {_WORD}{{0,3}}$",
    re.IGNORECASE,
)
_TITLE_VERB = re.compile(
    rf"\b(?:reduc|improv|decreas|lower|attenuat|reliev|ameliorat|allevi|suppress|inhibit|diminish)\w* {_WORD}{{0,3}}$",
    re.IGNORECASE,
)
_TITLE_IN = re.compile(r"^[^:.;]{0,60}?\b(?:in|of|accompanying|with|on top)\b", re.IGNORECASE)
_TITLE_AFTER = re.compile(
    r"^ (?:symptoms? |severity )?(?:outcomes?|reductions?|improvements?|severity|scores?|responses?|"
    r"and (?:health-related )?quality)\b|^ in [^:]*\b(?:effect|impact)s? of|^ complicating\b|^ features\b",
    re.IGNORECASE,
)
_AIM = re.compile(
    r"\baims?\b|\bpurpose\b|\bobjectives?\b|hypothes|\bto (?:evaluate|assess|determine|investigate|examine|study)\b"
    r"|\bprimary (?:outcome|end ?point|efficacy)",
    re.IGNORECASE,
)
_SYMPTOM = re.compile(r"symptom", re.IGNORECASE)
_SYMPTOM_AFTER = re.compile(r"^ symptom|^ and \w+ symptom", re.IGNORECASE)
_BEFORE, _AFTER = 140, 60
"""Characters that are looked at on either side."""


class _Place(NamedTuple):
    """One place that names the disease: its words, and those of the clause before and after it."""

    words: str
    before: str
    after: str
    is_in_title: bool

    @property
    def is_treated(self) -> bool:
        """Whether the clause says that the drug is for it."""
        if _FOR.search(self.before) or _TREATED_AFTER.match(self.after):
            return True
        if self.is_in_title and _STARTS_WITH_CARE.match(self.before):
            return True
        is_symptom = _SYMPTOM.search(self.words) or _SYMPTOM_AFTER.match(self.after)
        return not is_symptom and _IN_CARE.search(self.before) is not None

    @property
    def is_measured(self) -> bool:
        """Whether a title names it as what the drug had an effect on; what is prevented is no endpoint."""
        if _TITLE_ON.search(self.before) and not _TITLE_COUNT.search(self.before):
            return True
        is_changed = _TITLE_VERB.search(self.before) is not None and _TITLE_IN.match(self.after) is not None
        return is_changed or _TITLE_AFTER.match(self.after) is not None

    @property
    def _is_adjective(self) -> bool:
        """Whether it stands before "patients" ("diabetic and hypertensive patients") or for them ("diabetics")."""
        if _PEOPLE_AFTER.match(self.after) or _AS_PEOPLE.search(self.words):
            return True
        return _BESIDE_AFTER.match(self.after) is not None and _ADJECTIVE.search(self.words) is not None

    def of_patients(self) -> tuple[bool, bool]:
        """Return whether it describes the patients, and whether they were taken in for it."""
        found = _WITH.search(self.before)
        if found and _BETWEEN_NOT.search(found["between"]):
            found = None
        if found:
            is_for_it = _WORDS_NOT.search(found["words"]) is None
        elif self._is_adjective:
            is_for_it = _RATHER.search(self.before) is None
        else:
            return False, False
        return True, is_for_it and _MEASURE_AFTER.match(self.after) is None


def roles_of(text: str, title_end: int, spans: Iterable[Span]) -> set[Role]:
    """Return the roles of a disease in an article, empty if no span is given.

    Args:
        text: title and abstract.
        title_end: where the title ends; 0 without a title.
        spans: where the text names the disease, as offsets into it.
    """
    places = [_place(text, title_end, span) for span in sorted(set(spans))]
    if not places:
        return set()
    found = {role for place in places for role in _roles(place)} | {Role.NAMED}
    if Role.TITLE_AIM in found:
        found.discard(Role.TITLE_ENDPOINT)
    if title_end == 0:
        found.add(Role.UNTITLED)
    if _SECONDARY.search(text):
        found.add(Role.SECONDARY)
    described = sum(place.of_patients()[0] for place in places)
    if described > 0 and len(places) <= 2 * described and not _REGARDLESS.search(text):
        found.add(Role.POPULATION)
    return found


def _place(text: str, title_end: int, span: Span) -> _Place:
    start, end = span
    is_in_title = start < title_end
    before = text[0 if is_in_title else max(title_end, start - _BEFORE) : start]
    after = text[end : max(end, title_end) if is_in_title else end + _AFTER]
    return _Place(text[start:end], _CLAUSE_END.split(before)[-1], _CLAUSE_END.split(after)[0], is_in_title)


def _roles(place: _Place) -> Iterator[Role]:
    """Yield the roles of one place."""
    describes, is_for_it = place.of_patients()
    if place.is_treated and not describes:
        yield Role.TREATED
        if place.is_in_title:
            yield Role.TITLE_AIM
    if _CAUSED.match(place.after):
        yield Role.TREATED
    if is_for_it:
        yield Role.ENROLLED
    if place.is_in_title:
        yield Role.TITLE
        if place.is_measured:
            yield Role.TITLE_ENDPOINT
    elif _AIM.search(place.before):
        yield Role.AIM
