"""Disambiguation by the text: surrounding words, other mentions, words of the subject.

"MS" alone has no single meaning. The article resolves it: it prints the long form somewhere, names a disease with these
initials, or is about demyelination rather than chromatography. Surrounding words also reveal false friends:
"ST-segment depression" is no depression, "stroke volume" no stroke, "ACE inhibitor" no gene.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from miner.lexicon.lexicon import Lexicon
from miner.lexicon.normalise import normalise
from miner.lexicon.short_forms import read_short_forms, singular
from miner.lexicon.words import UNSPOKEN_WORDS, UNTELLING_WORDS
from miner.reading.linking.candidates import LINK_MIN, Candidates, is_clear_short, is_short
from miner.records import Link, Mention, MentionType

GROUP_MAX = 300
"""Diseases below one that still tells what a short name means: "tumors" in the text does not explain ARM."""
_REACH = 45
"""Characters before and after a mention that are searched for signs of a false friend."""


class _Neighbours(NamedTuple):
    """Regular expressions for the text before or after a word that make it a false friend; "" matches nothing."""

    before: str
    after: str


_FALSE_FRIENDS = {
    "depression": _Neighbours(
        r"(?:\bST(?:[ -]?(?:segment|T))?|respiratory|ventilatory|cardiac|myocardial|(?:bone[ -])?marrow|immune|CNS"
        r"|nervous system|spreading|circulatory|cardiovascular|contractile|synaptic|long[- ]term|inbreeding|central"
        r"|segment|wave|conduction|post-?ictal|reflex|motor|hematopoietic|haematopoietic)[ -]$",
        r"^ (?:of (?:the )?(?:ST|respirat|immune|bone|marrow|activit|contractil|sinus|myocard|cardiac|conduct|synap"
        r"|central|left|ventric|blood|T[ -]wave|reflex|cell)|in (?:the )?(?:ST|contractil|blood))",
    ),
    "stroke": _Neighbours(
        r"(?:heat|sun|two-|four-|back|brush|power)[ -]?$", r"^ (?:volume|work|index|output|distance|length)"
    ),
    "shock": _Neighbours(
        r"(?:electric(?:al)?|heat|foot|thermal|cold|electroconvulsive|osmotic|defibrillat\w+|ICD|culture|tail|future"
        r"|of|electro|acid|inappropriate|appropriate) ?-?$",
        r"^(?: ?-?wave| proteins?| therapy| treatments?|s? (?:avoidance|delivery|response|lithotripsy|index))",
    ),
    "cold": _Neighbours(
        r"", r"^[ -](?:water|stress|exposure|ischa?emi|storage|pressor|restraint|temperature|induced|saline|plate"
        r"|allodynia|agglutinin|air|environment|preserv|stimul|sensitiv|immersion|swim|chain|knife|snare|abscess)",
    ),
    "fall": _Neighbours(r"(?:a|sharp|rapid|marked|significant) $", r"^(?:s)? (?:in|of|below|from|to|within|into)\b"),
    "arrest": _Neighbours(
        r"(?:growth|cycle|G1|G2|G2/M|S-phase|mitotic|cell|maturation|developmental)[ -]$", r"^ of (?:growth|the cell)"
    ),
    "regression": _Neighbours(r"", r"^ (?:analys|model|equation|coefficient|line)"),
    "ace": _Neighbours(r"", r"^[ -](?:inhibit|blocker|I\b)"),
    "cat": _Neighbours(
        r"(?:the|a|per|each|domestic|adult|anesthetized|anaesthetized) $", r"^(?:s\b| (?:scan|eye|food|allergen))"
    ),
    "bleeding": _Neighbours(r"", r"^ time"),
    "als": _Neighbours(
        r"", r"^[ -](?:ambulance|provider|paramedic|crew|unit|team|course|training|intervention|protocol|care)"
    ),
}  # fmt: skip
"""By the name in the singular. Only the bare word is checked; a longer name that contains it ("common cold", "septic
shock", "respiratory depression") is a different mention."""

_COMPILED = {
    name: (re.compile(f"(?:{near.before})") if near.before else None, re.compile(near.after) if near.after else None)
    for name, near in _FALSE_FRIENDS.items()
}


def is_false_friend(text: str, mention: Mention) -> bool:
    """Return whether the surrounding words show that the mention is a false friend ("ST depression")."""
    if mention.text.startswith(("the ", "The ")):  # "the syndrome" refers back to a disease, not to the THE syndrome
        return True
    name = mention.text.lower()
    patterns = _COMPILED.get(name) or _COMPILED.get(name.rstrip("s"))
    if patterns is None:
        return False
    before, after = patterns
    if before and before.search(text[max(0, mention.start - _REACH) : mention.start]):
        return True
    return after is not None and after.search(text[mention.end : mention.end + _REACH]) is not None


class _Sense(NamedTuple):
    """One meaning of a short name and its cue words; an empty `name` is no drug, disease or biomarker."""

    name: str
    cues: str


_SENSES: dict[str, tuple[_Sense, ...]] = {
    "ALL": (_Sense("acute lymphoblastic leukemia", r"leuka?emi|lymphoblast|asparaginase|\bblasts?\b|philadelphia"),),
    "MS": (
        _Sense("multiple sclerosis", r"scleros|remitting|demyelinat|interferon[- ]beta|\bEDSS\b|glatiramer|neuritis"),
        _Sense("mitral valve stenosis", r"mitral|valvul"),
        _Sense("", r"spectromet|chromatograph|\bLC-|/MS\b|\bm/z\b|MALDI|electrospray|proteomic|morphine sul"),
    ),
    "AS": (
        _Sense("ankylosing spondylitis", r"spondyl|sacroili|BASDAI|B27"),
        _Sense("aortic stenosis", r"aortic|valve|\bTAV[IR]\b"),
        _Sense("Angelman syndrome", r"angelman|UBE3A"),
    ),
    "MI": (
        _Sense("myocardial infarction", r"infarct|coronary|troponin|reperfusion|angina|thrombolytic"),
        _Sense("", r"motivational|interview|multiple imputation|mitral insuff|myo-?inositol"),
    ),
    "RA": (
        _Sense("rheumatoid arthritis", r"rheumat|arthriti|DAS28|ACR ?20|synovi"),
        _Sense("", r"right atri|retinoi|atrial pressure|renal arter"),
    ),
    "HD": (
        _Sense("Huntington disease", r"huntington|chorea|\bCAG\b"),
        _Sense("Hodgkins lymphoma", r"hodgkin|\bABVD\b"),
        _Sense("", r"dialy|high[- ]dose|uremi|uraemi"),
    ),
    "PE": (
        _Sense("pulmonary embolism", r"embol|thrombo|anticoagul"),
        _Sense("preeclampsia", r"eclamp|pregnan|gestation"),
        _Sense("", r"phenylephrine|pleural effusion|plasma exchange|phosphatidylethan"),
    ),
    "ED": (
        _Sense("erectile dysfunction", r"erectile|sildenafil|tadalafil|impoten|penile"),
        _Sense("", r"emergency|endothelial dys|effective dose|eating disorder|50\b"),
    ),
    "PD": (
        _Sense("Parkinson disease", r"parkinson|levodopa|l-dopa|dopaminerg|substantia nigra"),
        _Sense("", r"progressive disease|stable disease|partial response|RECIST|peritoneal dial|panic|pharmacodynam"),
    ),
    "AD": (
        _Sense("Alzheimer disease", r"alzheimer|dementia|amyloid|donepezil|cholinesterase"),
        _Sense("atopic dermatitis", r"atopic|dermatit|eczema|dupilumab"),
        _Sense("", r"autosomal dominant|antidepress"),
    ),
    "CD": (_Sense("Crohn disease", r"crohn|colitis|ileal"), _Sense("celiac disease", r"celiac|coeliac|gluten")),
    "UC": (_Sense("ulcerative colitis", r"colitis|crohn|mesala[mz]ine|5-ASA"),),
    "IBD": (_Sense("inflammatory bowel disease", r"inflammatory bowel|crohn|colitis"),),
    "CF": (_Sense("cystic fibrosis", r"cystic|CFTR|ivacaftor|pancreatic insuff"),),
    "PV": (_Sense("polycythemia vera", r"polycyth|JAK2|thrombocyth"), _Sense("pemphigus vulgaris", r"pemphig|desmogl")),
    "TB": (_Sense("tuberculosis", r"tubercul|isoniazid|rifamp|mycobact"),),
    "DM": (
        _Sense("diabetes mellitus", r"diabet|insulin|glyca?emi|metformin"),
        _Sense("dermatomyositis", r"dermatomyos|polymyos"),
        _Sense("myotonic dystrophy", r"myoton|CTG|DMPK"),
        _Sense("", r"dextromethorphan"),
    ),
    "MM": (_Sense("plasma cell myeloma", r"myeloma|bortezomib|lenalidomide"), _Sense("melanoma", r"melanom")),
    "MG": (_Sense("myasthenia gravis", r"myasthen|pyridostigmine|acetylcholine receptor"),),
    "TD": (_Sense("tardive dyskinesia", r"tardive|neurolept|antipsychot|haloperidol"),),
    "HF": (_Sense("heart failure", r"heart|ejection|ventric|cardiac"),),
    "CHF": (_Sense("congestive heart failure", r"heart|ejection|ventric|cardiac"),),
    "AF": (_Sense("atrial fibrillation", r"fibrillat|atrial|anticoag|sinus rhythm"),),
    "VF": (_Sense("ventricular fibrillation", r"fibrillat|ventric|defibrill"), _Sense("", r"visual field")),
    "VT": (_Sense("ventricular tachycardia", r"tachycard|ventric|arrhythm"), _Sense("", r"verotox|tidal")),
    "DVT": (_Sense("deep vein thrombosis", r"thrombo|anticoag|embol"),),
    "SLE": (_Sense("systemic lupus erythematosus", r"lupus|nephritis|rheumat"),),
    "ARF": (_Sense("acute kidney failure", r"renal|kidney|creatinine|nephro"),),
    "CRF": (_Sense("chronic kidney failure", r"renal|kidney|creatinine|dialys"), _Sense("", r"corticotrop")),
    "BPH": (_Sense("benign prostatic hyperplasia", r"prostat|urinary"),),
    "OA": (_Sense("osteoarthritis", r"osteoarth|knee|cartilage|WOMAC"),),
    "RP": (_Sense("retinitis pigmentosa", r"retinit|photorecept|rhodopsin"), _Sense("", r"prostatectom|raynaud")),
    "OCD": (
        _Sense("obsessive-compulsive disorder", r"obsess|compuls|clomipramine|fluvoxamine|SSRI|serotonin reuptake|"
            r"anxiety"),
        _Sense("osteochondritis dissecans", r"osteochond|cartilage|knee|arthroscop"),
    ),
    "PsA": (_Sense("psoriatic arthritis", r"psoria|arthriti|DMARD|secukinumab|ustekinumab|etanercept|adalimumab"),),
    "AVF": (_Sense("arteriovenous fistula", r"fistula|dialysis|vascular access"),),
    "ITP": (_Sense("autoimmune thrombocytopenic purpura", r"thrombocytop|platelet"),),
}  # fmt: skip
"""Short names as printed, in capitals, with the subject words that distinguish their meanings."""

_SENSE_CUES = {
    name: tuple((sense.name, re.compile(sense.cues, re.IGNORECASE)) for sense in senses)
    for name, senses in _SENSES.items()
}


class DocumentContext:
    """The context of one document: its text and the entries that its unambiguous mentions name.

    Args:
        text: the document.
        linked: its mentions, linked as far as their own words decide; short names are ignored.
        candidates: the candidate generator that linked them.
    """

    def __init__(self, text: str, linked: Sequence[Mention], candidates: Candidates) -> None:
        self._text = text
        self._linked = linked
        self._candidates = candidates

    @cached_property
    def _links(self) -> dict[MentionType, dict[str, str]]:
        """For each type, the entries that unambiguous mentions name, with their words. Lazy: few documents need it."""
        links: dict[MentionType, dict[str, str]] = {kind: {} for kind in MentionType}
        for mention in self._linked:
            if mention.link and not is_short(mention.text):
                links[mention.type].setdefault(mention.link.curie, mention.text)
        return links

    def disambiguate(self, mention: Mention, candidates: Sequence[Link]) -> Link | None:
        """Return the meaning that the document supports for an ambiguous name; None if it supports none or several."""
        return (
            self._match_synonym(mention, candidates)
            or self._match_initials(mention)
            or self._match_cues(mention)
            or self._match_words(mention, candidates)
        )

    def _match_synonym(self, mention: Mention, candidates: Sequence[Link]) -> Link | None:
        """Return the only candidate that the document names in other words, by itself, an ancestor or a descendant."""
        named = self._links[mention.type]
        lexicon = self._candidates.lexicon
        found = {link.curie: named[link.curie] for link in candidates if link.curie in named}
        if not found:
            for link in candidates:
                near = sorted((lexicon.ancestors(link.curie) | lexicon.descendants(link.curie)) & named.keys())
                near = [curie for curie in near if len(lexicon.descendants(curie)) <= GROUP_MAX]
                if near:
                    found[link.curie] = named[near[0]]
        if len(found) != 1:
            return None
        curie, words = next(iter(found.items()))
        return Link(curie=curie, score=SCORES["named"], reason=f"one meaning; the article names {words!r}")

    def _match_initials(self, mention: Mention) -> Link | None:
        """Return the only entry of the mention's type in the document with a name that has these initials."""
        short = _letters(mention.text)
        if not is_initials(mention.text):
            return None
        found = {
            curie: words
            for curie, words in self._links[mention.type].items()
            if short in _initials_of(words) or short in entry_initials(curie, self._candidates.lexicon)
        }
        if len(found) != 1:
            return None
        curie, words = next(iter(found.items()))
        return Link(curie=curie, score=SCORES["initials"], reason=f"initials of {words!r}, which the article names")

    def _match_cues(self, mention: Mention) -> Link | None:
        """Return the disease whose cue words occur in the document if no other sense's do."""
        senses = _SENSE_CUES.get(mention.text)
        if not senses or mention.type is not MentionType.DISEASE:
            return None
        fitting = [name for name, cues in senses if cues.search(self._text)]
        if len(fitting) != 1 or not fitting[0]:
            return None
        links = self._candidates.find(fitting[0], MentionType.DISEASE)
        if not links or links[0].score < LINK_MIN:
            return None
        return Link(
            curie=links[0].curie, score=SCORES["sense"], reason=f"short for {fitting[0]}, the article's subject"
        )

    def _match_words(self, mention: Mention, candidates: Sequence[Link]) -> Link | None:
        """Return the only candidate with a spelt-out name of which the article has most words ("COPD" by "lung").

        Only for short forms of four letters and more: shorter ones have too many meanings.
        """
        short = _letters(mention.text)
        if len(short) < _WORDS_LETTERS_MIN or not is_initials(mention.text) or mention.text in _SENSES:
            return None
        text, lexicon = self._text.lower(), self._candidates.lexicon
        found: dict[str, str] = {}
        for link in candidates:
            names = lexicon.entry(link.curie).names if link.curie in lexicon else ()
            spelt_out = [name for name in names if short in _initials_of(name)] or names
            fitting = [name for name in spelt_out if _has_words(text, name, but=short.lower())]
            found |= {link.curie: fitting[0]} if fitting else {}
        if len(found) != 1:
            return None
        curie, words = next(iter(found.items()))
        return Link(curie=curie, score=SCORES["words"], reason=f"short for {words}, whose words the article has")


def settled_link(mention: Mention, lexicon: Lexicon) -> Link | None:
    """Return what nearly every article that defines this short form means by it; None if they do not agree."""
    text = mention.text
    curie = "" if text in _SENSES else read_short_forms().get(singular(text), "")
    if curie not in lexicon or lexicon.entry(curie).type is not mention.type:
        return None
    return Link(
        curie=curie, score=SCORES["settled"], reason=f"short for {lexicon.name_of(curie)} in nearly every article"
    )


def _has_words(text: str, name: str, but: str) -> bool:
    """Return whether a lower-case text has more than half of the telling words of a name, by their beginnings."""
    skipped = UNTELLING_WORDS | {but}
    words = [word for word in normalise(name).split() if word not in skipped and len(word) >= _STEM_MIN]
    return bool(words) and 2 * sum(word[:_STEM] in text for word in words) > len(words)


_WORDS_LETTERS_MIN = 4
_STEM, _STEM_MIN = 6, 4

SCORES = {"named": 0.85, "initials": 0.95, "sense": 0.8, "settled": 0.9, "words": 0.75}
"""Measured as in `candidates`: .82 of 130 and 1.00 of 168; no gold mention needed the cue words of a sense."""


@lru_cache(maxsize=20_000)
def is_initials(name: str) -> bool:
    """Return whether a name can be initials: one word of two to six letters and digits, at least two capitals."""
    if " " in name or sum(char.isupper() for char in name) < 2:
        return False
    return 2 <= len(_letters(name)) <= 6


def _letters(name: str) -> str:
    bare = name[:-1] if name.endswith("s") and name[:-1].isupper() else name
    return "".join(char for char in bare.upper() if char.isalnum())


@lru_cache(maxsize=20_000)
def _initials_of(name: str) -> frozenset[str]:
    words = re.findall(r"[^\W_]+", normalise(name))
    content = [word for word in words if word not in UNSPOKEN_WORDS]
    return frozenset("".join(word[0] for word in chosen).upper() for chosen in (words, content) if len(chosen) > 1)


@lru_cache(maxsize=20_000)
def _initials_of_names(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(initials for name in names for initials in _initials_of(name))


def entry_initials(curie: str, lexicon: Lexicon) -> frozenset[str]:
    """Return the initials of all names of an entry, in capitals; empty if there is no such entry (alterations)."""
    return _initials_of_names(lexicon.entry(curie).names) if curie in lexicon else frozenset()


def long_form_of(name: str, long_forms: Mapping[str, str]) -> str:
    """Return the long form that the document defines for a short name or its singular, "" if there is none."""
    return long_forms.get(name) or (long_forms.get(name[:-1], "") if name.endswith("s") else "")


_SCALE = r"(?:scores?|scales?|index|indices|questionnaire|inventory|criteria|tests?|checklist|vaccines?|vaccination)\b"
_STUDY = r"(?:stud(?:y|ies)|trials?|registry|cohort|programme|program|project|survey|group)\b"
_STUDY_OR_SCALE = re.compile(f"(?:{_SCALE}|{_STUDY})", re.IGNORECASE)
_THEN_SCALE = re.compile(rf",?\s+(?:[\w-]+\s+)?{_SCALE}", re.IGNORECASE)
_THEN_STUDY_OR_SCALE = re.compile(rf",?\s+(?:[\w-]+\s+)?(?:{_SCALE}|{_STUDY})", re.IGNORECASE)


def names_study_or_scale(text: str, short: str, long_form: str, *, is_name: bool) -> bool:
    """Return whether a short form that the text defines names a study, a scale or a vaccine and no disease or drug.

    "Action to Control Cardiovascular Risk in Diabetes (ACCORD) study", "Expanded Disability Status Scale (EDSS)".

    Args:
        text: the article's text.
        short: the short form.
        long_form: what the text defines it as.
        is_name: the long form is itself the name of a drug or disease: "methotrexate (MTX) group" means the drug.
    """
    if _STUDY_OR_SCALE.match(long_form.rsplit(maxsplit=1)[-1]):
        return True
    after = _THEN_SCALE if is_name else _THEN_STUDY_OR_SCALE
    defined = (text.find(f"{left}{short}{right}") for left, right in ("()", "[]"))
    return any(place >= 0 and after.match(text, place + len(short) + 2) for place in defined)


def is_unclear_short_form(mention: Mention, lexicon: Lexicon) -> bool:
    """Return whether a mention is linked by a short form that means other things elsewhere ("APAP", "ARM", "EDSS").

    A vocabulary that knows one meaning of a short form does not know the others. Names with digits are codes, words in
    capitals ("ASTHMA") are no short forms, clear ones are listed, and biomarkers and substances that are no drugs make
    no claims.
    """
    text = mention.text
    if mention.link is None or not is_initials(text) or not text.replace("-", "").isalpha() or is_clear_short(text):
        return False
    curie = mention.link.curie
    if mention.type is MentionType.BIOMARKER or curie not in lexicon or lexicon.is_unapproved(curie):
        return False
    printed = [row.name for row in lexicon.rows_of(text) if row.curie == curie]
    return all(map(is_initials, printed))
