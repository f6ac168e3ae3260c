"""How texts say age group and pregnancy of the patients, in words."""

from miner.reading.populations.wording import Wording
from miner.records import TraitKind

_AGE, _PREGNANCY = TraitKind.AGE_GROUP, TraitKind.PREGNANCY
_PLACE = (
    r"['\u2019]s? (?:\w+ )?(?:hospital|depression|health|center|centre|inventory|scale)|[- ](?:hospital|departments?|"
    r"units?|clinics?|cent(?:er|re)s?|societ\w+|oncology group|intensive|wards?|practi\w+|surge\w+|rheumatolog\w+|"
    r"oncologists?|cardiolog\w+|neurolog\w+|gastroenterolog\w+|h(?:a)?ematolog\w+|endocrinolog\w+|"
    r"neurosurg\w+|psychiatr\w+|radiolog\w+|nephrolog\w+|dermatolog\w+|oncology(?! patients)|providers?|"
    r"residents?|nurs\w+|dentist\w+|early warning|risk|journal|quality|depression|specialists?|advisory)\b"
)
_ANIMAL = (
    r"(?:[\w-]+,? ){0,2}(?:rats?|mice|mouse|rabbits?|dogs?|pigs?|piglets|monkeys?|animals?|sheep|lambs?|"
    r"cats|horses|swine)\b"
)

PATIENT_WORDINGS = (
    # -- age groups
    Wording(
        _AGE,
        "neonate",
        r"\b(?:neonates?|newborns?|neonatal|(?:pre-?term|premature) (?:[\w-]+ )?(?:infants?|babies|neonates?)|"
        r"(?:low|very low|extremely low)[- ]birth[- ]?weight)\b",
        "Caffeine was given to 40 preterm infants.",
        "Neonatal rats were given caffeine.",
        after=(
            rf"{_PLACE}|[- ](?:intensive care|outcomes?|mortality|morbidit\w+|screening|deaths?|complications?|"
            rf"onset|{_ANIMAL})"
        ),
    ),
    Wording(
        _AGE,
        "infant",
        r"\b(?:infants?|babies)\b",
        "Propranolol in infants with hemangioma.",
        "Weight of infants born to treated mothers was normal.",
        before=r"(?:pre-?term|premature|newborn|birth-?weight|term|of the) $",
        after=r" (?:born|formula|outcomes?|mortality|of|from|feeding|rats?|exposed)\b|['\u2019]",
    ),
    Wording(
        _AGE,
        "child",
        r"\b(?:children|p(?:a)?ediatric|toddlers|(?:pre-?)?school-?aged?|boys|girls|child(?= (?:with|aged|who)))\b",
        "Montelukast was given to 40 children.",
        "The children's hospital treated 40 adults.",
        before=r"(?:women with|have|had|bearing|number of|\d+ weeks) $",
        after=_PLACE,
    ),
    Wording(
        _AGE,
        "adolescent",
        r"\b(?:adolescents?|teenagers?|youths?)\b",
        "Fluoxetine in adolescents with depression.",
        "Scoliosis of the adolescent-onset kind was seen.",
        after=r"-onset|[- ](?:idiopathic scoliosis|rats?|mice|health|psychiatr)",
    ),
    Wording(
        _AGE,
        "adult",
        r"\b(?:adults?|middle-aged)\b",
        "We treated 30 adults with asthma.",
        "Adult rats were treated.",
        before=r"(?:older|elderly|until|to|into|reach) $",
        after=(
            r"[- ]onset|[- ]?t[- ]cell|[- ]stem|[- ]respiratory distress|[- ]education|[- ]dos|['\u2019]|[- "
            rf"]{_ANIMAL}|hood"
        ),
    ),
    Wording(
        _AGE,
        "older adult",
        (
            r"\b(?:elderly|geriatric|octogenarians|older (?:adults?|patients?|people|persons?|men|women|"
            r"individuals|subjects))\b"
        ),
        "Quinapril in elderly patients with hypertension.",
        "The response did not differ in a non-elderly patient.",
        before=r"non-?$|(?:younger and|young and|months and|years and) $",
        after=rf"{_PLACE}| than|\)? (?:trial|study)\b",
    ),
    # -- pregnancy
    Wording(
        _PREGNANCY,
        "pregnant",
        r"\b(?:pregnant|during (?:the )?(?:[\w-]+ )?(?:pregnancy|labou?r)|in (?:early |late )?pregnancy|"
        r"parturients?|labou?ring|"
        r"gestational diabetes|pre-?eclampsia|in labou?r|(?:first|second|third)[- ]trimester|preterm labou?r|"
        r"(?:labou?r|cesarean|caesarean)(?: and)? (?:analgesia|deliver\w+|section|pain)|gravidas?)\b",
        "Nifedipine was given to pregnant women with hypertension.",
        "Non-pregnant women were treated.",
        before=r"(?:non-?|not |were not |never |or |nor |became |become |becoming |getting |prior |previous |before |"
        r"risk of |"
        r"incidence of |prevent |prevention of |after |exclu\w+ |if )$",
        after=r" (?:rats?|mice|rabbits?|sheep|ewes?|horses?|mares?|cows?|sows?|dogs?|rates?|tests?|within|after)\b",
    ),
    Wording(
        _PREGNANCY,
        "breastfeeding",
        r"\b(?:breast-?feeding|lactating|nursing) (?:women|mothers?|patients?)\b",
        "Domperidone was given to breastfeeding women.",
        "Breast-feeding infants were seen.",
        before=r"(?:non-?|not |exclu\w+ )$",
    ),
)
