"""Hosts: claims of a benefit whose disease is where the patients are, not what the drug was given for.

"Pegfilgrastim reduces febrile neutropenia in breast cancer patients" supports no use in breast cancer. Such a claim
keeps drug, disease and sentence, and its relation becomes SETTING, or SUPPORTIVE for a drug that is known to be no
treatment of the disease. The rules, the first that holds:

1. The drug's purpose is something else in this disease, whatever the sentence names (`Purpose.alone`, `strict`).
2. The sentence says that something else was treated (`host_wordings`), or names the drug's purpose.
3. The title says so.

None holds if the sentence speaks of the disease's own course ("survival", "tumour response"), or if the drug treats the
disease by its ATC code. Only rule 1 in its strict form asks for neither. A harm that was told beside the benefit of
something else becomes CAUSES.
"""

import re
from typing import NamedTuple

from miner.lexicon.hosts import Host, HostTables, Purpose, read_hosts
from miner.lexicon.lexicon import Lexicon
from miner.reading.claims.candidates import Candidate
from miner.reading.claims.features import Judged, Surroundings
from miner.reading.claims.host_wordings import COMPILED_WORDINGS
from miner.reading.claims.masking import simplify_masked
from miner.reading.claims.results import HARMS as HARM_WORDS
from miner.reading.claims.sentences import ClaimSentence
from miner.records import ClaimRelation

_OBJECT = "OBJECT"
_LISTED = re.compile(
    r"\b(?:OBJECT(?:,| and| or|/) ?(?:[\w-]+ ){0,2}DISEASE|DISEASE(?:,| and| or|/) ?(?:[\w-]+ ){0,2}OBJECT)\b"
)
"""Both named side by side: either may have been treated."""
_MADE = re.compile(r"\bDRUG(?:[- ](?:induced|associated|related))? OBJECT")
"""The drug's own harm: "trastuzumab cardiotoxicity"."""
_OWN_COURSE = re.compile(
    r"\bDISEASE (?:symptoms?|scores?|severity|activity|control|attacks?|exacerbations?|episodes?|risk|incidence)\b|"
    r"\b(?:(?:severity|symptoms|progression|course|onset|recurrence|risk|incidence|rates?|development|number|prevention|"
    r"treatment|therapy|management) of|"
    r"(?:prevent|attenuat|slow|delay|revers|ameliorat|improv|cur|reliev|treat|reduc|limit)(?:s|es|e|ed|ing)?) (?:the )?"
    r"(?:developing )?(?:[a-z-]+ )?DISEASE\b(?![- ](?:[a-z-]+ )?(?:patients|subjects|women|men|children|adults|"
    r"individuals|people|survivors|rats|mice|induced|associated|related)\b)"
)
"""The disease itself was measured, or is what the verb did something to."""
_ADVERSE = re.compile(r"\b(?:adverse|side effects?|toxic\w*|grade [1-5](?: or [1-5])?|most common)\b", re.IGNORECASE)
"""A sentence on harms: the disease that it names is one of them."""
HARMS = frozenset({"MESH:D064420"})
"""Drug-related side effects, which are a use only where something is given against them."""
HARMS_OF_TRIALS = re.compile(rf"{HARM_WORDS.pattern}|diarrh|cardiotox|urinary retention", re.IGNORECASE)
"""Names of diseases that trials report as harm."""
_HARM = re.compile(
    r"\b(?:with|and|but|manageable|acceptable|tolerable|favou?rable|mild|low|lower|less|minimal|limited|moderate|"
    r"modest) (?:[a-z-]+ ){0,2}DISEASE|DISEASE profile"
)
"""Side effects beside a benefit: "active with manageable toxicity"."""


class Setting(NamedTuple):
    """What a claim of a benefit is instead, and the words or the purpose that decided."""

    relation: ClaimRelation
    cue: str


class HostFinder:
    """Tells claims of a host disease by the tables of a lexicon.

    Args:
        lexicon: names and hierarchy of the diseases.
        tables: hosts and purposes; read from the shipped tables if None.
    """

    def __init__(self, lexicon: Lexicon, tables: HostTables | None = None) -> None:
        self._lexicon = lexicon
        self._tables = tables or read_hosts(lexicon)

    def find(self, one: Judged) -> Setting | None:
        """Return what a candidate's benefit is instead, None if its disease is what the drug was given for.

        Args:
            one: a candidate of which a benefit was found, with the article around it.
        """
        candidate, around = one.candidate, one.around
        if around is None:
            return None
        if candidate.disease not in self._tables.hosts and (
            harm := _harm_of(candidate, around, self._lexicon.name_of(candidate.disease))
        ):
            return Setting(ClaimRelation.CAUSES, harm)
        purposes = self._purposes_of(candidate)
        if strict := next((purpose for purpose in purposes if candidate.disease in purpose.strict), None):
            return Setting(ClaimRelation.SUPPORTIVE, f"given for {strict.name}")
        if any(candidate.disease in purpose.objects for purpose in purposes):
            return None
        for host in self._tables.hosts.get(candidate.disease, ()):
            if host.drugs.isdisjoint(candidate.drugs) and (found := self._in(host, candidate, around, purposes)):
                return found
        return None

    def _in(
        self, host: Host, candidate: Candidate, around: Surroundings, purposes: tuple[Purpose, ...]
    ) -> Setting | None:
        """Return what a benefit in one group of hosts is instead."""
        sentence = candidate.sentence
        masked = self._mask(around.text, sentence, candidate, host)
        if host.own.search(masked) or _OWN_COURSE.search(masked):
            return None
        if alone := next((purpose for purpose in purposes if candidate.disease in purpose.alone), None):
            return Setting(ClaimRelation.SUPPORTIVE, f"given for {alone.name}")
        if found := _words_of(masked, host) or self._purpose_in(masked, sentence, candidate, host, purposes):
            return Setting(ClaimRelation.SETTING, found)
        for title in around.titles:
            masked = self._mask(around.text, title, candidate, host)
            if "DISEASE" not in masked:
                continue
            if found := _words_of(masked, host) or self._purpose_in(masked, title, candidate, host, purposes):
                return Setting(ClaimRelation.SETTING, f"title: {found}")
        return None

    def _purposes_of(self, candidate: Candidate) -> tuple[Purpose, ...]:
        """Return what all drugs of a candidate are given for, () if one of them has no purpose of the tables."""
        of_each = [self._tables.purposes.get(drug, ()) for drug in candidate.drugs]
        if not all(of_each):
            return ()
        return tuple(
            one for one in dict.fromkeys(p for found in of_each for p in found) if candidate.disease not in one.never
        )

    def _mask(self, text: str, sentence: ClaimSentence, candidate: Candidate, host: Host) -> str:
        """Return a sentence in lower case with the pair and what is treated in such hosts as DRUG, DISEASE, OBJECT."""
        roles = [(place, "DRUG" if place.curies == candidate.drugs else "OTHERDRUG") for place in sentence.drugs]
        for place in sentence.diseases:
            if candidate.disease in place.curies:
                roles.append((place, "DISEASE"))
            elif any(self._is_object(curie, candidate.disease, host) for curie in place.curies):
                roles.append((place, _OBJECT))
        pieces, at = [], sentence.start
        for place, role in sorted(roles):
            pieces += [text[at : place.start].lower(), role]
            at = place.end
        pieces.append(text[at : sentence.end].lower())
        return simplify_masked("".join(pieces))

    def _purpose_in(
        self, masked: str, sentence: ClaimSentence, candidate: Candidate, host: Host, purposes: tuple[Purpose, ...]
    ) -> str:
        """Return the purpose of the drug that a sentence names, "" if none or one listed with DISEASE."""
        if not purposes or (sentence.category != "TITLE" and _LISTED.search(masked)):
            return ""
        for purpose in purposes:
            if found := purpose.words.search(masked):
                return f"given for {purpose.name}: {found[0]}"
            for curie in (curie for place in sentence.diseases for curie in place.curies):
                if curie in purpose.objects and self._is_object(curie, candidate.disease, host):
                    return f"given for {purpose.name}: {self._lexicon.name_of(curie)}"
        return ""

    def _is_object(self, curie: str, disease: str, host: Host) -> bool:
        """Return whether a disease is treated in such hosts for its own sake, and is neither kind nor cause of it."""
        if curie not in host.objects:
            return False
        return curie not in self._lexicon.ancestors(disease) and disease not in self._lexicon.ancestors(curie)


def _harm_of(candidate: Candidate, around: Surroundings, name: str) -> str:
    """Return the words that make the disease of that name a harm told beside a benefit, "" if none do."""
    if candidate.disease in HARMS and (told := _HARM.search(candidate.masked)):
        return told[0].lower()
    is_titled = any(candidate.disease in place.curies for title in around.titles for place in title.diseases)
    if candidate.disease_from != "before" or is_titled or not HARMS_OF_TRIALS.search(name):
        return ""
    told = _ADVERSE.search(around.before(candidate.sentence.start))
    return f"before: {told[0].lower()}" if told else ""


def _words_of(masked: str, host: Host) -> str:
    """Return the words that make DISEASE the place and OBJECT what was treated, "" if there are none."""
    masked = _MADE.sub("DRUG harm", host.words.sub(_OBJECT, masked))
    if _OBJECT not in masked or "DISEASE" not in masked:
        return ""
    masked = _LISTED.sub(lambda found: found[0].replace(_OBJECT, "other"), masked)
    found = next((found for pattern in COMPILED_WORDINGS if (found := pattern.search(masked))), None)
    return found[0].lower() if found else ""
