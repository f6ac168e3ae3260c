"""Which drug names of an article mean a drug that somebody is given, and not a target, a measured substance or a part.

"Dopamine agonists", "serum testosterone" and "nitric oxide synthase" name a drug's word and no drug. The words beside
the name tell: one table of words after it, one of words before it. A name whose own words say that it is given
("dopamine infusion", "testosterone therapy") stays.
"""

import re

from miner.lexicon.normalise import normalise
from miner.records import Mention

_AFTER = re.compile(
    r"[\s-]*(?:(?:type |[a-z]?\d+[a-z]?|[ivx]{1,3}|alpha|beta|gamma|delta|[αβγδ]|like|releasing|converting|related|"
    r"binding|dependent|"
    r"sensitive|responsive|specific|reuptake|re-uptake|uptake|selective|peptide-?\d?|tyrosine kinase)[\s-]*){0,3}"
    r"(?:receptors?|agonis\w+|antagonis\w+|inhibit(?:or|ors|ion)|blockers?|blockade|blocking|suppression|"
    r"deprivation|depletion|"
    r"transporters?|synthases?|synthetases?|synthesis|esterases?|hydrolases?|oxidases?|reductases?|kinases?|"
    r"deaminases?|"
    r"dehydrogenases?|decarboxylases?|transferases?|(?:de)?carboxylation|antibod(?:y|ies)|analog(?:ue)?s?\b(?= "
    r"(?:of|levels))|"
    r"mimetics?|modulators?|precursors?|metabolites?|metabolism|turnover|release|secretion|production|excretion|"
    r"concentrations?|"
    r"levels?|status|deficien\w+|insufficiency|resistance|sensitivity|tolerance|intolerance|homeostasis|"
    r"signal(?:l?ing)|pathways?|"
    r"neurons?|neurotransmission|channels?|genes?|polymorphisms?|mutations?|mrna|expression|assays?|measurements?|"
    r"tests?\b|"
    r"balance|intake|content|uptake|clearance|equivalents?|catabolism|overload|toxicity|poisoning|guided|peptide)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?:(?:serum|plasma|blood|urin(?:e|ary)|salivary|fasting|postprandial|circulating|endogenous|basal|baseline|"
    r"whole[- ]blood|"
    r"csf|cerebrospinal fluid|leu[kc]ocyte|erythrocyte|red[- ]cell|tissue|hepatic|renal|free|total|intracellular|"
    r"extracellular|"
    r"elevated|raised|low|high|lower|higher|reduced|increased|decreased|abnormal|normal|dietary|environmental|ambient|"
    r"levels? of|concentrations? of|deficienc(?:y|ies) (?:of|in)|measur\w+(?: of)?|lack of|excess(?: of)?|secretion "
    r"of|release of|"
    r"production of|synthesis of|metabolism of|lowered|receptors? (?:for|of)|antibod(?:y|ies) (?:against|to)|"
    r"allerg(?:y|ic) to)(?: of)?|anti|hyper|hypo)[\s-]+$",
    re.IGNORECASE,
)
_GIVEN_AFTER = re.compile(
    r"[\s-]*(?:(?!guided|directed|based|targeted|deprivation|suppress|block|antagonis|agonis|inhibit|receptor|"
    r"sensitiv|resistan)\w+[\s-])?"
    r"(?:therap(?:y|ies)|treatment|infusions?|injections?|administration|supplement\w*|replacement|"
    r"tablets?|capsules?|cream|ointment|gel|patch(?:es)?|dressings?(?! )|drops|spray|prophylaxis|monotherapy|"
    r"doses?\b|dosing|"
    r"\d+ ?(?:mg|g|mcg|µg|iu|units|ml))\b",
    re.IGNORECASE,
)
WINDOW = 40
_MATERIALS = frozenset({"silver", "nitrogen", "gold"})
"""Drugs by name that are dressings, sutures and freezing agents wherever they stand alone."""


def is_given(text: str, mention: Mention) -> bool:
    """Return whether a drug's name means a drug that is given.

    Args:
        text: the article's text.
        mention: a drug in it.
    """
    if mention.text.lower() in _MATERIALS:
        return False
    after = text[mention.end : mention.end + WINDOW]
    if _GIVEN_AFTER.match(after):
        return True
    is_natural = normalise(mention.text) in _NATURAL_SPELLINGS
    found = _AFTER.match(after)
    if found and (is_natural or not _IS_LEVEL.search(found[0])):
        return False
    return not is_natural or _BEFORE.search(text[max(0, mention.start - WINDOW) : mention.start]) is None


_IS_LEVEL = re.compile(
    r"(?:levels?|concentrations?|clearance|metabolism|excretion|resistance|sensitivity|toleran\w+|intoleran\w+|"
    r"toxicity|poisoning|uptake|"
    r"intake|content|metabolites?|assays?|measurements?|tests?|equivalents?|release|inhibition|antibod\w+|"
    r"precursors?|status|balance|"
    r"analog\w*|suppression|expression|production)$",
    re.IGNORECASE,
)
"""Words after a drug that is really given: what is said of it is left to claims."""

NATURAL = frozenset(
    name.strip()
    for name in [
        "\n    17beta-estradiol",
        " 25-hydroxyvitamin d",
        " 5-ht",
        " 5-hydroxytryptamine",
        " acetylcholine",
        " acid alpha-glucosidase",
        " acth",
        "\n    adenosine",
        " adiponectin",
        " adrenaline",
        " adrenocorticotropic hormone",
        " albumin",
        " alcohol",
        " aldosterone",
        " alkaline\n    phosphatase",
        " allopregnanolone",
        " alpha-galactosidase",
        " alpha-galactosidase a",
        " alpha-glucosidase",
        " aluminium",
        "\n    aluminum",
        " ammonia",
        " androgen",
        " androstenedione",
        " angiotensin",
        " angiotensin ii",
        " antithrombin",
        " arachidonic acid",
        "\n    arginine",
        " arsenic",
        " ascorbate",
        " ascorbic acid",
        " aspartate",
        " b-type natriuretic peptide",
        " bicarbonate",
        " bile acids",
        "\n    biotin",
        " bnp",
        " bradykinin",
        " brain natriuretic peptide",
        " ca",
        " cadmium",
        " caffeine",
        " calcitonin",
        " calcitriol",
        " calcium",
        "\n    carbon dioxide",
        " carnitine",
        " catecholamines",
        " chloride",
        " cholesterol",
        " choline",
        " citrulline",
        " cobalamin",
        " copper",
        "\n    corticosterone",
        " corticotropin",
        " cortisol",
        " creatine",
        " cysteine",
        " dehydroepiandrosterone",
        " dextrose",
        " dha",
        " dhea",
        "\n    docosahexaenoic acid",
        " dopamine",
        " e2",
        " egf",
        " endothelin",
        " epinephrine",
        " epo",
        " erythropoietin",
        " estradiol",
        " estriol",
        "\n    estrogen",
        " estrone",
        " ethanol",
        " factor viii",
        " fibrinogen",
        " fluoride",
        " folate",
        " folic acid",
        " follicle-stimulating hormone",
        "\n    fructose",
        " fsh",
        " gaba",
        " galactose",
        " gamma-aminobutyric acid",
        " gastrin",
        " ghrelin",
        " glucagon",
        " glucocerebrosidase",
        "\n    glucose",
        " glutamate",
        " glutamic acid",
        " glutamine",
        " glutathione",
        " glycine",
        " gonadotropin",
        " growth hormone",
        " gsh",
        " hcg",
        "\n    heme",
        " hemin",
        " heparan sulfate",
        " histamine",
        " homocysteine",
        " hyaluronic acid",
        " hydrocortisone",
        " ifn-gamma",
        " ifn-alpha",
        "\n    ifn-gamma",
        " igf-1",
        " il-1ra",
        " il-2",
        " immunoglobulin",
        " insulin",
        " insulin-like growth factor 1",
        " interferon",
        " interferon\n    gamma",
        " interferon-gamma",
        " interleukin-2",
        " iodide",
        " iodine",
        " iron",
        " k",
        " l-arginine",
        " lactate",
        " lactic acid",
        " lead",
        " leptin",
        "\n    lh",
        " lipopolysaccharide",
        " luteinizing hormone",
        " magnesium",
        " manganese",
        " melatonin",
        " mercury",
        " methionine",
        " mg",
        "\n    n-methyl-d-aspartate",
        " na",
        " natriuretic peptide",
        " ngf",
        " niacin",
        " nicotine",
        " nitric oxide",
        " nmda",
        " no",
        " noradrenaline",
        "\n    norepinephrine",
        " oestradiol",
        " oestrogen",
        " omega-3",
        " omega-3 fatty acids",
        " oxygen",
        " oxytocin",
        " parathyroid hormone",
        "\n    pdgf",
        " pdgf-bb",
        " phenylalanine",
        " phosphate",
        " phosphorus",
        " plasminogen",
        " potassium",
        " pregnenolone",
        " progesterone",
        "\n    prolactin",
        " prostacyclin",
        " prostaglandin e2",
        " protein c",
        " pth",
        " pyridoxine",
        " retinoic acid",
        " retinol",
        " riboflavin",
        "\n    secretin",
        " selenium",
        " serotonin",
        " sodium",
        " somatostatin",
        " somatotropin",
        " t3",
        " t4",
        " taurine",
        " testosterone",
        " thiamine",
        "\n    thrombin",
        " thrombopoietin",
        " thyroid hormone",
        " thyrotropin",
        " thyroxine",
        " tnf",
        " tocopherol",
        " triiodothyronine",
        "\n    tryptophan",
        " tsh",
        " tumor necrosis factor",
        " tyrosine",
        " urea",
        " uric acid",
        " vasopressin",
        " vegf",
        " vitamin a",
        " vitamin b12",
        "\n    vitamin b6",
        " vitamin c",
        " vitamin d",
        " vitamin d3",
        " vitamin e",
        " vitamin k",
        " von willebrand factor",
        " zinc\n    ",
    ]
)
"""What also occurs in body, food or surroundings, as abstracts name it, so that it may be what was measured."""
_NATURAL_SPELLINGS = frozenset(map(normalise, NATURAL))
