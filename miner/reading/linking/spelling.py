"""Spelling variants under which the lexicon may have a name, derived from its words alone.

The variant functions yield (spelling, reason), the nearest first. A variant says the same thing in other words, or the
same with less detail ("mild", "oral"); none falls back to the head of a name ("lung" of "lung toxicity").
`miner.reading.linking.candidates` looks them up and scores them by the reason.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from miner.lexicon.normalise import normalise, strip_salt


class Variant(NamedTuple):
    """A spelling to look up, and how it differs from the printed name, in words."""

    spelling: str
    reason: str


_OPENING = re.compile(r"^(?:the|a|an|of|any|other|some|patients? with)\s+", re.IGNORECASE)
_QUALIFIERS = (
    "moderate(?:ly)?[- ]to[- ]severe(?:ly)?|mild[- ]to[- ]moderate|mild|moderately|moderate|severely|severe"
    "|locally advanced|advanced|active|early[- ]stage|late[- ]stage|end[- ]stage|early|late|metastatic|unresectable"
    "|inoperable|relapsed(?: ?/ ?| or | and )refractory|refractory|relapsed|relapsing|recurrent|newly diagnosed"
    "|previously (?:un)?treated|untreated|[\\w-]+-resistant|[\\w-]+-refractory|uncontrolled|poorly controlled"
    "|symptomatic|asymptomatic|established|chronic|acute|subacute|adult|childhood|juvenile|infantile"
    "|pa?ediatric|stable|unstable|persistent|transient|reversible|irreversible|permanent|progressive|fatal|lethal"
    "|resistant|idiopathic|primary|secondary|complicated|uncomplicated|intractable|problematic|proliferating"
    "|suspected|human|experimental|spontaneous|spontaneously|new[- ]onset|early[- ]onset|late[- ]onset|sudden"
    "|profound|massive|marked|significant|clinical|overt|subclinical|typical|atypical|classic|classical"
    "|generali[sz]ed|locali[sz]ed|focal|diffuse|bilateral|unilateral|familial|hereditary|sporadic|genetic"
    "|postoperative|post-?operative|perioperative|nocturnal|increased|life-threatening|common|rare|pre-?existing"
    "|[\\w,-]+[- ](?:induced|related|associated|mediated|dependent|evoked|provoked)"
)
_QUALIFIER = re.compile(rf"^(?:{_QUALIFIERS})[ ,-]+(?=\w)(?!(?:with|to|by|on)\b)", re.IGNORECASE)
_INNER_QUALIFIER = re.compile(
    r" (?:metastatic|advanced|recurrent|refractory|relapsed|early|unresectable)(?= )", re.IGNORECASE
)
_KINDS = re.compile(
    r"(?<=\w)[ -](?:episodes?|attacks?|symptoms?|signs?|cases?|patients?|episodic|lesions?|prone|conditions?|process"
    r"|complications?|families|family)$",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")


def without_detail(name: str) -> tuple[str, str] | None:
    """Return the name without one word of detail ("severe", "cocaine-induced", "episodes"), and that word.

    None if no such word is left. Each further call on the result removes the next one.
    """
    opening = _OPENING.match(name)
    if opening:
        return name[opening.end() :], opening.group().strip()
    match = _QUALIFIER.match(name) or _INNER_QUALIFIER.search(name) or _KINDS.search(name)
    if match is None:
        return None
    return f"{name[: match.start()]}{name[match.end() :]}".strip(), match.group().strip(" ,-")


_INDUCED = re.compile(r"^(?P<cause>.+?)[ -]induced (?=\w)", re.IGNORECASE)


def drug_induced(name: str) -> str:
    """Return the name with "drug" as its cause ("levodopa-induced dyskinesia"), "" if it has no cause or that one."""
    match = _INDUCED.match(name)
    if match is None or match["cause"].lower() == "drug":
        return ""
    return f"drug induced {name[match.end() :]}"


def without_brackets(name: str) -> str:
    """Return the name without its brackets and their content ("familial Mediterranean fever (FMF)")."""
    return _BRACKET.sub("", name).strip()


_ADJECTIVES = {
    "diabetic": "diabetes mellitus", "schizophrenic": "schizophrenia", "psychotic": "psychosis", "obese": "obesity",
    "migrainous": "migraine", "myasthenic": "myasthenia gravis", "depressed": "depression", "depressive": "depression",
    "psoriatic": "psoriasis", "cirrhotic": "liver cirrhosis", "septic": "sepsis", "parkinsonian": "parkinsonism",
    "allergic": "allergy", "nephrotic": "nephrotic syndrome", "bipolar": "bipolar disorder", "autistic": "autism",
    "manic": "mania", "convulsive": "convulsion", "epileptic": "epilepsy",
    "hypothyroid": "hypothyroidism", "hyperthyroid": "hyperthyroidism", "anxious": "anxiety", "febrile": "fever",
    "icteric": "jaundice", "jaundiced": "jaundice", "comatose": "coma", "deaf": "deafness", "blind": "blindness",
    "demented": "dementia", "infected": "infection", "asthmatic": "asthma", "malarious": "malaria",
    "malarial": "malaria", "syphilitic": "syphilis", "tuberculous": "tuberculosis", "anaphylactic": "anaphylaxis",
    "anaphylactoid": "anaphylaxis", "hemorrhagic": "hemorrhage", "ischemic": "ischemia", "spastic": "spasticity",
    "dyspeptic": "dyspepsia", "dyspneic": "dyspnea", "edematous": "edema", "delirious": "delirium",
    "insomniac": "insomnia", "neoplastic": "neoplasm", "cancerous": "cancer", "cataractous": "cataract",
    "arrhythmic": "arrhythmia", "tachycardic": "tachycardia", "bradycardic": "bradycardia",
    "retarded": "intellectual disability",
    "feverish": "fever", "nauseous": "nausea", "nauseated": "nausea", "amnesic": "amnesia", "amnestic": "amnesia",
    "glaucomatous": "glaucoma", "lymphomatous": "lymphoma", "melanomatous": "melanoma",

}  # fmt: skip
_ADJECTIVE_ENDINGS = (
    ("tensive", "tension"), ("emic", "emia"), ("itic", "itis"), ("otic", "osis"), ("pathic", "pathy"),
    ("phrenic", "phrenia"), ("leptic", "lepsy"), ("penic", "penia"), ("plegic", "plegia"), ("paretic", "paresis"),
    ("kinetic", "kinesia"), ("megalic", "megaly"), ("cephalic", "cephaly"), ("trophic", "trophy"),
    ("plastic", "plasia"), ("uric", "uria"), ("algic", "algia"), ("lytic", "lysis"), ("static", "stasis"),
    ("tonic", "tonia"), ("toxic", "toxicity"), ("sclerotic", "sclerosis"), ("deficient", "deficiency"),
    ("embolic", "embolism"), ("phobic", "phobia"), ("emetic", "emesis"), ("xemic", "xemia"), ("uremic", "uremia"),
    ("matous", "ma"), ("necrotic", "necrosis"), ("thyroid", "thyroidism"), ("leukemic", "leukemia"),
)  # fmt: skip

_PLAIN_WORDS = {
    "hyperactivity": "hyperkinesis", "hyperactive": "hyperkinesis", "rigidity": "muscle rigidity",
    "bruising": "ecchymosis", "overdose": "drug overdose", "toxicity": "drug related side effect and adverse reaction",
    "adverse effect": "drug related side effect and adverse reaction",
    "side effect": "drug related side effect and adverse reaction",
    "adverse event": "drug related side effect and adverse reaction", "major depression": "major depressive disorder",
    "allergic reaction": "hypersensitivity", "bone marrow suppression": "bone marrow disease",
    "myelosuppression": "bone marrow disease", "weakness": "muscle weakness", "hypotonia": "muscle hypotonia",
    "incontinence": "urinary incontinence", "psychiatric": "mental disorder", "psychiatric disorder": "mental disorder",
    "fit": "seizure", "memory loss": "amnesia", "memory impairment": "memory disorder",
    "memory deficit": "memory disorder", "heart attack": "myocardial infarction", "high blood pressure": "hypertension",
    "low blood pressure": "hypotension", "elevated blood pressure": "hypertension", "fast heart rate": "tachycardia",
    "kidney stone": "nephrolithiasis", "birth defect": "congenital abnormality",
    "loss of consciousness": "unconsciousness",
    "hair loss": "alopecia", "shortness of breath": "dyspnea", "itching": "pruritus", "rash": "exanthema",
    "skin rash": "exanthema", "blood clot": "thrombosis", "addiction": "substance related disorder",
    "drug addiction": "substance related disorder", "convulsive": "seizure", "bleed": "hemorrhage",
    "cerebral vasospasm": "intracranial vasospasm", "learning deficit": "learning disorder",
    "liver injury": "drug induced liver injury", "hepatic injury": "drug induced liver injury",
    "liver damage": "drug induced liver injury", "hepatic damage": "drug induced liver injury",
    "attention deficit": "attention deficit disorder with hyperactivity", "aggressive behavior": "aggression",
    "visual hallucination": "hallucination", "auditory hallucination": "hallucination", "vomit": "vomiting",
    "emesis": "vomiting", "kidney damage": "kidney disease", "exencephaly": "neural tube defect",
    "exencephalic": "neural tube defect", "hyperlocomotion": "hyperkinesis", "heart damage": "cardiomyopathy",
    "myocardial damage": "cardiomyopathy", "myocardial injury": "cardiomyopathy", "brain damage": "brain injury",
    "artery calcification": "vascular calcification", "cognitive deficit": "cognition disorder",
    "cognitive impairment": "cognition disorder", "genetic defect": "inborn genetic disease",
    "autosomal recessive disorder": "inborn genetic disease", "autosomal dominant disorder": "inborn genetic disease",
    "recessive disorder": "inborn genetic disease", "inherited disorder": "inborn genetic disease",
    "inherited disease": "inborn genetic disease", "genetic disorder": "inborn genetic disease",
}  # fmt: skip
"""What authors write for a disease that the lexicon names differently. Used for marked mentions; never scanned for."""

_ORGANS = {
    "hepatic": "liver", "renal": "kidney", "pulmonary": "lung", "gastric": "stomach", "cardiac": "heart",
    "mammary": "breast", "ovarian": "ovary", "prostatic": "prostate", "cerebral": "brain", "cutaneous": "skin",
    "vesical": "bladder", "myocardial": "heart", "colonic": "colon", "pancreatic": "pancreas", "ocular": "eye",
    "dermal": "skin", "muscular": "muscle", "esophageal": "esophagus", "intestinal": "intestine", "splenic": "spleen",
    "vascular": "vessel", "neuronal": "neuron", "hepatocellular": "liver", "nephric": "kidney", "corneal": "cornea",
    "retinal": "retina", "endometrial": "endometrium", "nasal": "nose", "oral": "mouth", "penile": "penis",
    "testicular": "testis", "thyroidal": "thyroid", "uterine": "uterus", "vaginal": "vagina", "cervical": "cervix",
}  # fmt: skip
_TUMOURS = ("cancer", "carcinoma", "neoplasm", "tumor", "malignancy")
_NEAREST_TUMOURS = {"tumor": ("neoplasm", "cancer", "carcinoma", "malignancy")}
"""Overrides of the order in `_TUMOURS`: a tumour may be benign, so "neoplasm" is tried first."""
_TUMOUR_OF = re.compile(rf"^({'|'.join(_TUMOURS)}) of (?:the )?(.+)$")
_ENDINGS = (" disease", " disorder", " syndrome")
_SAME_HEADS = (
    ("failure", "insufficiency"), ("hemorrhage", "bleeding"), ("infarct", "infarction"), ("convulsion", "seizure"),
    ("impairment", "deficit"), ("impairment", "dysfunction"), ("deficit", "dysfunction"), ("abuse", "dependence"),
    ("addiction", "dependence"), ("dyskinesia", "movement disorder"), ("swelling", "edema"), ("ache", "pain"),
    ("defect", "deficiency"), ("loss", "impairment"), ("enlargement", "hypertrophy"),
    ("hypotonia", "muscle hypotonia"), ("rigidity", "muscle rigidity"), ("weakness", "muscle weakness"),
    ("calcification", "vascular calcification"), ("handicap", "disability"), ("retardation", "disability"),
    ("abnormality", "malformation"), ("anomaly", "malformation"), ("defect", "malformation"),
    ("suppression", "depression"), ("injury", "damage"), ("rupture", "perforation"),
)  # fmt: skip
_HARMED = re.compile(
    r"(?P<organ>\w+(?: \w+)?) (?:toxicity|injury|damage|dysfunction|impairment|abnormality|disturbance|lesion"
    r"|complication|insufficiency|defect|involvement|problem)$"
)
_TOXIC = re.compile(r"(?P<stem>\w+?)(?:o ?toxicity|o ?toxic)$")
_TOXIC_ORGANS = {
    "hepat": ("drug induced liver injury", "liver disease"), "nephr": ("kidney disease",),
    "neur": ("neurotoxicity syndrome", "toxic encephalopathy"), "cardi": ("cardiotoxicity", "heart disease"),
    "ot": ("hearing disorder", "hearing loss"), "my": ("muscular disease", "myopathy"),
    "myel": ("bone marrow disease",), "hemat": ("blood disease",),
    "ocul": ("eye disease",), "dermat": ("skin disease",), "enter": ("intestinal disease",),
    "liver": ("drug induced liver injury",), "hepatic": ("drug induced liver injury",), "kidney": ("kidney disease",),
    "renal": ("kidney disease",), "cardiac": ("cardiotoxicity",), "heart": ("cardiotoxicity",),
    "pulmonary": ("lung disease",), "lung": ("lung disease",), "ocular": ("eye disease",),
    "gastrointestinal": ("gastrointestinal disease",), "retinal": ("retinal disease",), "skin": ("skin disease",),
    "neurologic": ("neurotoxicity syndrome",), "neurological": ("neurotoxicity syndrome",),
    "cardiovascular": ("cardiovascular disease",), "auditory": ("hearing disorder",), "visual": ("vision disorder",),
}  # fmt: skip


def disease_variants(name: str) -> Iterator[Variant]:
    """Yield other words for the same disease, nearest first. `name` is as printed and without brackets."""
    spelt = normalise(name)
    words = spelt.split()
    if not words:
        return
    if spelt in _PLAIN_WORDS:
        yield Variant(_PLAIN_WORDS[spelt], "plain word for it")
    yield from _adjective_variants(words)
    yield from _ending_variants(spelt, is_name=len(words) > 1 or name[:1].isupper())
    organs = " ".join(_ORGANS.get(word, word) for word in words)
    if len(words) > 1:
        if organs != spelt:
            yield Variant(organs, "organ for its adjective")
        yield from _tumour_variants(spelt)
        if organs != spelt:
            yield from _tumour_variants(organs)
        yield from _head_variants(words)
    yield from _toxic_variants(spelt)
    harmed = _HARMED.fullmatch(spelt)
    if harmed:
        for organ in dict.fromkeys((harmed["organ"], _ORGANS.get(harmed["organ"], harmed["organ"]))):
            yield Variant(f"{organ} disease", "disease of the harmed organ")


def _ending_variants(spelt: str, *, is_name: bool) -> Iterator[Variant]:
    """Yield the name with and without "disease" and the like; `is_name` allows adding: "Parkinson", not "startle"."""
    for ending in _ENDINGS:
        if spelt.endswith(ending):
            yield Variant(spelt.removesuffix(ending), f"name without {ending.strip()!r}")
        elif is_name:
            yield Variant(spelt + ending, f"name with {ending.strip()!r}")


def _adjective_variants(words: list[str]) -> Iterator[Variant]:
    last = words[-1]
    nouns = [_ADJECTIVES[last]] if last in _ADJECTIVES else []
    if len(last) > 5:
        nouns += [last.removesuffix(end) + noun for end, noun in _ADJECTIVE_ENDINGS if last.endswith(end)]
        if last.endswith("osic"):
            nouns.append(last[:-1] + "s")
    for noun in nouns:
        yield Variant(" ".join([*words[:-1], noun]), "adjective of the disease")


def _tumour_variants(name: str) -> Iterator[Variant]:
    """Yield other words for a malignant tumour ("bladder carcinoma" for "bladder tumour"), unless the name says benign.

    "Malignancy of the pancreas" is also tried as "pancreas cancer": the lexicon's synonyms of other orders are patchy.
    """
    turned = _TUMOUR_OF.sub(r"\2 \1", name)
    words = name.split()
    for tumour in _TUMOURS:
        if tumour in words and "benign" not in words:
            for other in _NEAREST_TUMOURS.get(tumour, _TUMOURS):
                if other != tumour:
                    for order in dict.fromkeys((turned, name)):
                        yield Variant(order.replace(tumour, other), "another word for the tumour")


def _head_variants(words: list[str]) -> Iterator[Variant]:
    head, rest = words[-1], words[:-1]
    for one, other in _SAME_HEADS:
        if head in {one, other}:
            swapped = other if head == one else one
            yield Variant(" ".join([*rest, swapped]), "another word for the head")
            organs = [_ORGANS.get(word, word) for word in rest]
            if organs != rest:
                yield Variant(" ".join([*organs, swapped]), "another word for the head")


def _toxic_variants(spelt: str) -> Iterator[Variant]:
    found = _TOXIC.fullmatch(spelt)
    stem = found["stem"] if found else spelt.removesuffix(" toxicity") if spelt.endswith(" toxicity") else ""
    for target in _TOXIC_ORGANS.get(stem, ()):
        yield Variant(target, "what the toxicity harms")


_ESTERS = frozenset(
    "dipropionate propionate enanthate enantate cypionate cipionate decanoate undecanoate benzoate hexanoate "  # noqa: SIM905
    "caproate palmitate pivalate furoate butyrate acetonide hemisuccinate succinate pivoxil axetil proxetil mofetil "
    "disoproxil etexilate cilexetil medoxomil marboxil alafenamide valerate ethyl methyl ester salt".split()
)
_ROUTE = re.compile(
    r"^(?:oral|orally|intravenous|i\.?v\.?|topical|inhaled|intranasal|intrathecal|epidural|intravitreal|transdermal"
    r"|subcutaneous|intramuscular|intra-?arterial|low-dose|high-dose|liposomal|pegylated|nebuli[sz]ed|generic"
    r"|extended-release|sustained-release|slow-release|immediate-release|controlled-release|long-acting|racemic"
    r"|systemic|aerosoli[sz]ed|exogenous|recombinant|human|recombinant human|hyperbaric|isobaric|unfractionated"
    r"|nanoparticle albumin-bound|nab|crude|aqueous|adjuvant|neoadjuvant|maintenance|micronized) ?-?",
    re.IGNORECASE,
)
_STEREO = re.compile(r"^(?:\([+-]\)|\(±\)|\(?[RS]\)?|dl|d|l)-(?=[a-z]{5})", re.IGNORECASE)
_BIOSIMILAR = re.compile(r"(?P<stem>.*(?:mab|cept|stim|alfa|beta|gine|lispro|aspart|insulin|ase|kin))-[a-z]{4}$")
_INN = (
    ("amfet", "amphet"), ("ciclo", "cyclo"), ("cef", "ceph"), ("barbitone", "barbital"), ("metasone", "methasone"),
    ("indometacin", "indomethacin"), ("clomifen", "clomiphen"), ("fenobarb", "phenobarb"), ("fenitoin", "phenytoin"),
    ("trimetoprim", "trimethoprim"), ("tropin", "trophin"), ("thio", "tio"), ("lignocaine", "lidocaine"),
    ("adrenaline", "epinephrine"), ("frusemide", "furosemide"),
)  # fmt: skip
"""Pairs of stems of INN, USAN and BAN names; the lexicon may lack either one."""


CHEMICAL_SYMBOLS = {
    "Na": "sodium", "K": "potassium", "Ca": "calcium", "Mg": "magnesium", "Li": "lithium", "Fe": "iron", "Zn": "zinc",
    "Cu": "copper", "Cd": "cadmium", "Pb": "lead", "Hg": "mercury", "Al": "aluminum", "Cl": "chlorides",
    "Mn": "manganese",
    "NO": "nitric oxide", "CO": "carbon monoxide", "CO2": "carbon dioxide", "O2": "oxygen", "N2O": "nitrous oxide",
    "H2O": "water", "H2O2": "hydrogen peroxide", "SO2": "sulfur dioxide", "NaCl": "sodium chloride",
    "KCl": "potassium chloride", "CaCl2": "calcium chloride", "LiCl": "lithium chloride", "MgSO4": "magnesium sulfate",
    "NaHCO3": "sodium bicarbonate", "NaNO2": "sodium nitrite", "NH3": "ammonia", "As2O3": "arsenic trioxide",
    "FeSO4": "ferrous sulfate", "ZnSO4": "zinc sulfate", "CdCl2": "cadmium chloride", "CCl4": "carbon tetrachloride",
    "H2S": "hydrogen sulfide", "NaF": "sodium fluoride",
    "GTP": "guanosine triphosphate", "3TC": "lamivudine", "CsA": "cyclosporine", "AZT": "zidovudine",
    "ATP": "adenosine triphosphate", "E2": "estradiol", "glutamate": "glutamic acid", "Glutamate": "glutamic acid",
}  # fmt: skip
"""Symbols and formulas as printed; in a mention marked as a chemical they are no ordinary words ("NO", "Al").

Glutamate is included because its plural is a separate class in MeSH and the lexicon compares singulars.
"""
_CHARGE = re.compile(r"(?: ?\(?\d?[+-]\)?|[\u207a\u00b2\u2212]+|\(\d?[+-]\))+$")


def symbol_name(name: str) -> str:
    """Return the name of a chemical symbol or formula, ignoring its charge ("Ca2+", "Na +"); "" for any other name."""
    bare = _CHARGE.sub("", name)
    return CHEMICAL_SYMBOLS.get(re.sub(r"[()\[\]]", "", bare), "")


def drug_variants(name: str) -> Iterator[Variant]:
    """Yield other spellings of a drug that lead to the same ingredient, nearest first."""
    lower = name.lower()
    stripped = strip_salt(name)
    if stripped != lower:
        yield Variant(stripped, "name without its salt")
    match = _BIOSIMILAR.fullmatch(lower)
    if match:
        yield Variant(match["stem"], "name without the biosimilar's suffix")
    words = stripped.split()
    kept = [word for word in words if word not in _ESTERS]
    if kept and len(kept) < len(words) and words[0] == kept[0]:
        yield Variant(" ".join(kept), "name without its ester")
    for one, other in _INN:
        if one in lower:
            yield Variant(lower.replace(one, other), "name in another country's spelling")
        elif other in lower:
            yield Variant(lower.replace(other, one), "name in another country's spelling")
    if lower.endswith("ate") and len(lower) > 6:
        yield Variant(f"{lower[:-3]}ic acid", "acid of the salt")
    plain = _STEREO.sub("", lower)
    if plain != lower:
        yield Variant(plain, "name without its isomer")
    yield from _bare_variants(name)


def _bare_variants(name: str) -> Iterator[Variant]:
    """Yield the drug without its route or form, and without its brackets and their content."""
    lower = name.lower()
    bare = _ROUTE.sub("", lower)
    if bare != lower and len(bare) > 3:
        yield Variant(bare, "name without its route or form")
        yield Variant(strip_salt(bare), "name without its route or form")
    brackets = without_brackets(name)
    if brackets and brackets != name:
        yield Variant(brackets, "name without what stands in brackets")
