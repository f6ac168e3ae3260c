"""Wordings for the state of a gene or marker, and the normalised state that each of them means.

Patterns match text in which each hyphen and white-space character is one space (`miner.lexicon.scan.flatten`). A state
has one spelling: "p.V600E", "exon 19 deletion", "mutation", "wild-type", "TPS >=50%". Protein and DNA changes follow
HGVS (den Dunnen 2016, doi:10.1002/humu.22981) as far as abstracts do.
"""

import re
from collections.abc import Iterator

ONE_LETTER = {
    "Ala": "A", "Arg": "R", "Asn": "N", "Asp": "D", "Cys": "C", "Gln": "Q", "Glu": "E", "Gly": "G", "His": "H",
    "Ile": "I", "Leu": "L", "Lys": "K", "Met": "M", "Phe": "F", "Pro": "P", "Ser": "S", "Thr": "T", "Trp": "W",
    "Tyr": "Y", "Val": "V", "Ter": "*",
}  # fmt: skip
_A = "[ACDEFGHIKLMNPQRSTVWY]"
_A3 = rf"(?:{'|'.join(ONE_LETTER)})"
_MUTATED = (
    r"(?:mutations?|mutants?|mutated|mut|variants?|substitutions?|alleles?|positive|SNPs?|polymorphisms?|carriers?)"
)
CHANGE = (
    rf"(?:p\. ?)?\(?(?:{_A}\d{{1,4}}(?:{_A}(?:/{_A}(?![A-Za-z0-9]))*|\*|X|fs(?:[*X]?\d*)|del|dup|ins{_A}+)"
    rf"|{_A3} ?\d{{1,4}} ?(?:{_A3}|\*|fs|del|dup)"
    rf"|{_A}\d{{2,4}}[_ ]{_A}\d{{2,4}} ?(?:del|dup|ins)[A-Z]*"
    rf"|(?:\u0394|\u2206|delta ?|del ?)F508|{_A}\d{{2,4}}(?= ?{_MUTATED}|\)|$))\)?(?![A-Za-z0-9])"
    r"|(?:c\. ?)?\d{2,5} ?(?:[ACGT] ?> ?[ACGT]|(?:del|ins|dup)[ACGT]{1,6})(?![A-Za-z0-9])"
    r"|c\. ?\d+[_\d]* ?(?:del|dup|ins)[ACGT]*"
    r"|rs\d{3,10}(?!\d)"
)
"""One change of a protein or of DNA; a codon alone ("V600") counts only before a word for mutation."""
_EXON = (
    r"(?i:(?:exons? ?|ex)(?P<{0}1>\d{{1,2}}) ?(?:in frame |frame ?shift |activating )?"
    r"(?P<{0}2>deletions?|del|deleted|insertions?|ins|skipping|skipped|mutations?|mutated|mutant)(?![a-z])"
    r"|(?P<{0}3>deletions?|insertions?|mutations?) (?:in|of|within|at) exon (?P<{0}4>\d{{1,2}})"
    r"|(?P<{0}5>del) ?(?P<{0}6>19)|(?P<{0}7>19) ?(?P<{0}8>del|deletions?)(?![a-z])"
    r"|(?P<{0}9>codon) (?P<{0}10>\d+))"
)
_SEPARATOR = r"(?: ?/ ?| ?, ?(?:and |or )?| (?:and|or|and/or) | ?\+ ?| \()"
_LEAD = (
    r"\)? {0,2}(?i:(?:gene )?(?:\(|mutations?(?:\(s\))? ?(?:, ?)?(?:in |at |of |such as |including |like |: ?)?\(?"
    r"|variants? |mutant )?)"
)
SPECIFIC_AFTER = re.compile(
    rf"{_LEAD}(?P<list>(?:{CHANGE}|{_EXON.format('a')})(?:{_SEPARATOR}(?:{CHANGE}|{_EXON.format('b')}))*)"
    rf"\)?(?:[ ]{{1,2}}\(?{_MUTATED}\)?(?![a-z]))*"
)
SPECIFIC_BEFORE = re.compile(
    rf"(?<![A-Za-z0-9])(?P<list>{CHANGE}|{_EXON.format('a')})\)?"
    rf"(?: ?{_MUTATED})*(?: (?:in|of|within)(?: the)?(?: exon \d+ of(?: the)?)?)? ?\(?$"
)
_CHANGES = re.compile(rf"{CHANGE}|{_EXON.format('a')}")
_EVENTS = {"del": "deletion", "ins": "insertion", "ski": "skipping", "mut": "mutation"}


def specific_states(text: str, symbol: str) -> Iterator[str]:
    """Yield the states that a list of changes names, in order: "V600E/K" is p.V600E and p.V600K."""
    for found in _CHANGES.finditer(text):
        number = next((v for k, v in found.groupdict().items() if v and v.isdigit()), "")
        if number:
            word = next(v.lower() for v in found.groupdict().values() if v and not v.isdigit())
            yield f"codon {number} mutation" if word == "codon" else f"exon {number} {_EVENTS[word[:3]]}"
        else:
            yield from _changes(found[0], symbol)


_BY_LETTERS = re.compile(r"([ACGT])(\d+)([ACGT])")
_BY_NUCLEOTIDE = frozenset({"MTHFR", "ABCB1", "ABCG2", "GNB3", "NQO1", "TERT", "SLCO1B1", "TYMS", "GNAS", "ERCC1"})
"""Genes for which abstracts write letter, number, letter for a change of DNA, not of protein ("MTHFR C677T")."""


def _changes(written: str, symbol: str) -> Iterator[str]:
    name = written.replace(" ", "").strip("()").removeprefix("p.").strip("()")
    if name.startswith("rs"):
        yield name
        return
    by_letters = _BY_LETTERS.fullmatch(name) if symbol in _BY_NUCLEOTIDE else None
    if by_letters:
        name = f"c.{by_letters[2]}{by_letters[1]}>{by_letters[3]}"
    if name.startswith("c.") or name[0].isdigit():
        yield f"c.{name.removeprefix('c.')}"
        return
    if name.endswith("F508"):
        yield "p.F508del"
        return
    for long, short in ONE_LETTER.items():
        name = name.replace(long, short)
    first, *others = name.replace("X", "*").split("/")
    if "del" in first or "dup" in first:
        first = re.sub(r"^([A-Z]\d+)_?([A-Z]\d+)", r"\1_\2", first)
    yield f"p.{first}"
    yield from (f"p.{first[:-1]}{other}" for other in others)


# -- states in words ----------------------------------------------------------------------------------------------
_KINDS = (
    r"(?:gene|genes|gene's|point|missense|driver|hot ?spot|bi ?allelic|heterozygous|homozygous|acquired|secondary|"
    r"resistance|resistant|common|rare|uncommon|novel|specific|primary|known|deleterious|pathogenic|likely pathogenic|"
    r"kinase domain|tumou?r)"
)
_MODIFIERS = (
    r"(?P<origin>germ ?line|somatic)|(?P<activating>activating|sensiti[sz]ing|gain of function|oncogenic)"
    r"|(?P<inactivating>inactivating|loss of function|truncating)|(?P<promoter>promoter)"
)
_WORDS = (
    ("wild-type", r"wild ?type|WT(?![a-z])|(?:un|non ?)mutated|mutation (?:negative|free)|negative for mutations?"),
    ("ITD", r"(?:internal tandem (?:duplication|repeat)s?(?: \(ITD\))?|ITD)(?: mutations?| mutated| positive)?"),
    ("TKD", r"(?:tyrosine kinase domain|TKD)(?: mutations?| mutated| positive)?"),
    ("LOH", r"loss of heterozygosity|LOH"),
    ("negative", r"(?:fusion|rearrangement|translocation) negative"),
    ("unmethylated", r"(?:promoter )?un ?methylated"),
    ("methylated", r"(?:promoter )?(?:hyper ?)?methylat(?:ion|ed)(?: positive)?"),
    ("mutation", (
        r"(?:mutations?|mutated|mutants?|mut)(?: positive| carriers?)?|carriers?"
        r"|(?:likely )?(?:pathogenic|deleterious) (?:sequence )?variants?"
    )),
    ("rearrangement", (
        r"(?:fusions?(?: genes?| proteins?| transcripts?| oncogenes?)?|rearrangements?|re ?arranged"
        r"|translocations?|translocated|fused)(?: positive)?"
    )),
    ("amplification", r"amplifications?|amplified|copy number (?:gains?|increases?)|gains?"),
    ("deletion", r"deletions?|deleted|co ?deleted|co ?deletion"),
    ("loss", r"(?:expression )?loss|loss of (?:protein )?expression|null|lost"),
    ("overexpression", r"over ?express(?:ions?|ing|ed|es|ors?)|up ?regulat(?:ion|ed)"),
    ("low", (
        r"under ?express(?:ion|ing|ed)|down ?regulat(?:ion|ed)"
        r"|low(?:er|ly)?(?: expressi(?:on|ng)| expressers?| levels?)?(?! (?:risk|grade|dose|density|affinity))"
    )),
    ("high", (
        r"high(?:er|ly)?(?: expressi(?:on|ng)| expressers?| levels?)?"
        r"(?! (?:risk|grade|dose|density|affinity|throughput))"
    )),
    ("deficiency", r"deficien(?:cy|cies|t)"),
    ("positive", (
        r"sero ?positiv(?:e|ity)|positiv(?:e|ity)|(?:expression )?\(\+\)|\+(?:ve(?![a-z]))?(?=[ /,;.)\]]|$)"
        r"|expressing|(?:IHC )?3 ?\+"
    )),
    ("negative", r"sero ?negativ(?:e|ity)|negativ(?:e|ity)|ve(?= )"),
    ("poor metaboliser", r"poor metaboli[sz]ers?(?: \(PMs?\))?"),
    ("intermediate metaboliser", r"intermediate metaboli[sz]ers?(?: \(IMs?\))?"),
    ("normal metaboliser", r"(?:normal|extensive) metaboli[sz]ers?(?: \([EN]Ms?\))?"),
    ("ultrarapid metaboliser", r"ultra ?rapid metaboli[sz]ers?(?: \(UMs?\))?"),
    ("rapid metaboliser", r"rapid metaboli[sz]ers?(?: \(RMs?\))?"),
    ("expression", r"(?:(?:gene|protein|mrna) )*expressions?(?: levels?)?"),
    ("variant", r"(?:genetic )?(?:polymorphisms?|variants?|genotypes?|SNPs?)"),
)  # fmt: skip
_NAMES = tuple(name for name, _ in _WORDS)
_STATE = "|".join(f"(?P<s{number}>{pattern})" for number, (_, pattern) in enumerate(_WORDS))
_NOUN = (
    r"(?:(?:gene|oncogene|proto oncogene|protein|receptor|tyrosine kinase|kinase|status|mrna|gene product|tumou?r)s?"
    r" {1,2})?"
)
_BRACKETED = r"(?:\([A-Za-z][\w /]{1,14}\) {1,2})?"
WORDS_AFTER = re.compile(
    rf"(?i:\)? {{0,2}}{_NOUN}{_BRACKETED}{_NOUN}(?:(?:{_MODIFIERS}|{_KINDS}) ){{0,3}}(?:{_STATE})(?![a-z]))"
)
_ADJECTIVES = (
    ("wild-type", r"wild ?type|WT|non ?mutated|unmutated"),
    ("mutation", r"mutant|mutated"),
    ("amplification", r"amplified"),
    ("rearrangement", r"rearranged"),
    ("unmethylated", r"unmethylated"),
    ("methylated", r"(?:hyper)?methylated"),
    ("overexpression", r"over ?express(?:ed|ing)|up ?regulated"),
    ("high", r"high(?:er)?|elevated|increased|raised|strong"),
    ("low", r"low(?:er)?|reduced|decreased|down ?regulated|weak"),
    ("expression", r"(?:(?:over)?expression levels? of)"),
)
_ONLY_AFTER = frozenset({"positive", "negative", "ITD", "TKD", "high", "low"})
_NOUNS = tuple((name, pattern) for name, pattern in _WORDS if name not in _ONLY_AFTER)
_ADJECTIVE = "|".join(f"(?P<a{number}>{pattern})" for number, (_, pattern) in enumerate(_ADJECTIVES))
_NOUN_STATE = "|".join(f"(?P<n{number}>{pattern})" for number, (_, pattern) in enumerate(_NOUNS))
_LEVEL = r"(?:(?P<level>high|elevated|increased|low|reduced|decreased) (?:levels? of )?)"
WORDS_BEFORE = re.compile(
    rf"(?i:(?<![a-z0-9])(?:{_KINDS} )*"
    rf"(?:{_LEVEL}?(?:(?:{_MODIFIERS}|{_KINDS}) ){{0,3}}(?:{_NOUN_STATE})(?:\(s\))?"
    r" {1,2}(?:in|of|within|involving|affecting|at)"
    r"(?:(?: the)?(?: [a-z]+){1,3} (?:domain|promoter|region) of)?(?: the| either| both| human)*"
    r"(?: tumou?r suppressor| (?:breast|ovarian) cancer susceptibility)?"
    r"(?: gene| oncogene)?"
    rf"|(?:{_ADJECTIVE})(?: levels? of| expression of)?"
    r"|(?P<only>germ ?line|somatic|activating|sensiti[sz]ing|inactivating)) {1,2})$"
)
NEGATED = re.compile(
    r"(?i:(?<![a-z])(?:without|lacking|lack of|no|absence of|absent)"
    r"(?: an?| the| any| known| detectable| identified)* )$"
)
_OPPOSITE = {"mutation": "wild-type", "expression": "negative"}


def state_after(found: re.Match[str]) -> str:
    """Return the state that a match of `WORDS_AFTER` names."""
    name = next(_NAMES[int(k[1:])] for k, v in found.groupdict().items() if v and k[0] == "s" and k[1:].isdigit())
    return _modified(name, found.groupdict())


def state_before(found: re.Match[str]) -> str:
    """Return the state that a match of `WORDS_BEFORE` names, "" if it names none."""
    groups = found.groupdict()
    if groups["only"]:
        return _modified("mutation", _modifier_of(groups["only"]))
    for kind, table in (("n", _NOUNS), ("a", _ADJECTIVES)):
        for key, value in groups.items():
            if value and key[0] == kind and key[1:].isdigit():
                name = table[int(key[1:])][0]
                if groups["level"] and name == "expression":
                    return "high" if groups["level"].lower()[0] in "hei" else "low"
                return _modified(name, groups)
    return ""


def _modifier_of(word: str) -> dict[str, str | None]:
    found = re.fullmatch(f"(?i:{_MODIFIERS})", word)
    return found.groupdict() if found else {}


def _modified(name: str, groups: dict[str, str | None]) -> str:
    if name != "mutation":
        return name
    origin = (groups.get("origin") or "").lower().replace(" ", "")
    kind = "activating" if groups.get("activating") else "loss-of-function" if groups.get("inactivating") else ""
    return " ".join(filter(None, (origin, "promoter" if groups.get("promoter") else kind, name)))


def combined(before: str, after: str) -> str:
    """Return one state for the words before and after a name: "germline" BRCA "mutation", "high" PD-L1 "expression"."""
    if not before or not after:
        return before or after
    if after == "expression" or before in {"loss", "deletion", "high", "low", "overexpression"}:
        return before
    if before.endswith("mutation") and after.endswith("mutation"):
        return max(before, after, key=len)
    return before if after in {"variant", "mutation"} else after


def negated(state: str) -> str:
    """Return the state of a gene that lacks this one ("wild-type" for "mutation"), "" if it has no opposite."""
    last = state.rsplit(" ", 1)[-1]
    return _OPPOSITE.get(last, "negative" if last in {"rearrangement", "amplification", "overexpression"} else "")


# -- thresholds ---------------------------------------------------------------------------------------------------
_MEASURE = r"(?:TPS|CPS|IC|TC|tumou?r (?:cell )?proportion scores?(?: \(TPS\))?|combined positive scores?(?: \(CPS\))?)"
_UNIT = (
    r"%|per ?cent|cells? ?(?:/|per) ?(?:[\u00b5\u03bcu]l|micro ?lit(?:er|re)|mm ?(?:3|\u00b3|\^3))"
    r"|/ ?(?:[\u00b5\u03bcu]l|mm ?(?:3|\u00b3|\^3))|[x\u00d7*]? ?10 ?(?:\^|\()? ?(?:9|\u2079)\)? ?(?:cells)? ?/ ?l"
    r"|(?:ng|pg|mg|[\u00b5\u03bcu]g|g|iu|u|miu|mmol|nmol)/(?:ml|l|dl|mol)|ppb|mut(?:ations?)?(?:/| per )(?:mb|megabase)"
)
_NUMBER = r"\d+(?:,\d{3})*(?:[.\u00b7]\d+)?"
THRESHOLD = re.compile(
    rf"(?i: {{0,2}}(?:(?:expression|levels?|counts?|score|index|values?|concentrations?|tumou?r cells?) )?\(?"
    rf"(?P<measure>{_MEASURE})?\)? ?(?:of |was |is |were |with |in |on )?(?:an? )?"
    r"(?P<sign>\u2265|\u2267|\u2a7e|>/?=?|=>|\u2264|\u2266|\u2a7d|<=?|at least|greater than or equal to|greater than"
    r"|more than|less than|below|above|over|exceeding|of )? ?"
    rf"(?P<number>{_NUMBER})(?: ?(?:%|to|or)? ?(?P<upto>\d+))? ?(?P<unit>{_UNIT})?"
    r"(?P<more> or (?:more|higher|greater|above))?)(?![a-z\d])"
)
_SIGNS = {
    "below": "<",
    "less than": "<",
    "above": ">",
    "greater than": ">",
    "more than": ">",
    "over": ">",
    "exceeding": ">",
}


def threshold(found: re.Match[str]) -> str:
    """Return the state that a match of `THRESHOLD` names ("TPS >=50%"), "" if it lacks a comparison or a unit."""
    measure = (found["measure"] or "").upper()
    measure = "TPS" if "PROPORTION" in measure else "CPS" if "COMBINED" in measure else measure[:3]
    sign = (found["sign"] or "").lower().strip()
    unit = (found["unit"] or "").lower().replace("\u00b5", "u").replace("\u03bc", "u").replace(" ", "")
    if not unit and measure != "CPS":
        return ""
    number = found["number"].replace(",", "").replace("\u00b7", ".")
    if found["more"] or sign in {
        "\u2265",
        "\u2267",
        "\u2a7e",
        ">=",
        "=>",
        ">/=",
        "at least",
        "greater than or equal to",
    }:
        sign = ">="
    elif sign in {"\u2264", "\u2266", "\u2a7d", "<="}:
        sign = "<="
    elif found["upto"]:
        sign, number = "", f"{number}-{found['upto']}"
    else:
        sign = _SIGNS.get(sign, sign)
    if (not sign and not found["upto"]) or sign == "of":
        return ""
    return " ".join(filter(None, (measure, f"{sign}{_in_unit(number, unit)}")))


def _in_unit(number: str, unit: str) -> str:
    """Return number and unit, cell counts always per microlitre: 0.3 x 10^9/L is 300/uL."""
    if unit in {"%", "percent"}:
        return f"{number}%"
    if "10" in unit and unit.endswith("/l"):
        return f"{float(number) * 1000:g}/uL"
    if unit.endswith(("ul", "mm3", "mm\u00b3", "mm^3", "microliter", "microlitre")) and unit[0] not in "npg":
        return f"{number}/uL"
    if unit.startswith("mut"):
        return f"{number} mutations/Mb"
    return f"{number} {unit}".strip()


# -- names without their state --------------------------------------------------------------------------------------
_STATUS = re.compile(
    r"[ -](?:gene|genes|protein|expression|overexpression|mutations?|mutated|mutant|wild[- ]?type|positive"
    r"|negative|status"
    r"|polymorphisms?|variants?|genotype|alterations?|levels?|inhibition|deficiency|positivity)$",
    re.IGNORECASE,
)


def without_status(text: str) -> str:
    """Return the name of a gene without its status ("KRAS mutations", "TPMT deficiency"), unchanged if it has none."""
    return _STATUS.sub("", text)
