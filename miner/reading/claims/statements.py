"""Statements: what a sentence says that others have said of a use: approved or not, recommended or advised against.

Such a sentence is evidence about the label, or the word of a body of experts, and no finding of the article. It is
asked before the rules, and no classifier overrules it. Two things stay what they were: a benefit that another clause of
the sentence states with its result, and what a trial's authors recommend from their own result: a recommendation needs
a body ("guidelines", "ESMO", "an expert panel") or an article that is itself one.
"""

import re
from typing import NamedTuple

from miner.reading.claims.masking import simplify_masked
from miner.reading.claims.prefilter import Prefilter
from miner.reading.claims.results import BENEFIT
from miner.reading.claims.sentences import RESULT_SECTIONS
from miner.reading.claims.statement_details import bodies_in, grade_in, regions_in, year_in
from miner.reading.claims.statement_wordings import COMPILED_WORDINGS
from miner.records import Article, Certainty, ClaimRelation, Statement

R = ClaimRelation

_STEMS = (
    "approv",
    "licen",
    "authori",
    "indicat",
    "label",
    "regist",
    "recommend",
    "endors",
    "advis",
    "suggest",
    "should",
)
"""No sentence without one of these states anything here."""
_PREFILTER = Prefilter([pattern for _, pattern in COMPILED_WORDINGS])
_BEFORE, _AFTER = 140, 60
"""Characters around a wording in which its region, year and grade may stand."""

_ETHICS = re.compile(
    r"\b(?:approv\w+|authori[sz]\w+|licen[sc]ed) (?:was |were )?(?:obtained |given |granted )?(?:by|from|of) "
    r"(?:the |an? |our |all )?(?:[\w/-]+ ){0,5}?(?:ethic\w*|irb|review boards?|institution\w*|hospital|patients|"
    r"parents)|"
    r"\b(?:irb|ethic\w*|institutional|board|committee)[ -](?:\w+ )?approv\w+"
)
_RESULT = re.compile(
    r"\b(?:improved|reduced|prolonged|decreased|relieved|(?:was|were|proved) (?:\w+ )?(?:effective|superior|"
    r"efficacious)|"
    r"significantly|responded|response rate|remission|\d+(?:\.\d+)? ?%)"
)
_GIVEN = re.compile(
    r"\b(?:received|were treated|was treated|were given|was given|we (?:treated|gave|used|report)|underwent|cases?|"
    r"patients? (?:was|were|who|aged|treated)|in an? (?:[\w-]+ ){0,3}patient|prescriptions?|man|woman|boy|girl)\b"
)
_OPEN = re.compile(r"\b(?:whether|aims?|aimed|if|not (?:every|all))\b")
_TEST = re.compile(
    r"\b(?:confirm\w* the diagnosis|gold[- ]standard test|diagnostic tests?|to diagnose|(?:breath|skin|blood) tests?)\b"
)
_PASSIVE = re.compile(r"\b(?:is|are|been|being|remains?)\b[^;]*\b(?:recommended|advised|advocated|endorsed)\b")
_WITHDRAWN = re.compile(r"\b(?:withdraw\w*|revo(?:ked|cation)|rescind\w*|respectively)\b")
_ADJECTIVE = re.compile(r"\b(?:off[- ]label|unlicen|unapproved|unlabel|non-)")
_PENDING = re.compile(r"[^;]{0,20}\b(?:is|are|remains?) (?:still )?(?:pending|awaited|expected|sought|unlikely)\b")
_USUAL = re.compile(r"\b(?:is|are|been) (?:currently|widely|internationally|universally|routinely) recommended\b")
_HEDGED = re.compile(r"\b(?:may|might|could|can|consider\w*|suggest\w*|option|conditional\w*|possibl[ey])\b")
_GUIDELINE_TITLE = re.compile(
    r"\b(?:guidelines?|guidance|consensus|position (?:paper|statement)|practice parameters?|(?:clinical )?"
    r"recommendations? (?:for|on|of|from|in)|expert (?:panel|opinion)|evidence-based recommendations?)\b"
)
_ABOUT_GUIDELINES = re.compile(
    r"\b(?:adherence|compliance|conformity|concordance|impact|effects? of|implement\w+|according to|validation|"
    r"audit|trial|survey|comparison|cohort|randomi[sz]ed|consensus (?:i+|study|interferon|sequence))\b|\?$"
)
_GUIDELINE_TYPES = ("guideline", "consensus development")
_BRACKET = re.compile(r" ?[(\[]([^()\[\]]*)[)\]]")
_SAME = re.compile(r"\b(DRUG|DISEASE|OTHERDRUG|OTHERDISEASE)(?: ?[,/] ?\1)+\b")
_SOCIETY = re.compile(
    r"\b(american|national comprehensive|national|european|canadian|british|international|french|german|japanese|"
    r"guidelines-)((?: |(?<=-))(?:[a-z]+ )?)DISEASE"
    r"(?= (?:network|association|society|institute|foundation|federation|league))"
)
_OTHER = re.compile(
    r"\b(?:non|pre|anti|un)[- ](?=DISEASE)|\b(?=DRUG(?: \(DRUG\))?\)?[- ](?:resistan|refractor|induced|"
    r"related|associated|naive|intoleran|unresponsive|sensitive|sparing|free|failure|transporter|receptor|reuptake|"
    r"agonist|antagonist))|(?<=isomer of )(?=DRUG)|(?<=enantiomer of )(?=DRUG)|"
    r"(?<=of racemic )(?=DRUG)|(?<=metabolite of )(?=DRUG)|(?<=prodrug of )(?=DRUG)|(?<=derivative of )(?=DRUG)"
)
_CLAUSE = re.compile(r";|\b(?:but|whereas|while|although)\b")
_MENTION = re.compile(r"\b(?:OTHER)?(?:DRUG|DISEASE)\b")
_MARKS = re.compile("[\u00ae\u2122*\u2020]")


class Stated(NamedTuple):
    """What a sentence states: the relation, the words that say so, the certainty and the details."""

    relation: ClaimRelation
    cue: str
    certainty: Certainty
    statement: Statement


def guideline_title(article: Article) -> str:
    """Return the title in lower case of an article that is a guideline or a consensus; "" for any other."""
    title = article.title.lower()
    declared = any(type_.lower().endswith(_GUIDELINE_TYPES) for type_ in article.publication_types)
    is_one = declared or (_GUIDELINE_TITLE.search(title) and not _ABOUT_GUIDELINES.search(title))
    return (title or "guideline") if is_one else ""


def find_statement(masked: str, category: str = "", guideline: str = "") -> Stated | None:
    """Return what a masked sentence states of DRUG and DISEASE that others have said, None if nothing.

    Args:
        masked: the sentence as `candidates.mask` makes it.
        category: the section: what a background section calls recommended is no result of the article.
        guideline: `guideline_title` of the article.
    """
    if not any(stem in masked for stem in _STEMS):
        return None
    words = _plain(masked)
    if guideline and "DISEASE" not in masked:  # the disease of the title, or of the sentence before
        words = f"{words.rstrip('. ')} for DISEASE"
    for number, found in _PREFILTER.matches(words):
        wording, _ = COMPILED_WORDINGS[number]
        if wording.needs_body:
            return _recommendation(wording.relation, words, found, category, guideline)
        if not _is_reported_otherwise(words, found):
            return _approval(wording.relation, words, found)
    return None


def _plain(masked: str) -> str:
    """Return the sentence with brackets as commas, without marks, lists as one word."""
    text = _OTHER.sub("OTHER", _ETHICS.sub("", _MARKS.sub("", masked)))
    text = _SOCIETY.sub(r"\1\2OTHERDISEASE", text)
    while (opened := _BRACKET.sub(lambda found: f", {found[1].replace(';', ',')},", text)) != text:
        text = opened
    text = _SAME.sub(r"\1", simplify_masked(re.sub(r",(?: ?,)+", ",", text)))
    return re.sub(r" ,|,(?=[^\s\d])", lambda found: "," if found[0] == " ," else ", ", text)


def _is_reported_otherwise(words: str, found: re.Match[str]) -> bool:
    """Return whether the sentence is rather of what the article did or found with the drug in the disease."""
    before, after = words[: found.start()], words[found.end() :]
    if _ADJECTIVE.search(found[0]):
        return bool(BENEFIT.search(words) or _GIVEN.search(words))
    if _PENDING.match(after) or _WITHDRAWN.search(f"{found[0]}{after}"):
        return True
    is_named_again = any(re.search(r"\bDISEASE\b", part) and BENEFIT.search(part) for part in (before, after))
    return is_named_again or bool(_RESULT.search(after) and "OTHERDISEASE" not in after)


def _approval(relation: ClaimRelation, words: str, found: re.Match[str]) -> Stated:
    before, after = _around(words, found)
    year = year_in(found[0], is_last=True) or year_in(after) or year_in(before, is_last=True)
    statement = Statement(by=regions_in(f"{before}{found[0]}{after}"), year=year)
    return Stated(relation, _cue(found), Certainty.STATED, statement)


def _recommendation(
    relation: ClaimRelation, words: str, found: re.Match[str], category: str, guideline: str
) -> Stated | None:
    """Return a recommendation, None if nobody is named who could have made it or the sentence only asks."""
    body = bodies_in(words) or (guideline and (bodies_in(guideline) or "guidelines"))
    if not body and not _is_commonplace(words, found, category):
        return None
    if _OPEN.search(words[: found.end()]) or _TEST.search(words):
        return None
    before, after = _around(words, found)
    grade = grade_in(f"{before}{found[0]}{after}")
    statement = Statement(by=body, year=year_in(words) or year_in(guideline), grade=grade)
    certainty = Certainty.HEDGED if _HEDGED.search(found[0]) else Certainty.STATED
    return Stated(relation, _cue(found), certainty, statement)


def _is_commonplace(words: str, found: re.Match[str], category: str) -> bool:
    """Return whether a use is called recommended as something known: in the background, or "currently" elsewhere."""
    if category in RESULT_SECTIONS:
        return False
    return bool(_USUAL.search(words) or (category == "BACKGROUND" and _PASSIVE.search(found[0])))


def _around(words: str, found: re.Match[str]) -> tuple[str, str]:
    """Return the words before and after a match, up to the next clause."""
    after = _CLAUSE.split(words[found.end() : found.end() + _AFTER])[0]
    before = _CLAUSE.split(words[max(0, found.start() - _BEFORE) : found.start()])[-1]
    return before, after


def _cue(found: re.Match[str]) -> str:
    """Return the words between the mentions of a match."""
    parts = (part.strip(" ,.-") for part in _MENTION.split(found[0]))
    return " ... ".join(filter(None, parts))
