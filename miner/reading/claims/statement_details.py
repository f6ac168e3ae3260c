"""Details of a statement in words: the region of an approval, the body of a recommendation, its year and grade."""

import re
from collections.abc import Sequence

REGIONS = (
    ("US", r"\bu?s?fda\b|food and drugs? administration|united states|\busa\b|\bu\.s\.|\bthe us\b|\bin us\b|\bus and e",
     r"\bus[- ](?:approved|food|licensed|label)|\bamerican label"),
    ("EU", r"\bema\b|\bemea\b|european? medicines? (?:evaluation )?agency|(?<!orphan )\beurope\b|\beu\b|\bchmp\b",
     r"european (?:commission|union|approval|licen|marketing|authori|label)"),
    ("JP", r"\bpmda\b|\bjapan\b|\bmhlw\b|ministry of health,? labou?r|japanese (?:authorit|regulat|ministry|label)"),
)  # fmt: skip
"""Code of a jurisdiction and the words that name it or its agency, in lower case."""
ELSEWHERE = "elsewhere"
_ELSEWHERE = re.compile(
    r"\b(?:canada|australia|new zealand|united kingdom|\buk|britain|switzerland|china|taiwan|korea|india|israel|turkey|"
    r"brazil|argentina|mexico|russia|latin america|south africa|france|germany|italy|spain|netherlands|sweden|denmark|"
    r"norway|tga|health canada|mhra|swissmedic|nmpa)\b"
)
"""Countries and agencies whose labels we do not have."""

BODIES = (
    ("NICE", r"\bnice\b(?= (?:guid|recommend|advi|technology|tag?\b|appraisal|does|has|20))|(?:by|the|of|from) nice\b",
     r"national institute (?:for|of) (?:health and )?(?:care|clinical) excellence"),
    ("ASCO", r"\basco\b|american society of clinical oncology"),
    ("ESMO", r"\besmo\b|european society (?:for|of) medical oncology"),
    ("NCCN", r"\bnccn\b|national comprehensive (?:\w+|DISEASE|OTHERDISEASE) network"),
    ("WHO", r"world health organi[sz]ation|\bwho(?:'s|,? (?:19|20)\d\d| recommends| guid\w+| endorses)",
     r"(?:^|\bthe |\bby |\bfrom )who\b(?! (?:had|have|were|was|are|is|did|do|may|can)\b)"),
    ("AHA/ACC", r"\bac(?:c|cf)/aha\b|\baha/acc\w*|american heart association(?:/| and )(?:the )?american college"),
    ("AHA", r"\baha\b|american (?:heart|stroke) association"),
    ("ACC", r"\baccf?\b|american college of cardiology"),
    ("ESC", r"\besc\b|european society of cardiology"),
    ("EULAR", r"\beular\b|european (?:league against|alliance of associations for) rheumat\w+"),
    ("ACR", r"\bacr\b|american college of rheumatology"),
    ("IDSA", r"\bidsa\b|infectious diseases? society of america"),
    ("ESCMID", r"\bescmid\b|european society of clinical microbiology"),
    ("CDC", r"\bcdc\b|centers? for disease control"),
    ("NIH", r"\bnih\b|national institutes? of health\b(?! stroke)"),
    ("USPSTF", r"\buspstf\b|preventive services task force"),
    ("ACCP", r"\baccp\b|american college of chest physicians"),
    ("ATS", r"\bats\b|american thoracic society"),
    ("ERS", r"\bers\b|european respiratory society"),
    ("GINA", r"\bgina\b(?= (?:guid|report|20))|global initiative for (?:asthma|DISEASE|OTHERDISEASE)"),
    ("GOLD", r"\bgold (?:guideline|report|strategy|recommend)|global initiative for chronic"),
    ("ADA", r"\bada\b(?= (?:guid|recommend|standard|20))|american (?:diabetes|(?:OTHER)?DISEASE) association"),
    ("EASD", r"\beasd\b|european association for the study of diabetes"),
    ("KDIGO", r"\bkdigo\b|improving global outcomes"),
    ("EASL", r"\beasl\b|european association for the study of the liver"),
    ("AASLD", r"\baasld\b|american association for the study of liver"),
    ("ACG", r"\bacg\b|american college of gastroenterology"),
    ("AGA", r"\baga\b|american gastroenterological association"),
    ("ECCO", r"\becco\b|european crohn'?s"),
    ("BSG", r"\bbsg\b|british society of gastroenterology"),
    ("AAN", r"\baan\b|american academy of neurology"),
    ("EAN", r"\bean\b|european academy of neurology"),
    ("EFNS", r"\befns\b|european federation of neurological"),
    ("AAD", r"american academy of dermatology"),
    ("EDF", r"european dermatology forum"),
    ("AAP", r"\baap\b|american academy of pediatrics"),
    ("APA", r"american psychiatric association"),
    ("WFSBP", r"\bwfsbp\b|world federation of societies of biological psychiatry"),
    ("CANMAT", r"\bcanmat\b|canadian network for mood"),
    ("ACOG", r"\bacog\b|american college of obstetric\w*"),
    ("RCOG", r"\brcog\b|royal college of obstetric\w*"),
    ("EAU", r"\beau\b|european association of urology"),
    ("AUA", r"\baua\b|american urological association"),
    ("ASH", r"american society of ha?ematology"),
    ("BSH", r"\bbcsh\b|british (?:committee for standards in|society for) haematology"),
    ("ELN", r"\beln\b|european leuka?emianet"),
    ("ISTH", r"\bisth\b|international society on thrombosis"),
    ("Endocrine Society", r"\bendocrine society"),
    ("SIGN", r"scottish intercollegiate"),
    ("ACP", r"american college of physicians"),
    ("AAFP", r"\baafp\b|american academy of family physicians"),
    ("SCCM", r"\bsccm\b|society of critical care medicine"),
    ("CNS", r"congress of neurological surgeons"),
    ("FDA", r"\bfda,? (?:recommend|advis|panel|warn)|food and drug administration,? (?:fda,? )?(?:recommend|advis)"),
    ("EMA", r"\bema,? (?:recommend|advis)|european medicines agency,? (?:ema,? )?(?:recommend|advis)"),
)  # fmt: skip
"""Short name of a body that recommends and the words that name it, in lower case."""

UNNAMED_BODIES = (
    ("expert panel", r"\b(?:expert|advisory|consensus) panel|\bpanell?ists\b|\bthe panel\b"),
    ("task force", r"\btask force\b|\bworking (?:group|party)\b|\bguideline (?:group|committee|development group)"),
    ("consensus", r"\bconsensus\b(?! (?:i+|trial|study|sequence|interferon|molecular)\b)"),
    ("guidelines", r"\bguidelines?\b|\bguidance\b|\bpractice parameters?\b|\bposition (?:paper|statement)",
     r"\b(?:current|international|national|treatment|clinical|published|existing|recent|updated) recommendations\b"),
    ("experts", r"\bexperts\b|\bexpert opinion|\bexpert recommendation"),
    ("society", r"\b(?:societ(?:y|ies)|association|academy|college|federation) (?:of [^A-Z;]{3,40})?recommend",
     r"\b(?:societ(?:y|ies)|association|academy|college|federation) (?:of [^A-Z;]{3,40})?(?:endors|suggest)"),
)  # fmt: skip
"""What stands for a body that has no name in the sentence."""


def _compiled(table: Sequence[Sequence[str]]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile("|".join(patterns))) for name, *patterns in table)


_REGIONS, _BODIES, _UNNAMED = map(_compiled, (REGIONS, BODIES, UNNAMED_BODIES))
_YEAR = re.compile(
    r"(?<!until )(?<!before )(?<!until [a-z]{3} )(?<!until [a-z]{4} )(?<!until [a-z]{5} )"
    r"(?<![\d./-])(?:19[6-9]|20[0-4])\d(?![\d%/-])"
)
_SINCE = re.compile(r"\bsince (?:[a-z]+ )?\d{4},$")
_GRADE = re.compile(
    r"\b(grades?|class(?:es)?|levels?|category|categories) (?:of )?(?:evidence|recommendations?)?,?:? ?(?:of )?"
    r"(?:grade |level )?(i{1,3}[- ]?[abc]?|iv|[1-5] ?[abc]?|[a-d][+]?)(?![\w-])"
)
_STRENGTHS = (
    ("strong", re.compile(r"\bstrongly (?:recommend|advis|endors)|\bstrong recommendation")),
    ("conditional", re.compile(r"\bconditionally (?:recommend|advis)|\bconditional recommendation")),
    ("weak", re.compile(r"\bweakly recommend|\bweak recommendation")),
)
BODIES_SHOWN = 3


def regions_in(words: str) -> str:
    """Return the codes of the jurisdictions that words name, as "US, EU"; ELSEWHERE for another's, "" for none."""
    codes = ", ".join(code for code, pattern in _REGIONS if pattern.search(words))
    return codes or (ELSEWHERE if _ELSEWHERE.search(words) else "")


def bodies_in(words: str) -> str:
    """Return the bodies that words name, in order of place, as "ESMO, NCCN"; else what stands for one, or ""."""
    named = sorted((found.start(), name) for name, pattern in _BODIES if (found := pattern.search(words)))
    names = [name for _, name in named]
    if "AHA/ACC" in names:
        names = [name for name in names if name not in {"AHA", "ACC"}]
    if names:
        return ", ".join(names[:BODIES_SHOWN])
    return next((name for name, pattern in _UNNAMED if pattern.search(words)), "")


def year_in(words: str, *, is_last: bool = False) -> int | None:
    """Return the first or last year that words name, None if they name none; "since 1993, four drugs" names none."""
    years = [int(found[0]) for found in _YEAR.finditer(words) if not _SINCE.search(words[: found.end() + 1])]
    return years[-1 if is_last else 0] if years else None


def grade_in(words: str) -> str:
    """Return the grade of a recommendation, as "class IIa, level B" or "strong"; "" if words name none."""
    found = [f"{_KINDS[kind[:4]]} {_printed(value)}" for kind, value in _GRADE.findall(words)[:2]]
    found = found or [name for name, pattern in _STRENGTHS if pattern.search(words)][:1]
    return ", ".join(dict.fromkeys(found))


_KINDS = {"grad": "grade", "clas": "class", "leve": "level", "cate": "category"}


def _printed(value: str) -> str:
    """Return a grade as it is printed: "IIa", "1A", "B"."""
    value = re.sub("[- ]", "", value)
    roman = re.match("iv|i+", value)
    return f"{roman[0].upper()}{value[roman.end() :]}" if roman else value.upper()
