"""Scores of identifiers: links of gold mentions, and the concepts of each document, which matter to the graph.

MeSH and OMIM identifiers are compared; those of the lexicon are translated first (`miner.lexicon.crossrefs`). Genes
and variants are left out, because the corpora use gene numbers of NCBI and the lexicon those of HGNC.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpora.measure.editions import in_one_edition
from corpora.measure.scores import Counts, ReasonScore, Score, compare, total
from corpora.measure.spans import label_of
from corpora.readers import Corpus, GoldDocument, GoldMention
from miner.formats.pubtator import identifiers_of, names_in
from miner.lexicon.crossrefs import MeshIdentifiers, mesh_ids
from miner.lexicon.lexicon import Lexicon
from miner.reading.linking.linker import Linker
from miner.records import Link, Mention, MentionType

LABELS = ("CHEMICAL", "DISEASE")

_TYPE_OF_LABEL = {"CHEMICAL": MentionType.DRUG, "DISEASE": MentionType.DISEASE}
_BARE_MESH = re.compile(r"(?:mesh:)?([CD]\d{6,9})", re.IGNORECASE)
_NONE = frozenset({"", "-", "-1", "None", "none"})


def concept_ids(identifier: str, lexicon: Lexicon) -> frozenset[str]:
    """Return the concepts in an identifier column: "D003000", "MESH:D003000|OMIM:114480", "MONDO:0005015".

    Composite identifiers are split at "|", "+", "," and ";". CURIEs of the lexicon become MeSH or OMIM ones and are
    dropped if they have none; MeSH numbers of different years are unified (`editions`). The result is empty for "-"
    and "-1", which mean that a mention has no identifier.
    """
    concepts: set[str] = set()
    for part in re.split(r"[|+,;]", identifier):
        name = part.strip()
        mesh = _BARE_MESH.fullmatch(name)
        if mesh:
            concepts.add(f"MESH:{mesh[1].upper()}")
        elif name in lexicon:
            concepts.update(mesh_ids(name, lexicon))
        elif name not in _NONE:
            concepts.add(name)
    return in_one_edition(concepts)


def score_concepts(
    corpus: Corpus, predicted: Sequence[GoldDocument], known: Collection[str], lexicon: Lexicon
) -> Iterator[Score]:
    """Yield the scores of (document, concept) pairs (micro average), per label and for all known labels together.

    Args:
        corpus: the gold; labels without any identifier in it are left out.
        predicted: the same texts in the same order, with predicted mentions and identifiers.
        known: the labels that can be predicted.
        lexicon: translates identifiers to MeSH and OMIM.
    """
    pairs = [
        (_concepts(gold, lexicon), _concepts(found, lexicon))
        for gold, found in zip(corpus.documents, predicted, strict=True)
    ]
    counts = {
        label: total(compare(gold[label], found[label]) for gold, found in pairs)
        for label in LABELS
        if any(gold[label] for gold, _ in pairs)
    }
    for label, count in counts.items():
        yield count.as_score("concepts", corpus.name, label, is_known=label in known)
    common = [count for label, count in counts.items() if label in known]
    if len(common) > 1:
        yield total(common).as_score("concepts", corpus.name, "all")


def _concepts(document: GoldDocument, lexicon: Lexicon) -> dict[str, set[str]]:
    concepts: dict[str, set[str]] = {label: set() for label in LABELS}
    for mention in document.mentions:
        label = label_of(mention.type)
        if label in concepts:
            concepts[label].update(concept_ids(mention.identifier, lexicon))
    return concepts


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldLink:
    """The linker's result for a gold mention that has an identifier.

    `reason` and `score` are those of the first link, "" and 0 if there is no link.
    """

    label: str
    mention: GoldMention
    is_right: bool
    reason: str = ""
    score: float = 0.0

    @property
    def is_linked(self) -> bool:
        """Whether the linker found a link, right or wrong."""
        return self.reason != ""


def link_gold(
    documents: Sequence[GoldDocument], long_forms: Sequence[Mapping[str, str]], linker: Linker
) -> list[list[GoldLink]]:
    """Return the links of each document's gold mentions; one is right if it has exactly the gold concepts.

    Args:
        documents: the gold; mentions without an identifier are linked with the others but not returned.
        long_forms: for each document, the long form of each abbreviation.
        linker: the linker as the reader uses it; it gets the gold bounds and types.
    """
    identify = MeshIdentifiers(linker.lexicon)
    links: list[list[GoldLink]] = []
    for document, forms in zip(documents, long_forms, strict=True):
        links.append([])
        marked = [(label, m) for m in document.mentions if (label := label_of(m.type)) in _TYPE_OF_LABEL]
        found = [_unlinked(mention, _TYPE_OF_LABEL[label]) for label, mention in marked if label]
        linked = {(mention.start, mention.end): mention for mention in linker.link(document.text, found, forms)}
        names = names_in(linked.values())
        for label, mention in marked:
            gold = concept_ids(mention.identifier, linker.lexicon)
            if gold and label:
                ours = linked.get((mention.start, mention.end))
                identifier = "|".join(identifiers_of(ours, names, identify)) if ours else ""
                is_right = concept_ids(identifier, linker.lexicon) == gold
                links[-1].append(_judge(label, mention, ours.link if ours else None, is_right=is_right))
    return links


def _unlinked(mention: GoldMention, mention_type: MentionType) -> Mention:
    return Mention(start=mention.start, end=mention.end, text=mention.text, type=mention_type, found_by="gold")


def _judge(label: str, mention: GoldMention, link: Link | None, *, is_right: bool) -> GoldLink:
    if link is None:
        return GoldLink(label=label, mention=mention, is_right=False)
    return GoldLink(label=label, mention=mention, is_right=is_right, reason=link.reason, score=link.score)


def score_links(part: str, links: Sequence[GoldLink], measure: str = "linking") -> Iterator[Score]:
    """Yield a score per label: precision is over the linked mentions, recall over all mentions."""
    for label in LABELS:
        of_label = [link for link in links if link.label == label]
        right, linked = (sum(link.is_right for link in of_label), sum(link.is_linked for link in of_label))
        if of_label:
            yield Counts(right, linked - right, len(of_label) - right).as_score(measure, part, label)


def score_reasons(links: Sequence[GoldLink]) -> list[ReasonScore]:
    """Return scores by label and reason, the most frequent first; words of the text in reasons become "..."."""
    groups: dict[tuple[str, str], list[GoldLink]] = {}
    for link in links:
        if link.is_linked:
            groups.setdefault((link.label, _kind(link.reason)), []).append(link)
    scores = [
        ReasonScore(
            label=label,
            reason=reason,
            count=len(group),
            right_count=sum(link.is_right for link in group),
            mean_score=sum(link.score for link in group) / len(group),
        )
        for (label, reason), group in groups.items()
    ]
    return sorted(scores, key=lambda score: (-score.count, score.label, score.reason))


def _kind(reason: str) -> str:
    """Return a reason without the words of the text: "short for ...: name", "name, without '...'"."""
    kind = re.sub(r"short for .*?:", "short for ...:", reason)
    kind = re.sub(r"in brackets after .*", "in brackets after ...", kind)
    kind = re.sub(r"the one kind of .* that", "the one kind of ... that", kind)
    return re.sub(r"'(?!(?:disease|disorder|syndrome)').*?'", "'...'", kind)
