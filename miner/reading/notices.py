"""Notices and comments: articles about another article. What they repeat of it is no evidence of its own.

A notice (a correction, a retraction) never has patients of its own. A comment, an editorial, a letter or a piece of
news has them if MEDLINE also calls it a study or its authors say whom they treated. A retracted article is read as any
other: the ledger keeps its claims and does not count them.
"""

import re

from miner.records import Article

RETRACTED_TYPE = "retracted publication"
NOTICE_TYPES = frozenset(
    {"retraction of publication", "retraction notice", "expression of concern", "published erratum"}
)
NOTICE_RELATIONS = frozenset({"RetractionOf", "ErratumFor", "ExpressionOfConcernFor"})
COMMENT_TYPES = frozenset(
    {"comment", "editorial", "news", "newspaper article", "interview", "biography", "patient education handout"}
)
LETTER_TYPE = "letter"
STUDY_TYPES = frozenset(
    {
        *("case reports", "observational study", "multicenter study", "comparative study", "evaluation study"),
        *("validation study", "twin study", "clinical study", "meta-analysis", "systematic review"),
    }
)
"""Types of a study besides those with "trial" in their names."""
PERSON_HEADINGS = frozenset(
    {
        *("male", "female", "adult", "aged", "aged, 80 and over", "middle aged", "young adult"),
        *("child", "child, preschool", "adolescent", "infant", "infant, newborn"),
    }
)
"""MeSH's check tags: what the patients of an article are."""

_END = r"(?:\s*[:\u2014\u2013]|\s+-\s|[\s.]*$)"
_QUOTED = r"[^.'\"]{0,40}\s['\"\u2018\u201c]"
_AUTHORS = r"(?:the )?authors?['\u2019]?s?['\u2019]?"
_ANSWER = rf"(?:reply|{_AUTHORS} (?:reply|response)|(?:invited |editorial |expert )?comment(?:s|ary)?)"
_NOTICE_TITLE = re.compile(
    rf"\W*(?:(?:(?:author|publisher)['\u2019]?s? |editorial |notice of |statement of )?(?:correction(?: notice)?|"
    rf"removal|retract(?:ion|ed)(?: note| notice| article| paper)?|withdraw(?:n|al)(?: notice)?|"
    rf"expressions? of concern|addendum|(?:editor|publisher)['\u2019]?s note){_END}|"
    rf"(?:correction|addendum|retraction note) to\b|(?:correction|retraction|withdrawal) (?:of|for){_QUOTED}|"
    rf"correction for [\w-]+ et al|(?:errat|corrigend)(?:um|a)\b)|"
    r".*[.:?\u2014\u2013]\s*(?:erratum|corrigendum|retraction|withdrawn|retracted)\W*$",
    re.IGNORECASE,
)
_COMMENT_TITLE = re.compile(
    rf"\W*(?:(?:re|response|in re(?:ply|sponse)|{_ANSWER}|letters?(?: to the editors?)?|(?:guest )?editorial|"
    rf"journal club|news(?: in brief)?|correspondence|in this issue){_END}|"
    rf"(?:{_ANSWER}|editorial|letter(?: to the editor)?) (?:on|to|regarding|about|concerning)\b|"
    r"response to (?:the )?(?:letter|comment|editorial|correspondence|drs?\b|re:|[\w-]+ et al|['\"\u2018\u201c]))|"
    rf".*(?:[.:?\u2014\u2013-]\s*(?:an? )?{_ANSWER}(?: (?:to|on|by|from) .*)?|[\[(]letter[\])])\W*$",
    re.IGNORECASE,
)
_OWN_PATIENTS = re.compile(
    r"\b(?:we|i) (?:\w+ )?(?:treated|gave|administered|enrolled|recruited|randomi[sz]ed|followed|saw|"
    r"(?:report|describe|present|observed|encountered)(?!\w* (?:by|in the|previously)))|"
    r"\bour (?:\w+ ){0,2}(?:patients?|cases?|series|cohort|experience|trial)\b",
    re.IGNORECASE,
)
_STUDY_OF_A_LETTER = re.compile(
    r"\b(?:case reports?|case series|(?:a|one|two|three|four|five|six|several) cases? of|[\w-]+[- ]year[- ]old|"
    r"successful(?:ly)? (?:\w+ )?(?:treat|manag|us)\w+|\d+ (?:\w+ )?patients|"
    r"we (?:found|show(?:ed)?|investigated|assessed|evaluated|examined|compared|measured|analy[sz]ed|studied|"
    r"tested))\b",
    re.IGNORECASE,
)


def is_notice(article: Article) -> bool:
    """Return whether an article only corrects, withdraws, announces or comments on another one."""
    kinds = {kind.lower() for kind in article.publication_types}
    relations = {relation.kind for relation in article.relations}
    if RETRACTED_TYPE in kinds:
        return False
    if kinds & NOTICE_TYPES or relations & NOTICE_RELATIONS or _NOTICE_TITLE.match(article.title):
        return True
    is_comment = bool(kinds & COMMENT_TYPES) or "CommentOn" in relations
    is_letter = LETTER_TYPE in kinds or _COMMENT_TITLE.match(article.title) is not None
    return (is_comment or is_letter) and not _has_study(article, kinds, is_comment=is_comment)


def says_notice(title: str) -> bool:
    """Return whether a title alone says that its article only corrects, withdraws or comments on another one."""
    return _NOTICE_TITLE.match(title) is not None or _COMMENT_TITLE.match(title) is not None


def _has_study(article: Article, kinds: set[str], *, is_comment: bool) -> bool:
    """Return whether a comment or letter reports patients of its own; a comment also tells of another's."""
    if kinds & STUDY_TYPES or any("trial" in kind for kind in kinds) or _OWN_PATIENTS.search(article.text):
        return True
    headings = {heading.name.lower() for heading in article.mesh_headings}
    return not is_comment and bool(headings & PERSON_HEADINGS or _STUDY_OF_A_LETTER.search(article.text))
