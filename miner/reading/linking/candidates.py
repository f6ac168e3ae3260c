"""Candidate generation: what a name may mean, from its words alone, each candidate with a score and a reason.

A name is looked up as printed and then in ever looser spellings. The score of a link is about the share of such
links that are right, measured on gold mentions (see `SCORES`). A candidate below `LINK_MIN` is only a possibility
that needs evidence from the text (`miner.reading.linking.ambiguity`).
"""

import re
from functools import cached_property

from miner.lexicon.crossrefs import ForeignIds
from miner.lexicon.lexicon import Candidate, Lexicon
from miner.reading.biomarkers.alterations import without_status
from miner.reading.biomarkers.finder import BiomarkerFinder
from miner.reading.linking.scispacy import Knowledge, NearConcept
from miner.reading.linking.similarity import SimilarNames
from miner.reading.linking.spelling import (
    Variant,
    disease_variants,
    drug_induced,
    drug_variants,
    symbol_name,
    without_brackets,
    without_detail,
)
from miner.records import Link, MentionType

LINK_MIN = 0.5
"""Candidates that score lower are not linked without evidence: no link costs the graph less than a wrong one."""

SCORES = {
    "name": 1.0,
    "name in another spelling": 0.9,
    "name with other spaces": 0.9,
    "nearly the name": 0.7,
    "name in MeSH alone": 0.85,
    "the same words in another order": 0.85,
    "each ingredient by its name": 0.9,
    "name without its salt": 0.95,
    "name without the biosimilar's suffix": 0.95,
    "name without its ester": 0.9,
    "name in another country's spelling": 0.9,
    "name without its isomer": 0.65,
    "name without its route or form": 0.8,
    "name without what stands in brackets": 0.95,
    "chemical symbol": 0.95,
    "acid of the salt": 0.9,
    "drug-induced form": 0.95,
    "plain word for it": 0.95,
    "adjective of the disease": 0.95,
    "name without 'disease'": 0.9,
    "name without 'disorder'": 0.8,
    "name without 'syndrome'": 0.7,
    "name with 'disease'": 0.95,
    "name with 'disorder'": 0.65,
    "name with 'syndrome'": 0.75,
    "organ for its adjective": 0.95,
    "another word for the tumour": 0.75,
    "another word for the head": 0.6,
    "what the toxicity harms": 0.95,
    "disease of the harmed organ": 0.85,
}
"""Score of a link by its reason, in (0, 1]; 1 is an exact name.

About the share of such links that are right over the gold mentions of bc5cdr_train and ncbi_disease_train, divided by
the share for exact names (.92: the rest are identifiers coarser or older than ours). Measured with
`python -m corpora evaluate --gold FILE --reasons`; for reasons with fewer than ten links the score is a guess.
"""

DETAIL_FACTOR = 0.6
"""A name that links only after a word of detail is dropped ("inherited ataxia") often means a distinct disease: .49
right."""

_CLEAR_SHORT = frozenset(
    "CML CLL AML GBM PNH RCC HCC NHL DLBCL COPD HIV AIDS PTSD ADHD NMO aHUS gMG NMOSD GIST NSCLC SCLC MTX 5-FU 5FU "
    "ATRA HCTZ MMF TMZ AZT tPA t-PA CDDP 6-MP EGFR ALK RET MET KIT TNF HER2 MSI-H dMMR TMB-H PSA MSS HRD AR VHL ATM "
    "TTR C5 p53".lower().split()
)
"""Names of up to four letters that are unambiguous in nearly every abstract. All other short names need the long form
or other evidence ("ALL", "MS", "AS", "CAT" and "ACE" have several meanings)."""

_COMBINED = re.compile(r"\s*(?:/|\+|\bplus\b|\band\b|\bcombined with\b|\u2013|-)\s*", re.IGNORECASE)
_CACHE_SIZE = 50_000


def is_clear_short(name: str) -> bool:
    """Return whether a short name is unambiguous in nearly every abstract."""
    return name.strip().rstrip("s").lower() in _CLEAR_SHORT


def is_short(name: str) -> bool:
    """Return whether a name is too short to be unambiguous (three letters at most) and not listed as clear."""
    return len(name.strip().rstrip("s")) <= 3 and not is_clear_short(name)


class Candidates:
    """A candidate generator over a lexicon, with a cache of the names it was asked for.

    Args:
        lexicon: the entries that names are looked up in.
        knowledge: is searched for names that nothing else explains; None disables that search.
    """

    def __init__(self, lexicon: Lexicon, knowledge: Knowledge | None = None) -> None:
        self.lexicon = lexicon
        self._knowledge = knowledge
        self._similar = {kind: SimilarNames(lexicon, kind) for kind in (MentionType.DRUG, MentionType.DISEASE)}
        self._known: dict[tuple[str, MentionType], tuple[Link, ...]] = {}

    def find(self, name: str, type: MentionType) -> tuple[Link, ...]:  # noqa: A002
        """Return everything that a name may mean, best first; empty if nothing known fits.

        There is more than one candidate only if the name itself is ambiguous.
        """
        key = (name, type)
        if key not in self._known:
            if len(self._known) >= _CACHE_SIZE:
                self._known.clear()
            self._known[key] = self._find(name, type)
        return self._known[key]

    def _find(self, name: str, type: MentionType) -> tuple[Link, ...]:  # noqa: A002
        symbol = symbol_name(name) if type is MentionType.DRUG else ""
        if symbol:
            return self._look_up(Variant(symbol, "chemical symbol"), type)
        if is_short(name):
            links = self._exact(name, type)
            return tuple(Link(curie=x.curie, score=0.4 / len(links), reason="short name") for x in links)
        if type is MentionType.DRUG:
            return self._find_drug(name) or self._similar_concepts(name, type)
        if type is MentionType.DISEASE:
            return self._find_disease(name) or self._similar_concepts(name, type)
        return self._find_biomarker(name)

    def _similar_concepts(self, name: str, type: MentionType) -> tuple[Link, ...]:  # noqa: A002
        """Return the entries of the concepts with the most similar name; unrelated ones are only possible meanings."""
        if self._knowledge is None:
            return ()
        found: dict[str, NearConcept] = {}
        for concept in self._knowledge.nearest(name):
            if found and concept.similarity < next(iter(found.values())).similarity:
                break
            curie = self._entry_of(concept, type)
            if curie and self._similar[type].is_slip(name, concept.alias):
                found.setdefault(curie, concept)
        chosen = _most_general(tuple(found), self.lexicon)
        return tuple(
            Link(
                curie=curie,
                score=concept.similarity if chosen else round(0.4 / len(found), 3),
                reason=f"{'' if chosen else 'another meaning: '}similar to {concept.alias!r} "
                f"(scispaCy {self._knowledge.name})",
            )
            for curie, concept in found.items()
            if chosen in {None, curie}
        )

    def _entry_of(self, concept: NearConcept, type: MentionType) -> str | None:  # noqa: A002
        """Return the lexicon's entry for a concept, by identifier; None if it has none of the type.

        The concept's preferred name decides if several entries have the identifier, and if none has: the lexicon has
        no cross-references to the UMLS, whose identifiers most of scispaCy's linkers use.
        """
        known = self._foreign_ids.curies_of(concept.identifier)
        fitting = tuple(curie for curie in known if self.lexicon.entry(curie).type is type)
        if len(fitting) == 1:
            return fitting[0]
        named = tuple(x for x in self.lexicon.lookup(concept.name, type) if not known or x.curie in fitting)
        chosen = _choose(named, self.lexicon) if named else None
        return chosen or _most_general(fitting, self.lexicon)

    @cached_property
    def _foreign_ids(self) -> ForeignIds:
        return ForeignIds(self.lexicon)

    @cached_property
    def _expressions(self) -> BiomarkerFinder:
        return BiomarkerFinder(self.lexicon)

    def _find_biomarker(self, name: str) -> tuple[Link, ...]:
        links = self._exact(name, MentionType.BIOMARKER) or self._expressions.links(name)
        shorter = without_status(name)
        if links or shorter == name or is_short(shorter):
            return links
        return tuple(
            Link(curie=x.curie, score=round(x.score * 0.9, 3), reason=f"{x.reason}, without its status")
            for x in self._find_biomarker(shorter)
        )

    def _exact(self, name: str, type: MentionType) -> tuple[Link, ...]:  # noqa: A002
        links = self._look_up(Variant(name, "name in another spelling"), type)
        return tuple(
            Link(curie=link.curie, score=max(link.score, SCORES["name"]), reason="name")
            if link.score >= LINK_MIN and name.lower() in self.lexicon.entry(link.curie).names
            else link
            for link in links
        )

    def _look_up(self, variant: Variant, type: MentionType) -> tuple[Link, ...]:  # noqa: A002
        found = self.lexicon.lookup(variant.spelling, type)
        if not found:
            return ()
        chosen = _choose(self._exact_spelling(variant.spelling, found, type) or found, self.lexicon)
        curies = sorted({candidate.curie for candidate in found} - {chosen})
        rest = tuple(
            Link(curie=curie, score=round(0.4 / len(curies), 3), reason=f"another meaning: {variant.reason}")
            for curie in curies
        )
        if chosen is None:
            return rest
        return (Link(curie=chosen, score=SCORES[variant.reason], reason=variant.reason), *rest)

    def _exact_spelling(
        self,
        spelling: str,
        found: tuple[Candidate, ...],
        type: MentionType,  # noqa: A002
    ) -> tuple[Candidate, ...]:
        """Return the candidates with exactly this name: "glutamate" is not the class "glutamates". None for diseases.

        Spellings of diseases differ by country and hyphen: there the owner of the preferred name wins, even over an
        entry that has the exact spelling as a synonym ("hyperlipidaemia").
        """
        if type is MentionType.DISEASE:
            return ()
        return tuple(x for x in found if spelling.lower() in self.lexicon.entry(x.curie).names)

    def _find_drug(self, name: str) -> tuple[Link, ...]:
        links = self._exact(name, MentionType.DRUG)
        for variant in drug_variants(name):
            if links:
                break
            links = self._look_up(variant, MentionType.DRUG)
        return (
            links
            or self._combination(name)
            or self._mesh_substance(name)
            or self._similar_names(name, MentionType.DRUG)
        )

    def _mesh_substance(self, name: str) -> tuple[Link, ...]:
        record = self.lexicon.mesh_record(name, MentionType.DRUG)
        if not record:
            return ()
        known = [x for x in self._foreign_ids.curies_of(record) if self.lexicon.entry(x).type is MentionType.DRUG]
        reason = "name in MeSH alone"
        return (Link(curie=known[0] if known else record, score=SCORES[reason], reason=reason),)

    def _combination(self, name: str) -> tuple[Link, ...]:
        parts = [part for part in _COMBINED.split(name) if part]
        if not 2 <= len(parts) <= 5 or any(len(part) < 4 for part in parts):
            return ()
        links = [self._exact(part, MentionType.DRUG) for part in parts]
        found = sorted({link[0].curie for link in links if link and link[0].score >= LINK_MIN})
        if len(found) < 2 or not all(links):
            return ()
        reason = "each ingredient by its name"
        return (Link(curie="+".join(found), score=SCORES[reason], reason=reason),)

    def _similar_names(self, name: str, type: MentionType) -> tuple[Link, ...]:  # noqa: A002
        similar = self._similar[type]
        for spelling in similar.same_letters(name):
            links = self._look_up(Variant(spelling, "name with other spaces"), type)
            if links:
                return links
        nearest = similar.nearest(name)
        return self._look_up(Variant(nearest, "nearly the name"), type) if nearest else ()

    def _find_disease(self, name: str) -> tuple[Link, ...]:
        links = self._disease_name(name)
        induced = "" if links else drug_induced(name)
        if induced:
            links = self._look_up(Variant(induced, "drug-induced form"), MentionType.DISEASE)
        dropped: list[str] = []
        shorter = name
        while not links and (step := without_detail(shorter)):
            shorter, word = step
            dropped.append(word)
            if not shorter or is_short(shorter):
                break
            links = self._disease_name(shorter)
        if dropped:
            detail = ", ".join(dropped)
            links = tuple(
                Link(curie=x.curie, score=round(x.score * DETAIL_FACTOR, 3), reason=f"{x.reason}, without {detail!r}")
                for x in links
            )
        return links or self._similar_names(without_brackets(name), MentionType.DISEASE)

    def _disease_name(self, name: str) -> tuple[Link, ...]:
        disease = MentionType.DISEASE
        links = self._exact(name, disease)
        plain = without_brackets(name)
        if not links and plain and plain != name:
            links = self._exact(plain, disease)
        if links or not plain:
            return links
        reason = "the same words in another order"
        reordered = _most_general(self.lexicon.lookup_words(plain, disease), self.lexicon)
        for variant in disease_variants(plain):
            if reordered and SCORES[variant.reason] < SCORES[reason]:  # "carcinoma of the lung" is lung carcinoma
                continue
            links = self._look_up(variant, disease)
            if links:
                return links
        return (Link(curie=reordered, score=SCORES[reason], reason=reason),) if reordered else ()


def _choose(candidates: tuple[Candidate, ...], lexicon: Lexicon) -> str | None:
    """Return the candidate that a name means: the preferred name's owner, else the most general; None if unrelated.

    MeSH's own entries ("term") give way to MONDO's, and count only if MONDO's meanings of the name are unrelated.
    """
    if len(candidates) == 1 or (candidates[0].kind == "name" and candidates[1].kind != "name"):
        return candidates[0].curie
    signatures = [candidate.curie for candidate in candidates if candidate.curie.startswith("SIGNATURE:")]
    if len(signatures) == 1:  # "PD-L1" as a biomarker is the measured quantity, not the gene
        return signatures[0]
    terms = [candidate.curie for candidate in candidates if candidate.kind == "term"]
    others = tuple(candidate.curie for candidate in candidates if candidate.kind != "term")
    chosen = _most_general(others, lexicon)
    return chosen or (terms[0] if len(terms) == 1 else None)


def _most_general(curies: tuple[str, ...], lexicon: Lexicon) -> str | None:
    """Return the identifier that is an ancestor of all the others, or the only one; None if there is none."""
    for curie in curies:
        if all(other == curie or curie in lexicon.ancestors(other) for other in curies):
            return curie
    return None
