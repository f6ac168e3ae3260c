"""Notices and comments: articles about another article. What they repeat of it is no evidence of its own."""

import re

from miner.records import Article

_NOTICES = frozenset({"retraction of publication", "expression of concern", "published erratum", "retraction notice"})
_COMMENTS = frozenset(
    {"comment", "editorial", "news", "newspaper article", "patient education handout", "interview", "biography"}
)
_STUDIES = frozenset({"case reports", "observational study", "multicenter study", "meta-analysis", "systematic review"})
_TITLE = re.compile(
    r"\W*(?:correction|corrigend(?:um|a)|errat(?:um|a)|author correction|publisher correction|retraction(?: note| "
    r"notice)?|retracted(?: article)?|"
    r"withdrawn|withdrawal|(?:editorial )?expression of concern|re|reply|author(?:s\W?|\W?s)? (?:reply|response)|"
    r"response|in reply|comments?|"
    r"commentary|letter(?: to the editor)?|editorial|journal club|news)\b"
    r"(?:\s*(?::|\u2014|\u2013| - )|\s+(?:to|on|of|by|for|regarding)\b[^.]{0,12}[:'\"\u2018\u201c]|"
    r"\s+on\s+['\"\u2018\u201c])",
    re.IGNORECASE,
)


def is_notice(article: Article) -> bool:
    """Return whether an article only corrects, withdraws, announces or comments on another one.

    A letter or comment that MEDLINE also calls a trial or a case report has patients of its own and is none.
    """
    kinds = {kind.lower() for kind in article.publication_types}
    if kinds & _NOTICES:
        return True
    has_study = bool(kinds & _STUDIES) or any("trial" in kind for kind in kinds)
    is_comment = bool(kinds & _COMMENTS) or any(relation.kind == "CommentOn" for relation in article.relations)
    return (is_comment and not has_study) or _TITLE.match(article.title) is not None
