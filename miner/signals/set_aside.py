"""Pairs that studies support and that are yet no use: harms, endpoints of labelled uses, what no patient was given.

They are taken out of the candidates, with the reason, and shown apart. Three rules, whose limits stand below as data:

- **Preclinical.** Every study that supports it is one of cells or animals.

- **Harm.** At least `HARM_SHARE` of the pair's articles say that the drug causes the disease, and more than support it:
  "less cough than with enalapril" is no use of losartan in cough.
- **Endpoint.** The disease is a symptom (`miner.lexicon.symptoms`); each article that supports it is about a disease on
  the drug's label, which it names in its title or claims the drug for, and no title names the symptom, nor did the
  patients have to have it. So trials of omeprazole in reflux measure pain; an article on omeprazole for cough in
  reflux has cough in its title and stays. `miner.signals.measured` goes on from here.

A label counts in whatever jurisdiction it is, also one that covers only a form of a specific disease; a set of drugs
each of which is on label counts like one.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, cached_property

from miner.lexicon.generality import FORM_DESCENDANTS_MAX, is_too_general
from miner.lexicon.lexicon import Lexicon
from miner.records import (
    COVERING_LEVELS,
    STUDIED_RELATIONS,
    ClaimRelation,
    Design,
    EvidenceRow,
    LabelLevel,
    LabelState,
    PairEvidence,
    Role,
    stance_of,
)

HARM_SHARE = 0.7
HARM_MIN = 2
"""Articles that must say so: one sentence is too little to set a supported use aside."""

LABELLED_LEVELS = COVERING_LEVELS | {LabelLevel.EACH}
"""The levels of uses that have endpoints. So do those of which a label covers a form, if the disease is specific."""

NAMED_MAX = 3
"""Labelled diseases that a reason names."""

PRECLINICAL = frozenset({Design.IN_VITRO, Design.ANIMAL})
"""Designs in which no patient was treated."""

Rows = Sequence[EvidenceRow]


def describe_preclinical(total: PairEvidence) -> str:
    """Return that only cells or animals support a use, "" if a study in people does or none is counted."""
    found = set(total.supporting_by_design)
    if not found or not found <= PRECLINICAL:
        return ""
    count = total.supporting_count
    return f"only cells or animals so far, in {count} {'study' if count == 1 else 'studies'}"


def describe_harm(rows: Rows) -> str:
    """Return why a pair is a harm, "" if it is none."""
    causing = {row.pmid for row in rows if row.relation is ClaimRelation.CAUSES and row.certainty.has_result}
    articles = causing | {row.pmid for row in rows if row.relation in STUDIED_RELATIONS}
    supporting = {row.pmid for row in rows if stance_of(row.relation, row.certainty) == "supports"}
    is_harm = len(causing) >= HARM_MIN and len(causing) > len(supporting)
    if not is_harm or len(causing) < HARM_SHARE * len(articles):
        return ""
    return f"a harm of the drug in {len(causing)} of {len(articles)} articles, {len(supporting)} support the use"


def is_enrolled_for(roles: frozenset[Role]) -> bool:
    """Return whether the patients of an article had to have a disease; a later analysis chose its patients itself."""
    return Role.ENROLLED in roles and Role.SECONDARY not in roles


class Endpoints:
    """Which symptoms are endpoints of the uses on the labels of one set of drugs.

    Args:
        by_disease: all evidence of the set, by disease.
        states: returns the label states of the set for a disease.
        lexicon: names, and which disease is a form of which.
        symptoms: the diseases that are symptoms.
    """

    def __init__(
        self,
        by_disease: Mapping[str, Rows],
        states: Callable[[str], Iterable[LabelState]],
        lexicon: Lexicon,
        symptoms: frozenset[str],
    ) -> None:
        self._by_disease = by_disease
        self._lexicon = lexicon
        self._symptoms = symptoms
        self._states = cache(lambda disease: tuple(states(disease)))

    def describe(self, symptom: str) -> str:
        """Return of which labelled uses a symptom is an endpoint, "" if it is a use of its own or no symptom."""
        if symptom not in self._symptoms:
            return ""
        rows = [row for row in self._by_disease[symptom] if stance_of(row.relation, row.certainty) == "supports"]
        if any(self.is_kin(symptom, named) for row in rows for named in row.title_diseases):
            return ""
        supporting = {
            row.pmid: set() if is_enrolled_for(row.roles) else self._labelled_in(row, symptom) for row in rows
        }
        if not supporting or not all(supporting.values()):
            return ""
        counts = Counter(self._lexicon.name_of(disease) for found in supporting.values() for disease in found)
        named = sorted(counts, key=lambda name: (-counts[name], name))[:NAMED_MAX]
        return f"an endpoint of studies in {', '.join(named)}, which a label covers"

    def _labelled_in(self, row: EvidenceRow, symptom: str) -> set[str]:
        """Return the labelled diseases, other than kin of the symptom, that an article is about."""
        about = set(row.title_diseases) | self.studied_in.get(row.pmid, set())
        return {each for each in about if not self.is_kin(symptom, each) and self.is_labelled(each)}

    def is_labelled(self, disease: str) -> bool:
        """Return whether a label in any jurisdiction covers a disease, a form of it, or each drug of the set."""
        levels = {state.level for state in self._states(disease)}
        if levels & LABELLED_LEVELS:
            return True
        return LabelLevel.BROADER in levels and not is_too_general(self._lexicon, disease, FORM_DESCENDANTS_MAX)

    @cached_property
    def studied_in(self) -> dict[int, set[str]]:
        """PMID to the diseases that the article claims the drugs for."""
        found: dict[int, set[str]] = defaultdict(set)
        for disease, rows in self._by_disease.items():
            for row in rows:
                if row.relation in STUDIED_RELATIONS:
                    found[row.pmid].add(disease)
        return found

    def is_kin(self, one: str, other: str) -> bool:
        """Return whether two diseases are the same or one is a form of the other."""
        return one == other or one in self._ancestors(other) or other in self._ancestors(one)

    def _ancestors(self, disease: str) -> frozenset[str]:
        return self._lexicon.ancestors(disease) if disease in self._lexicon else frozenset()
