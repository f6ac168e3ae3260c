"""Link the mentions of a document: decide what each one names, in the light of the whole text.

Candidates come from the words of a mention, or from the long form of an abbreviation (`candidates`). False friends are
left unlinked, names with several meanings are disambiguated by the rest of the document (`ambiguity`), and names of
several diseases are split (`composites`). A mention never falls back to the head of its own name ("lung" of "lung
toxicity"): a wrong link costs the graph more than none (NIL). Only a disease that the dictionary finds at the end of a
name is used (`link_heads`).
"""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

from miner.lexicon.lexicon import Lexicon
from miner.lexicon.normalise import normalise
from miner.reading.linking.ambiguity import (
    DocumentContext,
    is_false_friend,
    is_initials,
    is_unclear_short_form,
    long_form_of,
    names_study_or_scale,
    settled_link,
)
from miner.reading.linking.candidates import LINK_MIN, Candidates, is_short
from miner.reading.linking.composites import is_composite, split_composite
from miner.reading.linking.scispacy import Knowledge
from miner.reading.overlap import drop_overlapping
from miner.records import Link, Mention, MentionType

_WORD = re.compile(r"[\w-]+")
_CODE = re.compile(r"[A-Z0-9]")


class Linker:
    """An entity linker over a lexicon. Between documents it caches only candidates by name.

    Args:
        lexicon: the entries that mentions are linked to.
        knowledge: as for `Candidates`.
    """

    def __init__(self, lexicon: Lexicon, knowledge: Knowledge | None = None) -> None:
        self.lexicon = lexicon
        self._candidates = Candidates(lexicon, knowledge)

    def candidates(self, name: str, type: MentionType) -> tuple[Link, ...]:  # noqa: A002
        """Return everything that a name may mean without context, best first; empty if nothing known fits.

        Candidates that score below `LINK_MIN` are linked only where the document gives evidence for them.
        """
        return self._candidates.find(name, type)

    def link(self, text: str, found: Sequence[Mention], long_forms: Mapping[str, str]) -> tuple[Mention, ...]:
        """Return the mentions of one document with their links, in text order, without overlap.

        Overlaps are resolved in this order: linked before unlinked, longer before shorter, then input order. Exception:
        a disease of the dictionary gives way to an overlapping linked one of the model unless it is a kind of it.
        Spans do not change. A mention of several diseases gets one link for each (`other_links`).

        Args:
            text: the document; the offsets of `found` refer to it.
            found: mentions by a model, a dictionary or a corpus, in any order. A mention that has a link keeps it
                unless it is a false friend.
            long_forms: the abbreviations that the document itself defines, each with its long form.
        """
        mentions = [self._choose_candidate(text, mention, found, long_forms) for mention in found]
        context = DocumentContext(text, mentions, self._candidates)
        mentions = [self._disambiguate(text, mention, context, long_forms) for mention in mentions]
        mentions = link_appositions(text, mentions)
        mentions = link_heads(mentions)
        mentions = drop_less_specific(mentions, self.lexicon)
        return tuple(resolve_overlaps(mentions))

    def _choose_candidate(
        self, text: str, mention: Mention, found: Sequence[Mention], long_forms: Mapping[str, str]
    ) -> Mention:
        """Return the mention with the best candidate for its long form or else its own words, if there is one."""
        if is_false_friend(text, mention):
            return mention.with_link(None)
        long_form = long_form_of(mention.text, long_forms)
        if long_form and normalise(long_form) != normalise(mention.text):
            return self._spell_out(text, mention, long_form, found)
        if settled := settled_link(mention, self.lexicon):
            return mention.with_link(settled)
        linked = mention if mention.link else self._link_name(mention, long_forms)
        return linked.with_link(None) if is_unclear_short_form(linked, self.lexicon) else linked

    def _spell_out(self, text: str, mention: Mention, long_form: str, found: Sequence[Mention]) -> Mention:
        """Return an abbreviation with the link of its long form, unlinked if that has none or names no treatment."""
        named = self._top_candidate(long_form, mention.type)
        if names_study_or_scale(text, mention.text, long_form, is_name=named is not None):
            return mention.with_link(None)
        link = named or self._match_ending(long_form, mention.type, found)
        if link is None:
            names = {
                other.link.curie
                for other in found
                if other.link and other.text in long_form and other.type is mention.type
            }
            return mention if mention.link and mention.link.curie in names else mention.with_link(None)
        reason = f"short for {long_form}: {link.reason}"
        link = Link(curie=link.curie, score=link.score, reason=reason)
        return mention.with_link(link, found_by="abbreviation")

    def _match_ending(self, long_form: str, type: MentionType, found: Sequence[Mention]) -> Link | None:  # noqa: A002
        """Return the candidate of the longest mention that ends as a long form does, whose start may be wrong.

        "linked retinoschisis" is the tail of "X-linked retinoschisis".
        """
        longest = ""
        for mention in found:
            is_tail = mention.text.endswith(long_form) or long_form.endswith(f" {mention.text}")
            if mention.type is type and is_tail and len(mention.text) > len(longest):
                longest = mention.text
        return self._top_candidate(longest, type) if longest else None

    def _link_name(self, mention: Mention, long_forms: Mapping[str, str]) -> Mention:
        """Return the mention with the link of its own words, of its members, or of itself with short forms expanded."""
        best = self._top_candidate(mention.text, mention.type)
        if mention.type is MentionType.DISEASE and (best is None or best.score < 1) and is_composite(mention.text):
            members = split_composite(mention.text, self._candidates)
            if members:
                return mention.with_link(members[0], members[1:])
        if best is None and long_forms and (expanded := _expand_short_forms(mention.text, long_forms)):
            best = self._top_candidate(expanded, mention.type)
            best = best and replace(best, reason=f"short for {expanded}: {best.reason}")
        return mention.with_link(best) if best else mention

    def _top_candidate(self, name: str, type: MentionType) -> Link | None:  # noqa: A002
        candidates = self.candidates(name, type)
        return candidates[0] if candidates and candidates[0].score >= LINK_MIN else None

    def _disambiguate(
        self, text: str, mention: Mention, context: DocumentContext, long_forms: Mapping[str, str]
    ) -> Mention:
        """Return the mention; if its words left it unlinked, with the meaning that the document supports."""
        if mention.link or long_form_of(mention.text, long_forms) or is_false_friend(text, mention):
            return mention
        candidates = self.candidates(mention.text, mention.type)
        if not candidates and not is_short(mention.text) and not is_initials(mention.text):
            return mention
        link = context.disambiguate(mention, candidates)
        return mention.with_link(link) if link else mention


def _expand_short_forms(name: str, long_forms: Mapping[str, str]) -> str:
    """Return the name with its short forms expanded ("cerebral ALD"), or "" if it contains none."""
    expanded = _WORD.sub(lambda found: long_forms.get(found[0], found[0]), name)
    return expanded if expanded != name else ""


_HEAD_FACTOR = 0.6
_IS_ANOTHER = re.compile(r"(?:non|pre|pseudo|anti|no|not)[ -]?\w", re.IGNORECASE)
"""Names that deny or precede the disease at their end: "non-allergic rhinitis", "pseudo-Ludwig's angina"."""


def link_heads(mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions; unlinked diseases of the model get the link of a dictionary disease at their end.

    "renal hamartomas" gets the link of "hamartomas", which as the linked one would win the overlap anyway; this way the
    model's span is kept. F1 of the reader's diseases went from .827 to .850 on ncbi_disease_dev and from .857 to .853
    on bc5cdr_dev.
    """
    heads = {m.end: m for m in mentions if m.type is MentionType.DISEASE and m.found_by == "lexicon" and m.link}
    return [_link_head(mention, heads.get(mention.end)) for mention in mentions]


def _link_head(mention: Mention, head: Mention | None) -> Mention:
    is_open = mention.type is MentionType.DISEASE and mention.found_by == "model" and mention.link is None
    if not is_open or head is None or head.link is None or head.start <= mention.start:
        return mention
    if _IS_ANOTHER.match(mention.text):
        return mention
    reason = f"{head.link.reason}, for its last words {head.text!r}"
    return mention.with_link(Link(curie=head.link.curie, score=round(head.link.score * _HEAD_FACTOR, 3), reason=reason))


def drop_less_specific(found: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    """Return the mentions without dictionary diseases that overlap a model's linked disease and are no kind of it.

    A model has learnt from the corpora where a disease begins and ends; a dictionary's longer name is better only where
    it is more specific ("atypical hemolytic uremic syndrome").
    """
    diseases = [mention for mention in found if mention.type is MentionType.DISEASE and mention.link]
    marked = sorted((mention for mention in diseases if mention.found_by != "lexicon"), key=lambda m: m.start)
    ends = [mention.end for mention in marked]
    dropped: set[int] = set()
    for mention in diseases:
        if mention.found_by == "lexicon" and mention.link:
            for other in marked[bisect_right(ends, mention.start) :]:
                if other.start >= mention.end:
                    break
                if other.link and other.link.curie not in lexicon.ancestors(mention.link.curie):
                    dropped.add(id(mention))
    return [mention for mention in found if id(mention) not in dropped]


_AFTER_CODE = frozenset(")],;")
_APPOSITION_FACTOR = 0.9
"""Of 78 such links of gold mentions in bc5cdr_train and biored_train 72 are right."""


def link_appositions(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions; an unlinked drug code gets the link of the drug before its bracket, wherever it occurs.

    There it is a drug whatever the model took it for: "CTX", which it may mark as a disease where nothing defines it.

    "dizocilpine (MK-801)", "ifosfamide (IFX)", "phencyclidine (PCP)": codes and short forms whose letters are not those
    of the long form. Names without a capital or a digit are usually examples ("anthracyclines (pirarubicin)"), and
    diseases in brackets are often different ones (.38 of 13 right).
    """
    if all(m.link or m.type is not MentionType.DRUG for m in mentions):
        return list(mentions)
    linked = {m.end: m for m in mentions if m.link and m.type is MentionType.DRUG}
    links: dict[str, Link] = {}
    for mention in mentions:
        before = linked.get(mention.start - 2)
        is_code = mention.link is None and mention.type is MentionType.DRUG and _CODE.search(mention.text)
        if before is None or before.link is None or not is_code:
            continue
        if (
            text[mention.start - 2 : mention.start] in {" (", " ["}
            and text[mention.end : mention.end + 1] in _AFTER_CODE
        ):
            reason = f"in brackets after {before.text}"
            link = Link(curie=before.link.curie, score=round(before.link.score * _APPOSITION_FACTOR, 3), reason=reason)
            links.setdefault(mention.text, link)
    return [
        replace(m, type=MentionType.DRUG).with_link(links[m.text]) if m.link is None and m.text in links else m
        for m in mentions
    ]


def resolve_overlaps(found: Sequence[Mention]) -> list[Mention]:
    """Return the mentions in text order without overlap, preferring linked ones, then the longest, then the first."""
    preferred = sorted(found, key=lambda mention: (mention.link is None, mention.start - mention.end))
    return sorted(drop_overlapping(preferred), key=lambda mention: mention.start)
