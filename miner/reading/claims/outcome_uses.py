"""Which use an outcome is a result of: the drug and the disease of the claims beside it, or of the whole article.

The rule, the first that applies:

1. A comparator's result ("placebo", "the control group", another drug) is tied to no use.
2. Claims of the same sentence: the drug that the arm names, else the only studied drug of the sentence.
3. The whole article: the drug that the arm names, else the only studied drug; the disease is the one that most claims
   of that drug name, if no other is named as often.

A disease that alone the title names with that drug is the disease of its results.

What is left is tied to no use, and says so.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from miner.records import STUDIED_RELATIONS, Claim, Mention, MentionType, Outcome

Use = tuple[tuple[str, ...], str]
"""A set of drugs and a disease."""

_WHOLE = frozenset({"", "all", "between"})
_COMPARATOR = re.compile(
    r"\b(?:placebo|controls?|sham|vehicle|untreated|no (?:treatment|therapy)|usual care|standard (?:care|treatment|"
    r"therapy)|observation|healthy|comparator|saline|alone)\b",
    re.IGNORECASE,
)
_ALONE = re.compile(r"\balone\b", re.IGNORECASE)


def tie_outcomes(
    outcomes: Sequence[Outcome], claims: Iterable[Claim], mentions: Sequence[Mention]
) -> tuple[Outcome, ...]:
    """Return the outcomes, each with the use that it is a result of if the text ties it to one.

    Args:
        outcomes: of one article.
        claims: of the same article; those that state or study a use count.
        mentions: of the same article; drugs among them are looked for in the names of arms.
    """
    studied = [claim for claim in claims if claim.relation in STUDIED_RELATIONS]
    if not studied or not outcomes:
        return tuple(outcomes)
    names = _names_of(mentions)
    return tuple(_tied(outcome, studied, names) for outcome in outcomes)


def _names_of(mentions: Sequence[Mention]) -> Mapping[str, str]:
    """Return the drug of each name in lower case that the article uses."""
    return {
        mention.text.lower(): mention.link.curie
        for mention in mentions
        if mention.type is MentionType.DRUG and mention.link is not None
    }


def _tied(outcome: Outcome, studied: Sequence[Claim], names: Mapping[str, str]) -> Outcome:
    named = _drugs_in(outcome.arm, names)
    if _is_comparator(outcome.arm, named):
        return outcome
    beside = [c for c in studied if c.sentence_start <= outcome.start < c.sentence_end]
    use = _use_of(beside, named) or _use_of(studied, named)
    if use:
        titled = {claim.disease for claim in studied if claim.sentence_start == 0 and claim.drugs == use[0]}
        use = (use[0], titled.pop()) if len(titled) == 1 else use  # "less edema" beside the survival of a tumour
    return replace(outcome, drugs=use[0], disease=use[1]) if use else outcome


def _drugs_in(arm: str, names: Mapping[str, str]) -> frozenset[str]:
    if arm in _WHOLE:
        return frozenset()
    lowered = arm.lower()
    return frozenset(curie for name, curie in names.items() if re.search(rf"\b{re.escape(name)}\b", lowered))


def _is_comparator(arm: str, named: frozenset[str]) -> bool:
    """Return whether an arm is a control; "rituximab alone" is the drug's arm."""
    return _COMPARATOR.search(arm) is not None and not (named and _ALONE.search(arm))


def _use_of(claims: Sequence[Claim], named: frozenset[str]) -> Use | None:
    """Return the use of the claims whose drugs are those named, or the only one; None if several could be meant."""
    if named:
        fitting = [claim for claim in claims if frozenset(claim.drugs) == named]
        fitting = fitting or [claim for claim in claims if named & frozenset(claim.drugs)]
    else:
        fitting = list(claims)
    drugs = {claim.drugs for claim in fitting}
    if len(drugs) != 1:
        return None
    (first, count), *others = Counter(claim.disease for claim in fitting).most_common() or [("", 0)]
    is_clear = count and not (others and others[0][1] == count)
    return (drugs.pop(), first) if is_clear else None
