"""What a name may stand for, from its words alone: every candidate with a score and the reason for it.

A name is tried as it stands and then in ever looser spellings. The score of a link is about the share of such
links that are right, measured on gold mentions (see `SCORES`); below `LINK_MIN` a candidate is only a possibility
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
"""A candidate with a lower score is not linked without evidence: no link costs the graph less than a wrong one."""

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
"""How far a link of each reason can be trusted: 1 is an exact name.

About the share of such links that are right over the gold mentions of bc5cdr_train and ncbi_disease_train, divided by
the share for exact names (.92: the rest are identifiers coarser or older than ours). Measured with
`python -m corpora evaluate --gold FILE --reasons`; of reasons with fewer than ten links the score is a guess.
"""

DETAIL_FACTOR = 0.6
"""A name that links only without a word of detail ("inherited ataxia") is often a thing of its own: .49 right."""

_CLEAR_SHORT = frozenset(
    "CML CLL AML GBM PNH RCC HCC NHL DLBCL COPD HIV AIDS PTSD ADHD OCD NMO aHUS gMG NMOSD GIST NSCLC SCLC MTX 5-FU 5FU "
    "ATRA HCTZ MMF TMZ AZT tPA t-PA CDDP 6-MP EGFR ALK RET MET KIT TNF HER2 MSI-H dMMR TMB-H PSA MSS HRD AR VHL ATM "
    "TTR C5 p53".lower().split()
)
"""Names of up to four letters that stand for one thing in nearly every abstract; all other short names need the
long form or other evidence ("ALL", "MS", "AS", "CAT", "ACE" stand for several)."""

_COMBINED = re.compile(r"\s*(?:/|\+|\bplus\b|\band\b|\bcombined with\b|\u2013|-)\s*", re.IGNORECASE)
_CACHE_SIZE = 50_000


def is_short(name: str) -> bool:
    """Whether a name has so few letters that it stands for several things, and is none of the clear ones."""
    letters = name.strip().rstrip("s")
    return len(letters) <= 3 and letters.lower() not in _CLEAR_SHORT


class Candidates:
    """Finds candidates in a lexicon and remembers the last names asked for.

    Args:
        lexicon: what is linked to.
        knowledge: is searched for names that nothing else explains; None for no such search.
    """

    def __init__(self, lexicon: Lexicon, knowledge: Knowledge | None = None) -> None:
        self.lexicon = lexicon
        self._knowledge = knowledge
        self._similar = {kind: SimilarNames(lexicon, kind) for kind in (MentionType.DRUG, MentionType.DISEASE)}
        self._known: dict[tuple[str, MentionType], tuple[Link, ...]] = {}

    def find(self, name: str, type: MentionType) -> tuple[Link, ...]:  # noqa: A002
        """All that a name may stand for, best first; empty where nothing known fits.

        More than one comes out only where the name itself has several meanings.
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
            return self._by_name(Variant(symbol, "chemical symbol"), type)
        if is_short(name):
            links = self._exact(name, type)
            return tuple(Link(curie=x.curie, score=0.4 / len(links), reason="short name") for x in links)
        if type is MentionType.DRUG:
            return self._find_drug(name) or self._like_concepts(name, type)
        if type is MentionType.DISEASE:
            return self._find_disease(name) or self._like_concepts(name, type)
        return self._find_biomarker(name)

    def _like_concepts(self, name: str, type: MentionType) -> tuple[Link, ...]:  # noqa: A002
        """What the knowledge base has under the likest name; several things under it are but possible meanings."""
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
        """What a concept is in the lexicon, by its identifier; None where it is no drug or no disease, as asked.

        Its preferred name decides where several entries bear the identifier, and where none does: the lexicon has no
        cross-references to the UMLS, whose numbers most of scispaCy's linkers use.
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
        links = self._by_name(Variant(name, "name in another spelling"), type)
        return tuple(
            Link(curie=link.curie, score=max(link.score, SCORES["name"]), reason="name")
            if link.score >= LINK_MIN and name.lower() in self.lexicon.entry(link.curie).names
            else link
            for link in links
        )

    def _by_name(self, variant: Variant, type: MentionType) -> tuple[Link, ...]:  # noqa: A002
        found = self.lexicon.lookup(variant.spelling, type)
        if not found:
            return ()
        chosen = _choose(self._letter_for_letter(variant.spelling, found, type) or found, self.lexicon)
        curies = sorted({candidate.curie for candidate in found} - {chosen})
        rest = tuple(
            Link(curie=curie, score=round(0.4 / len(curies), 3), reason=f"another meaning: {variant.reason}")
            for curie in curies
        )
        if chosen is None:
            return rest
        return (Link(curie=chosen, score=SCORES[variant.reason], reason=variant.reason), *rest)

    def _letter_for_letter(
        self,
        spelling: str,
        found: tuple[Candidate, ...],
        type: MentionType,  # noqa: A002
    ) -> tuple[Candidate, ...]:
        """Of drugs those with exactly this name: "glutamate" is not the class "glutamates".

        Spellings of diseases differ by country and hyphen: there the preferred name decides, whoever else has it as
        a synonym ("hyperlipidaemia").
        """
        if type is MentionType.DISEASE:
            return ()
        return tuple(x for x in found if spelling.lower() in self.lexicon.entry(x.curie).names)

    def _find_drug(self, name: str) -> tuple[Link, ...]:
        links = self._exact(name, MentionType.DRUG)
        for variant in drug_variants(name):
            if links:
                break
            links = self._by_name(variant, MentionType.DRUG)
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
            links = self._by_name(Variant(spelling, "name with other spaces"), type)
            if links:
                return links
        nearest = similar.nearest(name)
        return self._by_name(Variant(nearest, "nearly the name"), type) if nearest else ()

    def _find_disease(self, name: str) -> tuple[Link, ...]:
        links = self._disease_name(name)
        induced = "" if links else drug_induced(name)
        if induced:
            links = self._by_name(Variant(induced, "drug-induced form"), MentionType.DISEASE)
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
        turned = _most_general(self.lexicon.lookup_words(plain, disease), self.lexicon)
        for variant in disease_variants(plain):
            if turned and SCORES[variant.reason] < SCORES[reason]:  # "carcinoma of the lung" is lung carcinoma
                continue
            links = self._by_name(variant, disease)
            if links:
                return links
        return (Link(curie=turned, score=SCORES[reason], reason=reason),) if turned else ()


def _choose(candidates: tuple[Candidate, ...], lexicon: Lexicon) -> str | None:
    """The one candidate that a name means: the preferred name's owner, else the most general; None if unrelated.

    MeSH's own entries ("term") stand back where MONDO has the name, and come in where MONDO's meanings are unrelated.
    """
    if len(candidates) == 1 or (candidates[0].kind == "name" and candidates[1].kind != "name"):
        return candidates[0].curie
    signatures = [candidate.curie for candidate in candidates if candidate.curie.startswith("SIGNATURE:")]
    if len(signatures) == 1:  # "PD-L1" in a biomarker's place is what is measured, not the gene
        return signatures[0]
    terms = [candidate.curie for candidate in candidates if candidate.kind == "term"]
    others = tuple(candidate.curie for candidate in candidates if candidate.kind != "term")
    chosen = _most_general(others, lexicon)
    return chosen or (terms[0] if len(terms) == 1 else None)


def _most_general(curies: tuple[str, ...], lexicon: Lexicon) -> str | None:
    """The one that is an ancestor of all the others; the only one where there is one."""
    for curie in curies:
        if all(other == curie or curie in lexicon.ancestors(other) for other in curies):
            return curie
    return None
