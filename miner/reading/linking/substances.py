"""Substances that body or food contain and that are given too: names that mean an approved drug where they are given.

"Insulin" by itself is what MeSH knows and makes no claim; "insulin was given for hyperkalemia" is about the drug. The
names and the drug that each means are corpora/lexicon/given_substances.tsv. What `given` takes for a level, a receptor
or a deficiency stays measured, and so does a name without a word beside it that says that somebody was given it.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from miner.lexicon.normalise import normalise
from miner.lexicon.scan import NameScanner
from miner.lexicon.tables import Entry, read_table, table_place
from miner.reading.linking.given import has_given_word, is_given, is_natural
from miner.records import Link, Mention, MentionType

_WINDOW = 60
_GIVEN_AFTER = re.compile(
    r"(?: \([^()]{1,30}\))?(?: type [A-G])?,?(?: (?:alone|also|significantly|markedly|rapidly|treatment|therapy))*"
    r"(?: (?:was|were|is|are|has been|have been|may be|can be|could be) (?:\w+ ){0,2}?(?:given|administered|effective|"
    r"infused|injected|prescribed|started|efficacious|superior|beneficial|useful|safe|well tolerated|ineffective|used|"
    r"added|associated with (?:a )?(?:reduction|improvement|lower|fewer|decreased))\b|"
    r" (?:reduc|improv|prevent|alleviat|ameliorat|reliev|cure|reverse|resolve|did not|does not|had no|decrease)\w*\b"
    r"(?! (?:in|by|from|after|with|during|significantly|at|to)\b)|"
    r" (?:for|in|as) (?:the )?(?:treatment|management|prevention|prophylaxis|therapy)\b|"
    r" for \w|[ -](?:treated|supplemented)\b)",
    re.IGNORECASE,
)
_GIVEN_BEFORE = re.compile(
    r"\b(?:(?:treat(?:ed|ment|ing)|therap(?:y|ies)|supplement(?:ed|ation)|replacement|prophylaxis|managed) "
    r"(?:with|by|using|of)|(?:infusions?|injections?|administration|doses?|efficacy|trial|boluse?s?|use) of|"
    r"receiv(?:ed|ing)|given|administered|prescribed|"
    r"(?:intralesional|intradetrusor|intradermal|intramuscular|intravesical|intranasal|hyperbaric|high-flow|normobaric|"
    r"basal[ -]bolus|high-dose|low-dose|exogenous|recombinant|equine))"
    r"(?: (?:intravenous|oral|intranasal|intramuscular|subcutaneous|topical|high-dose|low-dose|daily|weekly|"
    r"\d+ ?\w+))*\s+$",
    re.IGNORECASE,
)


def find_given_substances(text: str) -> Iterator[Mention]:
    """Yield the substances of the table that the text says were given, in order of place.

    Raises:
        LexiconError: a table is missing or malformed.
    """
    for match in _scanner().find(text):
        name = text[match.start : match.end]
        link = Link(curie=match.curies[0], score=1.0, reason="a substance of the body or of food that is given")
        found = Mention(
            start=match.start, end=match.end, text=name, type=MentionType.DRUG, found_by="lexicon", link=link
        )
        if is_plainly_given(text, found):
            yield found


_ANY_TREATMENT = re.compile(
    r"toxin|hormone|therap|chemo|regimen|globulin|factor|inhibitor|drug|agent|interleukin|vitamin|mab\b|"
    r"ine\b|ide\b|one\b|platin|statin|blocker|agonist|steroid|protocol",
    re.IGNORECASE,
)


def is_meant(mention: Mention, long_forms: Mapping[str, str]) -> bool:
    """Return whether a text leaves a short form its usual meaning: one that it defines must be short for a drug."""
    return _ANY_TREATMENT.search(long_forms.get(mention.text, "drug")) is not None


def is_plainly_given(text: str, mention: Mention) -> bool:
    """Return whether the words beside a name say that somebody was given it, and none that it was measured."""
    if not is_given(text, mention):
        return False
    before, after = text[max(0, mention.start - _WINDOW) : mention.start], text[mention.end : mention.end + _WINDOW]
    return bool(has_given_word(before, after) or _GIVEN_AFTER.match(after) or _GIVEN_BEFORE.search(before))


def is_given_substance(text: str, mention: Mention, entry: Entry) -> bool:
    """Return whether a substance that is no approved drug is one that somebody was given.

    What body and food contain needs words that say so. A short form counts only if its long form is the substance:
    "dimercapto succinic acid" is not succinic acid, and what stands in brackets after a drug may be a regimen.
    """
    reason = mention.link.reason if mention.link else ""
    if reason.startswith("in brackets"):
        return False
    long_form, _, is_short = reason.removeprefix("short for ").partition(": ")
    if (
        reason.startswith("short for")
        and is_short == "name"
        and normalise(long_form) not in map(normalise, entry.names)
    ):
        return False
    if "of the body" in entry.flags or is_natural(entry.names):
        return is_plainly_given(text, mention)
    return is_given(text, mention, entry.names)


@lru_cache
def _scanner() -> NameScanner:
    rows = read_table(table_place(None) / "given_substances.tsv", ("name", "curie"))
    return NameScanner((name, curie) for name, curie in rows)
