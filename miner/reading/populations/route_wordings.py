"""How texts say the route of administration."""

from miner.reading.populations.wording import Wording
from miner.records import TraitKind

_ROUTE = TraitKind.ROUTE


def _short(form: str, behind: str) -> str:
    """Return a short form with each word that may follow it: a filter looks for the whole, "iv" is everywhere."""
    return "|".join(rf"{form} {word}\w*" for word in behind.split("|"))


ROUTE_WORDINGS = (
    Wording(
        _ROUTE,
        "oral",
        (
            r"\b(?:oral(?:ly)?|per os|by mouth|p\.o\.|tablets?|capsules?|peroral|"
            rf"{_short('po', 'daily|bid|once|twice|for|every|qd|qid|q4h|q6h|q8h|q12h')})\b"
        ),
        "Patients received oral acyclovir.",
        "Oral mucositis was treated.",
        before=r"(?:for|in|of|with|non|the) oral $|non-?$",
        after=r"[- ](?:mucos\w+|cancers?|cavity|hygiene|lichen|leukoplakia|candid\w+|contracepti\w+|lesions?|health|"
        r"squamous|"
        r"glucose tolerance|ulcers?|surge\w+|pathology|bioavailab\w+|intake|feeding|rehydration|complications|"
        r"pain|submucous|tolerance|"
        r"malodou?r|herpes|carcino\w+|disease|diet|food|fluids?)|[- ]?(?:facial|pharyn)",
    ),
    Wording(
        _ROUTE,
        "intravenous",
        r"\b(?:intravenous(?:ly)?|i\.v\.|endovenous(?:ly)?|"
        rf"{_short('iv', 'infusion|bolus|injection|administration|dose|over|every|push|therapy|treatment')}|"
        r"(?:infusion|infused) over|24-h(?:our)? infusion)(?![\w])",
        "Intravenous magnesium was given.",
        "Intravenous drug users were treated.",
        after=(
            r" (?:glucose|secretin|drug (?:users?|abus)|fluids?|an[ae]+sth\w+|catheter|pyelogr|"
            r"contrast|urogr|heroin)"
        ),
    ),
    Wording(
        _ROUTE,
        "subcutaneous",
        rf"\b(?:subcutaneous(?:ly)?|s\.c\.|{_short('sc', 'injection|once|twice|daily|every|weekly')})(?![\w])",
        "Subcutaneous sumatriptan was given.",
        "Subcutaneous fat was measured.",
        after=(
            r" (?:fat|tissues?|nodules?|adipose|emphysema|tumou?rs?|xenograft|abscess|fung|mycos|implant(?:ed|"
            r"ation) of)"
        ),
    ),
    Wording(
        _ROUTE,
        "intramuscular",
        rf"\b(?:intramuscular(?:ly)?|i\.m\.|{_short('im', 'injection|dose|once|daily|every|weekly')})(?![\w])",
        "Intramuscular methotrexate was given.",
        "Intramuscular hematoma was seen.",
        after=r" (?:h[ae]+matoma|pressure|fat|bleed)",
    ),
    Wording(
        _ROUTE,
        "topical",
        (
            r"\b(?:topical(?:ly)?|creams?|ointments?|lotions?|applied to the (?:skin|lesions?)|gel(?= (?:once|"
            r"twice|applied|was|vehicle|formulation)))\b"
        ),
        "Topical tacrolimus was used.",
        "Topical issues are discussed.",
        after=r" (?:issues?|reviews?|problems?|an[ae]+sthe\w+ of|haemosta)",
    ),
    Wording(
        _ROUTE,
        "inhaled",
        (
            r"\b(?:inhal(?:ed|ation(?:s|al)?|er)|nebuli[sz]ed|nebuli[sz]er|aerosoli[sz]ed|turbuhaler|metered[- "
            r"]dose|dry[- ]powder)\b"
        ),
        "Inhaled budesonide was given.",
        "Smoke inhalation injury was treated.",
        before=r"(?:smoke|gas|allergen|toluene|co2|high) $",
        after=r" (?:injur|challenge|burn|of smoke|technique|an[ae]+sth|provocation)",
    ),
    Wording(
        _ROUTE,
        "intranasal",
        r"\b(?:intra-?nasal(?:ly)?|nasal(?:ly)? (?:sprays?|administ\w+|drops|powder|inhal\w+))\b",
        "Intranasal fluticasone was given.",
        "Nasal polyps were treated.",
        after=r" (?:polyp|obstruct|pressure)",
    ),
    Wording(
        _ROUTE,
        "ophthalmic",
        (
            r"\b(?:eye ?-?drops?|ophthalmic (?:solution|suspension|emulsion|ointment|gel)|topical ocular|"
            r"collyri\w+|instill\w+ (?:in|into) (?:the |one |both |each )?eyes?)\b"
        ),
        "Latanoprost eye drops were used.",
        "An ophthalmic examination was done.",
    ),
    Wording(
        _ROUTE,
        "intravitreal",
        r"\bintra-?vitreal(?:ly)?\b",
        "Intravitreal bevacizumab for macular edema.",
        "Intravitreal pressure was measured.",
        after=r" (?:pressure|h[ae]+morr|concentration)",
    ),
    Wording(
        _ROUTE,
        "intrathecal",
        (
            r"\b(?:intra-?thecal(?:ly)?|intraspinal|spinal (?=opioids|an[ae]+sth|bupivacaine|morphine|block|and "
            r"epidural|administration|analges))"
        ),
        "Intrathecal baclofen for spasticity.",
        "Intrathecal synthesis of IgG was seen.",
        before=r"(?:under|after|during|of) $",
        after=r" (?:synthesis|igg|antibod|production|catheter)",
    ),
    Wording(
        _ROUTE,
        "epidural",
        r"\b(?:epidural(?:ly)?|peridural(?:ly)?|extradural(?:ly)?|caudal (?=block|an|bupi|inj|administ|ropi|clon|ket))",
        "Epidural ropivacaine after surgery.",
        "Epidural hematoma was treated.",
        before=r"(?:spinal) $",
        after=r" (?:h[ae]+matom|abscess|space infection|blood|electr|metasta|lipomat|spinal cord|fibrosis|scar)",
    ),
    Wording(
        _ROUTE,
        "rectal",
        (
            r"\b(?:rectal(?:ly)? (?:administ\w+|diazepam|route|indometh\w+|mesalazine|mesalamine|foam|gel|"
            r"suppositor\w+)|(?:given|administered) rectally|enemas?|suppositor(?:y|ies)|per rectum)\b"
        ),
        "Mesalazine enemas were given.",
        "Rectal cancer was treated.",
        before=r"(?:barium|vaginal) $",
    ),
    Wording(
        _ROUTE,
        "vaginal",
        (
            r"\b(?:(?:intra)?vaginal(?:ly)? (?:administ\w+|tablets?|creams?|gels?|misoprostol|progesterone|"
            r"suppositor\w+|rings?|estr\w+|estriol|route|insert\w*|pessar\w+)|intravaginal(?:ly)?|(?:given|"
            r"administered|inserted) vaginally|vaginally (?=admin))"
        ),
        "Vaginal misoprostol was given.",
        "Vaginal delivery was planned.",
    ),
    Wording(
        _ROUTE,
        "transdermal",
        (
            r"\b(?:transdermal(?:ly)?|patch(?:es)?(?= (?:was|were|releas|deliver|applied|worn|group|\d|or|and|"
            r"therapy|treatment)))\b"
        ),
        "Transdermal fentanyl was used.",
        "Transdermal oxygen pressure was measured.",
        after=r" (?:oxygen|optical|water)",
    ),
    Wording(
        _ROUTE,
        "sublingual",
        r"\b(?:sublingual(?:ly)?|buccal(?= (?:administ\w+|tablets?|midazolam|film|fentanyl)))\b",
        "Sublingual misoprostol was given.",
        "The sublingual gland was swollen.",
        after=r" (?:gland|micro|space|vein|circulation)",
    ),
    Wording(
        _ROUTE,
        "intralesional",
        r"\bintra-?(?:lesional|tumou?ral)(?:ly)?\b",
        "Intralesional triamcinolone for keloid.",
        "Intratumoral vessels were counted.",
        after=(
            r" (?:vessel|micro|hypox|heterogen|express|concentration|h[ae]+morr|bleed|pressure|level|estr|infiltr|"
            r"lymph)"
        ),
    ),
    Wording(
        _ROUTE,
        "intraarticular",
        r"\bintra-?articular(?:ly)?\b",
        "Intra-articular hyaluronate for knee pain.",
        "Intra-articular fractures were treated.",
        after=r" (?:fractures?|pressure|pathology|h[ae]+)",
    ),
    Wording(
        _ROUTE,
        "intraperitoneal",
        r"\b(?:intra-?peritoneal(?:ly)?|i\.p\.|hipec)(?![\w])",
        "Intraperitoneal cisplatin was given.",
        "Intraperitoneal adhesions were seen.",
        after=r" (?:adhesion|pressure|fluid|bleed|metas|abscess|fat|glucose tol)",
    ),
    Wording(
        _ROUTE,
        "local infiltration",
        (
            r"\b(?:(?:local|wound|incisional|periarticular|subcutaneous|port[- ]site) infiltration|infiltrat(?:ed|"
            r"ion) (?:with|of) (?:[\w%.-]+ ){0,3}(?:bupivacaine|lidocaine|lignocaine|ropivacaine|local))\b"
        ),
        "Wound infiltration with bupivacaine was done.",
        "Infiltration of lymphocytes was seen.",
    ),
)
