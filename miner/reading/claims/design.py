"""The design of a study, from its MEDLINE record or else from its own words.

Precedence, the first that applies:

1. MeSH Animals without Humans is ANIMAL, unless the publication type says review, guideline or protocol. It
   comes before any word of randomisation: mice are randomised too.
2. Publication types, weightiest first: guideline, meta-analysis or systematic review, protocol, randomised
   trial (including phase III and IV), phase II, phase I, observational study, case report, review. The text
   may turn a case report into a series, and a review into a systematic review (MEDLINE has had that type only
   since 2019). "Clinical Trial" alone leaves the kind open: the text may make it RANDOMISED or a phase;
   otherwise it counts as PHASE_2 (a trial without control).
3. Text: the title first, since it names the study itself; then the abstract, by wordings that authors use for
   their own study ("randomised trials have shown" and "a review of the literature" are not among them).
4. MeSH In Vitro Techniques or a cell line, without Humans, is IN_VITRO.

An article without any of these, such as a letter, an editorial or laboratory chemistry, is UNKNOWN.
"""

import re
from typing import NamedTuple

from miner.reading.claims.prefilter import Prefilter
from miner.records import Article, Design

PUBLICATION_TYPES = {
    "practice guideline": Design.GUIDELINE,
    "guideline": Design.GUIDELINE,
    "consensus development conference": Design.GUIDELINE,
    "consensus development conference, nih": Design.GUIDELINE,
    "meta-analysis": Design.SYSTEMATIC_REVIEW,
    "network meta-analysis": Design.SYSTEMATIC_REVIEW,
    "systematic review": Design.SYSTEMATIC_REVIEW,
    "clinical trial protocol": Design.PROTOCOL,
    "randomized controlled trial": Design.RANDOMISED,
    "equivalence trial": Design.RANDOMISED,
    "pragmatic clinical trial": Design.RANDOMISED,
    "clinical trial, phase iii": Design.RANDOMISED,
    "clinical trial, phase iv": Design.RANDOMISED,
    "clinical trial, phase ii": Design.PHASE_2,
    "clinical trial, phase i": Design.PHASE_1,
    "controlled clinical trial": Design.PHASE_2,
    "observational study": Design.OBSERVATIONAL,
    "twin study": Design.OBSERVATIONAL,
    "case reports": Design.CASE_REPORT,
    "review": Design.REVIEW,
    "scoping review": Design.REVIEW,
    "study guide": Design.REVIEW,
}
"""MEDLINE publication types in order of precedence; phase IV trials are mostly controlled."""

ANIMAL_HEADINGS = frozenset({"animals", "disease models, animal", "mice", "rats", "dogs", "rabbits"})
IN_VITRO_HEADINGS = frozenset({"in vitro techniques", "cell line", "cell line, tumor", "cells, cultured"})

_ANIMALS = (
    r"(mice|mouse|murine|rats?|rodents?|rabbits?|dogs?|canine|pigs?|piglets?|swine|guinea[- ]pigs?|"
    r"monkeys?|macaques?|zebrafish|hamsters?|sheep|lambs?|xenografts?|animal models?|drosophila|feline|cats|horses?|"
    r"equine|mares?|foals?|"
    r"bovine|cows?|calves|cattle|goats?|ferrets?|chickens?|hens|poultry|broilers?|quails?|gerbils?|minks?|baboons?|"
    r"rainbow trout|"
    r"porcine|ovine|sows?)"
)
_PATIENTS = r"(patients?|men|women|children|adults|volunteers|subjects|participants|outpatients|infants|cases)"
_MANY = r"(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|[2-9]|1\d)"


class Rule(NamedTuple):
    """A regular expression over lower-cased text and the design that it indicates."""

    design: Design
    pattern: str


TITLE_RULES = (
    Rule(Design.PROTOCOL, r"\b((study|trial) protocol|protocol (for|of) an?|rationale and design|design "
         r"and rationale)\b"),
    Rule(Design.PROTOCOL, r"\b(design of an? ([\w-]+ ){0,5}(trial|study)|an? (ongoing|planned) ([\w-]+ ){0,4}(trial|"
        r"study))\b"),
    Rule(Design.SYSTEMATIC_REVIEW, r"\b(meta-?analys[ie]s|systematic (literature )?review|cochrane)\b"),
    Rule(Design.GUIDELINE, r"^(?!.*(randomi|trial|stud|adherence|lowering)).*\b(guidelines?|consensus|"
         r"recommendations? (of|from|for)|position (paper|statement)|practice parameters?)\b"),
    Rule(Design.ANIMAL, rf"\b{_ANIMALS}\b"),
    Rule(Design.IN_VITRO, r"\b(in vitro|ex vivo|cell lines?|cultured|organoids?|spheroids?|explants?|isolated \w+ "
        r"(cells|hepatocytes|"
         r"myocytes))\b"),
    Rule(Design.RANDOMISED, r"\b(randomi[sz]ed|randomi[sz]ation|placebo[- ]controlled|double[- "
         r"]blind(ed)?|phase (iii|3|iv|4))\b"),
    Rule(Design.PHASE_1, r"\b(phase (i|1)(a|b)?)\b(?!\s*[/-]\s*(ii|2))"),
    Rule(Design.PHASE_2, r"\b(phase (ii|2)(a|b)?|phase (i|1)\s*[/-]\s*(ii|2)|open[- ]label|pilot (study|"
         r"trial)|single[- ]arm|uncontrolled trial|clinical trial)\b"),
    Rule(Design.CASE_SERIES, rf"\b(case series|(a )?(report|series) of {_MANY} (\w+ )?(cases|patients)|"
         rf"{_MANY} cases|case reports\b(?! and review))"),
    Rule(Design.CASE_REPORT, r"\b(case report|(a|one|rare|first|unusual) case\b(?![- ]control)|case "
         r"study|in an? (\w+[- ]){0,4}(patient|man|woman|boy|girl|child|infant|adolescent|neonate|"
         r"newborn))\b"),
    Rule(Design.OBSERVATIONAL, r"\b(retrospective|cohort|case[- ]control|cross[- ]sectional|registry|"
         r"observational|population[- ]based|nationwide|real[- ]world|claims|prospective|follow[- ]up|"
         r"survey|epidemiolog\w+|prevalence|incidence|longitudinal)\b"),
    Rule(Design.REVIEW, r"^(?!.*review of the literature).*\b(review|overview|update|state of the art|"
         r"perspectives?|advances in|current (concepts|status|treatment|management)|what('s| is) new)\b"),
)  # fmt: skip
"""Wordings of titles, in order of precedence."""

ABSTRACT_RULES = (
    Rule(Design.SYSTEMATIC_REVIEW, r"\b(we (performed|conducted|undertook|did|carried out) an? ([\w-]+ "
         r"){0,3}(meta-?analysis|systematic (literature )?review)|(this|our) (systematic review|"
         r"meta-?analysis)|(medline|pubmed|embase)[^.]{0,80}(were|was) searched|(searched|search of|"
         r"searches of) [^.]{0,60}(medline|pubmed|embase|cochrane)|studies were included in (the|this) "
         r"meta)"),
    Rule(Design.GUIDELINE, r"\b((this|these|the present|our) (clinical |practice |evidence-based "
         r")*(guidelines?|consensus statement|recommendations) (is|are|was|were|provides?|"
         r"summari[sz]es?|addresse?s?)|expert panel)\b"),
    Rule(Design.PROTOCOL, r"\bwill be (randomi[sz]ed|randomly|enrolled|recruited|assigned|allocated)\b"),
    Rule(Design.ANIMAL, r"^(?![\s\S]*\b(volunteers|participants|humans|patients (were|with|who)|subjects "
         r"were)\b)[\s\S]*\b(((male|female|adult|wistar|sprague[- ]dawley|c57bl\S*|balb\S*|nude|"
         rf"transgenic|knockout|diabetic|treated|of|an[ae]+sthetized|in|to) )+{_ANIMALS}|{_ANIMALS} "
         r"(were|was|received|treated)|mouse models?|rat models?)\b"),
    Rule(Design.RANDOMISED, r"\b((was|were|been|be|and|then) (\w+ )?randomi[sz]ed|randomly (assigned|"
         r"allocated|divided|received|selected to)|(assigned|allocated|divided) ([\w-]+ "
         rf"){{0,4}}(randomly|by random|at random)|(random|randomi[sz]ed) (assignment|allocation|"
         rf"allotment)|(in|this|a|an|our|the) ([\w-]+,? ){{0,6}}(randomi[sz]ed,|randomi[sz]ed ([\w-]+,? "
         rf"){{0,6}}(trial|study|design)|double[- ]blind(ed)?|placebo[- ]controlled)|randomi[sz]ation|"
         rf"double[- ]blind(ed)?|randomi[sz]ed (to|into|in|\d+|([\w-]+ )?{_PATIENTS})|{_PATIENTS} "
         rf"([\w-]+ )?(were )?randomi[sz]ed|cross-?over|randomi[sz]ed,? ([\w-]+,? ){{0,5}}(controlled|"
         r"crossover|parallel|blind(ed)?))\b"),
    Rule(Design.PHASE_1, r"\b(this|a|our) ([\w-]+,? ){0,4}phase (i|1)[ab]?\b(?!\s*[/-]\s*(ii|2))|"
         r"\bmaximum tolerated dose\b"),
    Rule(Design.PHASE_2, r"\b((this|a|our) ([\w-]+,? ){0,4}phase (ii|2)[ab]?|open[- ]label|single[- "
         r"]arm|phase (i|1)\s*[/-]\s*(ii|2)|(this|a|our) ([\w-]+,? ){0,3}pilot (study|trial)|"
         r"(simon'?s? )?two-stage design)\b"),
    Rule(Design.CASE_SERIES, r"\b(case series|(we|authors|here) ([\w-]+ )?(report|describe|present|"
         rf"reported|described) (on )?(the )?{_MANY} ([\w-]+ ){{0,4}}(cases|patients|children|women|men|"
         r"siblings))\b"),
    Rule(Design.CASE_REPORT, r"\b((an?|one|the) (\w+ )?case (of|report)|(report|describe|present)(s|"
         r"ed)? (\w+ )?(an?|one|the) ([\w-]+ ){0,5}(patient|man|woman|boy|girl|child|infant|case|male|"
         r"female|adolescent)|an? [\w-]+[- ]year[- ]old)\b"),
    Rule(Design.OBSERVATIONAL, r"\b(retrospective(ly)?|cohort|case[- ]control|cross[- ]sectional|"
         r"registry|observational|medical records|consecutive (\w+ )?patients|prospective(ly)?|"
         r"follow(ed)?[- ]up|longitudinal|questionnaires?|records? (was|were) reviewed|claims "
         r"data(base)?|hazard ratio|odds ratio)\b"),
    Rule(Design.IN_VITRO, r"\b(in vitro|cell lines?|cultured (\w+ )?cells|were cultured|incubated|"
         r"western blot\w*)\b"),
    Rule(Design.REVIEW, r"\b((this|the present|our) ([\w-]+ )?(review|article reviews|overview)|(is|"
         r"are) reviewed|we review|we summari[sz]e|(article|paper) (reviews|discusses|summari[sz]es))\b"),
)  # fmt: skip
"""Wordings of abstracts about their own study, in order of precedence."""

_TITLE_RULES = tuple((design, re.compile(pattern)) for design, pattern in TITLE_RULES)
_ABSTRACT_RULES = tuple((design, re.compile(pattern)) for design, pattern in ABSTRACT_RULES)
_ABSTRACT_PREFILTER = Prefilter([pattern for _, pattern in _ABSTRACT_RULES])
_TRIALS = frozenset({Design.RANDOMISED, Design.PHASE_1, Design.PHASE_2})
_NO_SINGLE_STUDY = frozenset({Design.SYSTEMATIC_REVIEW, Design.GUIDELINE, Design.REVIEW, Design.PROTOCOL})
_REFINED = {
    (Design.CASE_REPORT, Design.CASE_SERIES): Design.CASE_SERIES,
    (Design.REVIEW, Design.SYSTEMATIC_REVIEW): Design.SYSTEMATIC_REVIEW,
}
"""Where the text is more specific than the publication type: (publication type, text) to design."""
_REFINABLE = frozenset(declared for declared, _ in _REFINED)

_RANDOM = r"randomi[sz](ed|ation)"
_NOT_OWN = re.compile(
    rf"mendelian {_RANDOM}|\b(non|un|quasi|not)[- ]?(a )?{_RANDOM}|\bnot (a |an )?([\w-]+ ){{0,2}}{_RANDOM}|"
    rf"(without|lack of|no) ([\w-]+ ){{0,2}}{_RANDOM}|(target trial|emulat\w+)[^.]{{0,60}}({_RANDOM} )?(trial|"
    rf"emulation)|"
    rf"emulat\w+ [^.]{{0,30}}{_RANDOM}|"
    rf"(call|need|needs|case|plea|protocol|rationale) (for|of) ([\w-]+,? ){{0,4}}{_RANDOM}[^.]{{0,40}}|"
    rf"(within|nested in|embedded in|patients (of|from|in)|participants (of|from|in)|data (of|from)|analysis of|"
    rf"follow-up of|previous|prior|earlier|"
    rf"published|several|many|most|few|large|these|those|other|further|future|larger|additional|ongoing|of|in|from|"
    rf"by|two|three|four|"
    rf"\d+) ([\w-]+,? ){{0,3}}{_RANDOM},? ([\w-]+,? ){{0,4}}(trials|studies)\b|"
    rf"(within|nested in|embedded in|(patients|participants|women|men|children) (of|from|in|enrolled in)) an? "
    rf"([\w-]+,? ){{0,4}}{_RANDOM},? "
    r"([\w-]+,? ){0,4}(trial|study)\b|"
    rf"{_RANDOM},? ([\w-]+,? ){{0,5}}(trials?|studies|study) (is|are|were|was|will be|should be|have been|has been) "
    rf"(\w+ )?(needed|required|warranted|"
    r"necessary|lacking|urgently|awaited|identified|included|searched|ongoing|essential|justified|missing|available)|"
    r"\b(rat[- ]bite|swine (flu|influenza)|cat[- ]scratch|(dog|cat|monkey|horse|rat) bites?|mad cow|cow'?s milk|"
    r"chicken ?pox|"
    r"(horse|rabbit|equine|bovine|porcine|ovine|murine|mouse|goat|sheep)[- ](anti\w*|serum|insulin|heparin|"
    r"surfactant|globulins?|derived|"
    r"pericardi\w+|valves?|monoclonal|antibod\w+|collagen|thyroid|atg)|polyclonal rabbit|house dust mites?|cat "
    r"(allerg\w+|dander|hair)|"
    r"dog (allerg\w+|dander))"
)
"""Wordings that name another study's randomisation, or an animal that is none: they say nothing of this study."""


def own_words(text: str) -> str:
    """Return the text in lower case without what it says of other studies' designs."""
    return _NOT_OWN.sub(" ", text.lower())


def study_design(article: Article) -> Design:
    """Return the design of the study that the article reports, UNKNOWN if nothing indicates it."""
    declared = design_of_publication_types(article.publication_types)
    headings = {heading.name.lower() for heading in article.mesh_headings}
    has_humans = "humans" in headings
    if headings & ANIMAL_HEADINGS and not has_humans and declared not in _NO_SINGLE_STUDY:
        return Design.ANIMAL
    if declared is not Design.UNKNOWN and declared not in _REFINABLE:
        return declared
    written = design_of_text(article)
    if declared is not Design.UNKNOWN:
        return _REFINED.get((declared, written), declared)
    if any(kind.lower() == "clinical trial" for kind in article.publication_types):
        return written if written in _TRIALS else Design.PHASE_2
    if written is Design.UNKNOWN and headings & IN_VITRO_HEADINGS and not has_humans:
        return Design.IN_VITRO
    return written


def design_of_publication_types(publication_types: tuple[str, ...]) -> Design:
    """Return the weightiest design that the publication types name, UNKNOWN if they name none."""
    declared = {kind.lower() for kind in publication_types}
    return next((design for kind, design in PUBLICATION_TYPES.items() if kind in declared), Design.UNKNOWN)


def design_of_text(article: Article) -> Design:
    """Return the design that the wording of the title, or else of the abstract, indicates; UNKNOWN if neither does."""
    title, own = article.title.lower(), own_words(article.title)
    for design, pattern in _TITLE_RULES:
        if pattern.search(title if design in _NO_SINGLE_STUDY else own):
            return _refine(design, article)
    abstract = own_words(article.text[len(article.title) :])
    possible = (_ABSTRACT_RULES[number] for number in _ABSTRACT_PREFILTER.candidates(abstract))
    return next((design for design, pattern in possible if pattern.search(abstract)), Design.UNKNOWN)


def _refine(design: Design, article: Article) -> Design:
    """Return RANDOMISED if the title ("phase II", "prospective") leaves it open and the abstract says it."""
    if design not in {Design.PHASE_1, Design.PHASE_2, Design.OBSERVATIONAL}:
        return design
    randomised = next(pattern for kind, pattern in _ABSTRACT_RULES if kind is Design.RANDOMISED)
    found = randomised.search(own_words(article.text[len(article.title) :]))
    return Design.RANDOMISED if found else design
