"""Patterns for the spellings of sequence variants in abstracts, grouped by beginning, for `miner.reading.nlp.variants`.

The spellings are those of HGVS (den Dunnen 2016, doi:10.1002/humu.22981) with the blanks, arrows and brackets that
abstracts add, older ones of legacy names and alleles, and the wordings that tmVar 3 annotates (Wei 2022,
doi:10.1093/bioinformatics/btac537): "G to A substitution at nucleotide 71". The comment on each pattern gives how many
of its matches have the exact boundaries of an annotated variant in the training parts of BioRED and tmVar 3, counting
the longest of overlapping matches; a pattern without figures has no match there. In total these are 1,130 of 1,163, and
all but 8 lie inside an annotated variant; these parts annotate 1,453.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_ACID = "(?:Ala|Arg|Asn|Asp|Cys|Gln|Glu|Gly|His|Ile|Leu|Lys|Met|Phe|Pro|Ser|Thr|Trp|Tyr|Val)"
_LETTER = "[ACDEFGHIKLMNPQRSTVWY]"
ACID_WORD = (
    "(?:[Aa](?:lanine|rginine|sparagine|spartic acid|spartate)|[Cc]ysteine"
    "|[Gg](?:lutamine|lutamic acid|lutamate|lycine)|[Hh]istidine"
    "|[Ii]soleucine|[Ll](?:eucine|ysine)|[Mm]ethionine|[Pp](?:henylalanine|roline)|[Ss]erine"
    "|[Tt](?:hreonine|ryptophan|yrosine)|[Vv]aline)"
)
_BASE_WORD = "(?:[Aa]den(?:ine|osine)|[Cc]yt(?:osine|idine)|[Gg]uan(?:ine|osine)|[Tt]hym(?:ine|idine))"
_STOP = r"(?:(?:a )?(?:premature )?(?:stop|termination) codon|(?:a )?[Ss]top|Ter)"

# Patterns start with a literal character and only then look back at what may not precede it, so that a search jumps
# from one such character to the next: several times as fast as a search that starts with \b.
_ALONE = r"(?<!\w.)"
_FREE = r"(?<![\w/>-].)"
_END = r"(?!\w)"
_SIGN = r"[-+\u2212\u2013]"
_NUMBER = r"[-+\u2212\u20130-9](?<![\w.+/-].)\d{0,7}+(?<=\d)(?=[a-z]|[-+\u2212\u2013_ ]{0,3}[A-Zdi\d])"
_ARROW = r"(?: ?(?:-{0,3}>|\u2192) ?)"
_SUBSTITUTION = rf"[ACGTacgt]{{1,9}}(?:{_ARROW}|/)[ACGTacgt]{{1,9}}{_END}"
_EVENT = rf"(?:del(?:ins)?|ins|dup|inv)(?:[ .]?[ACGT]{{2,40}}|[ACGT]|\d{{1,4}})?(?:ins[ACGT]{{1,40}}|\d{{1,4}})?{_END}"
_CHANGE = rf"(?:{_SUBSTITUTION}|\({_SUBSTITUTION}\)|{_EVENT})"
_SITE = rf"(?:\*|{_SIGN})?\d{{1,8}}(?: ?{_SIGN} ?\d{{1,6}})?"
_FRAME_SHIFT = r"fs ?(?:\*|X|Ter)?\d{0,4}X?"
_GENOTYPE = "(?:AA|CC|GG|TT|AC|AG|AT|CA|CG|CT|GA|GC|GT|TA|TC|TG)"
_CARRIED = r"(?= (?:alleles?|carriers?|genotypes?|variants?|homozygotes?|heterozygotes?)\b)"


def _protein(acid: str) -> str:
    """Return the pattern of a change of one residue or a range, with residues as in `acid` (one or three letters)."""
    kind = rf"del(?:ins{acid}{{1,9}})?|dup|ins{acid}{{1,9}}|[Ss]top|Ter|\*|X|=|{acid}"
    return rf"{acid}\d{{1,5}}(?:_{acid}\d{{1,5}})?(?:{kind})?(?:{_FRAME_SHIFT})?"


_PROTEIN = rf"(?:{_protein(_ACID)}|{_protein(_LETTER)})"

# -- words --------------------------------------------------------------------------------------------------------
_PLACE = (
    r"(?:(?:the )?(?:amino[- ]acid|nucleotide|cDNA|codon|residue|position|base|nt|site)s?"
    r"(?: (?:residue|position|nucleotide|number|pair|base)s?)?(?: of)?"
    rf" (?:c\.)?{_SIGN}?\d{{1,6}}(?:(?: and | to |-)\d{{1,6}})?"
    rf"|(?:the )?{_SIGN}\d{{1,6}}|(?:the )?\d{{1,6}} position){_END}"
)
_KIND = (
    "(?:(?:nucleotide |base |amino acid |point |missense )?"
    "(?:substitution|transition|transversion|mutation|change|exchange|replacement|polymorphism|variant)s?)"
)
_AT_PLACE = rf"(?: {_KIND})? (?:at|in|of) {_PLACE}"
_NOTE = r"(?: ?\([A-Za-z]{1,3}\))?"
_RESIDUE = rf"(?:{ACID_WORD}|{_ACID})(?: residue| codon)?{_NOTE}"
_START = r"\b(?<![/>-])"
_TO = rf"(?: (?:to|by|for|with|into) (?:an? |the )?|-to-|{_ARROW})"
_UNIT = "(?:bps?|base[- ]?pairs?|bases?|nucleotides?|nts?|[Kk]bp?|[Mm]bp?)"
_COUNT = r"(?:\d[\d,.]{0,8}|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Ss]ingle)"
_DELETION = "(?:deletion|insertion|duplication)"
_DELETIONS = rf"{_DELETION}s?(?:/{_DELETION})?"


class _Family(NamedTuple):
    """Spellings with a common beginning; at each place the first of `ends` that matches is taken."""

    cues: tuple[str, ...]
    """A text without any of these strings has no match; empty if all texts are searched."""
    start: str
    ends: tuple[str, ...]
    lead: int = 0
    """Characters of the spelling before the match, which `start` looks back at: a search for a full stop is fastest."""


_DELETION_CUES = ("deletion", "insertion", "duplication")
_ACID_CUES = (
    "lanine", "rginine", "sparagine", "sparti", "spartate", "ysteine", "lutamine", "lutamic", "lutamate", "lycine",
    "istidine", "leucine", "ysine", "ethionine", "roline", "erine", "hreonine", "ryptophan", "yrosine", "aline",
)  # fmt: skip
_OF_RESIDUE = rf"(?: residue| codon)?{_NOTE}"
_EXCHANGES = (
    rf"{_OF_RESIDUE} (?:at|in) {_PLACE}{_NOTE}{_TO}(?:{_RESIDUE}|{_STOP}){_END}",  # arginine at codon 29 by glycine
    rf"{_OF_RESIDUE}{_TO}(?:{_RESIDUE}|{_STOP}{_NOTE}){_AT_PLACE}",  # Lys to Asn at position 98: 24 of 25
    rf"{_OF_RESIDUE}(?: (?:to|by|for|with) (?:an? )?|-to-|{_ARROW})(?:{_RESIDUE}|{_STOP}{_NOTE}){_END}",  # 16 of 20
)
_SPELLINGS: tuple[_Family, ...] = (
    _Family((), r"rs(?<!\w..)", (rf"\d{{3,10}}{_END}",)),  # rs1801133: 138 of 138
    _Family(
        (),
        r"\.(?<=[cgmnr].)(?<!\w..)",
        (
            rf" ?(?:IVS\d{{1,2}})?{_SITE}(?:[_-]{_SITE})? ?{_CHANGE}",  # c.35delG, c. *46 C>A: 123 of 126
            rf"[ACGT]-?\d{{1,7}}[ACGT]{_END}",  # g.A35G: 2 of 2
        ),
        lead=1,
    ),
    _Family(
        ("p.",),
        r"p\.(?<!\w..) ?",
        (  # p.Gly12Asp, p. (Gly12fs*3), p.G12[D,V]: 94 of 95
            rf"(?:\({_PROTEIN}\)|\[{_PROTEIN}\]|{_PROTEIN}(?:\[{_LETTER}(?:[,;/+] ?[A-Z*]){{1,3}}\])?){_END}",
        ),
    ),
    _Family(
        ("IVS",),
        rf"IVS(?<!\w...)[ -]?(?:\d{{1,2}}|[IVX]{{1,4}}) ?{_SIGN} ?\d{{1,6}}",
        (
            rf"(?:[_-]\d{{1,6}})?,? ?{_CHANGE}",  # IVS5 -2A>G: 27 of 27
            rf",? ?(?:{_GENOTYPE}(?:\+{_GENOTYPE}){{0,2}}|[ACGT]){_END}(?! ?[-/>(])",  # IVS2 + 5G: 4 of 4
        ),
    ),
    _Family(
        (),
        _NUMBER,
        (
            # 677 C>T, 657 + 1G>C: 53 of 54
            rf"(?:{_SIGN}\d{{1,5}}| ?{_SIGN} ?\d{{1,2}})? ?[ACGT]{{1,9}}{_ARROW}[ACGT]{{1,9}}{_END}",
            rf"(?<=\d\d)(?:{_SIGN}\d{{1,5}})?[ACGT]{{1,9}}/[ACGT]{{1,9}}{_END}",  # 677C/T: 9 of 9
            rf"(?:[-_]\d{{1,7}})? ?(?:del|ins|dup)(?:[A-Z]{{1,20}}|\d{{1,4}}){_END}",  # 35 delG, 1494del6: 42 of 44
            rf"(?<=\d\d){_LETTER}/{_LETTER}{_END}",  # 192Q/R: 3 of 3
            rf"(?<=\d\d\d)(?:{_GENOTYPE}|[ACGT]){_CARRIED}",  # -308A allele, 7488TT genotype: 23 of 23
            rf"(?<=\d\d)({_LETTER})\1{_CARRIED}",  # 192RR genotype: 1 of 1
            rf"(?<=\d\d){_ACID}{_END}(?![>-])",  # 23Ile: 2 of 2
            rf" ?(?i:{_ACID} ?(?:-{{1,5}}>?|>) ?(?:{_ACID}|stop|ter)){_END}",  # 39gln----stop
        ),
    ),
    _Family(
        (),
        rf"{_SIGN}{_ALONE}\d{{2,7}}+",
        (
            rf"(?:,? ?{_SUBSTITUTION}| ?\({_SUBSTITUTION}\))",  # -521 C/T, -308(G/A): 8 of 8
            rf",? (?:6N )?(?:{_DELETION}|del|ins|[ACGT]{{1,9}})/(?:{_DELETION}|del|ins|[ACGT]{{1,9}}){_END}",  # 1 of 1
            rf" ?{_GENOTYPE}(?:\+{_GENOTYPE}){{0,2}}{_END}(?![/>-])",  # -511 CC+CT
            rf"(?<=\d\d\d)[ACGT]{_END}(?<!1\d\dC)(?![/>-])",  # -308A, but not degrees (-196C): 5 of 5
        ),
    ),
    _Family(
        (),
        rf"{_ACID}(?<!\w...)(?=[ \d(-])",
        (
            rf"\d{{1,4}}(?:{_ACID})?{_FRAME_SHIFT}{_END}",  # Ile20fs: 2 of 2
            rf"\d{{1,4}}(?:[-_]{_ACID}\d{{1,4}})?(?:del|dup|ins){_END}",  # Val12-Val14del: 2 of 2
            (  # Arg72Pro, Gly(38)Arg, Glu 27 to stop: 93 of 95
                rf" ?[-(]? ?\d{{1,4}}\)? ?(?:{_ARROW}|-{{1,5}}|/| to | into | by |)(?:an? )?"
                rf"(?:{_ACID}|Ter|[Ss]top|X)(?! ?\d|\w)"
            ),
        ),
    ),
    _Family(
        (),
        rf"{_LETTER}\d(?<!\w..)",
        (
            rf"\d{{0,3}}{_LETTER}?{_FRAME_SHIFT}{_END}",  # R5fs: 13 of 13
            rf"\d{{0,3}}(?:_{_LETTER}\d{{1,4}})?(?:del|dup){_END}",  # Y24del: 1 of 1
            rf"\d{{1,3}}{_LETTER}/{_LETTER}{_END}",  # T200C/A: 2 of 2
            rf"\d{{1,3}}(?:{_LETTER}|X|\*)(?![\w*])",  # V600E: 234 of 235
            rf"\d{{1,3}}-?(?:[Ss]top|[Tt]er|TAG|TAA|TGA){_END}",  # E12stop
        ),
    ),
    _Family(
        (),
        rf"[ACGT]{_ALONE}(?=[ \d(di-])",
        (
            rf"-?\d{{2,7}}[ACGT](?:/[ACGT])?{_END}",  # C-120T, T200300G: 30 of 30
            rf"(?: \d{{3,5}}|-\d{{2,5}} )[ACGT]{_END}(?!-)",  # C-120 T: 4 of 4
            rf"\(-\d{{1,3}},?\d{{0,5}}\)[ACGT]?{_END}",  # T(-1,234): 1 of 1
            rf"\d{{2,7}}(?: to | by |-to-)[ACGT]{_END}(?!-)",  # G640 by T
            rf"(?:del|ins)\d{{1,6}}{_END}",  # Tdel40: 1 of 1
        ),
    ),
    _Family(
        ("del", "ins", "dup"),
        r"(?:del|ins|dup)(?<![\w/]...)",
        (
            rf" ?\d{{1,6}}(?:[ACGT]{{1,9}}| ?bp){_END}",  # del 32C, dup24bp: 8 of 9
            rf"[ACGT]{{1,20}}{_END}",  # delTGA: 4 of 4
            r"\(\d{1,2}\)\([pq][\d.]{1,6}(?:[pq][\d.]{1,6})?\)",  # dup(17)(p11.2p11.2): 3 of 3
        ),
    ),
    _Family(
        ("elta", "\u0394", "\u2206", "DD"),
        r"(?:[Dd]elta|[\u0394\u2206]|DD)",
        (
            rf"[- ]?\d{{2,4}} deletions?{_END}",  # delta32 deletion
            rf"(?:\d{{2,4}}(?:-\d{{2,5}})?|{_LETTER}\d{{2,4}}){_END}",  # Delta32, DeltaG12: 22 of 23
        ),
    ),
)
_WORDINGS: tuple[_Family, ...] = (
    _Family(
        (">", "-to-", " to ", " by ", " for ", " with ", " into ", "\u2192"),
        rf"[ACGT]{_FREE}",
        (
            rf"[ACGT]{{0,2}}{_NOTE}{_TO}[ACGT]{{1,3}}{_NOTE}{_AT_PLACE}",  # G to A transition at codon 57: 20 of 22
            rf"[ACGT]?{_ARROW}[ACGT]{{1,2}}{_END}",  # G->A: 18 of 20
        ),
    ),
    _Family((">", "\u2192"), r"\(", (rf"[ACGT]{{1,9}}{_ARROW}[ACGT]{{1,9}}\){_AT_PLACE}",)),  # 4 of 4
    _Family(
        ("denin", "denosin", "ytosin", "ytidin", "uanin", "uanosin", "hymi"),
        rf"{_START}{_BASE_WORD}{_NOTE}",
        (
            rf"{_TO}{_BASE_WORD}{_NOTE}{_AT_PLACE}",  # adenine to guanine substitution at position -70: 4 of 4
            rf"[- ](?:nucleotide )?{_DELETIONS} (?:at|in|of) {_PLACE}",  # adenine deletion at nucleotide 302: 3 of 3
        ),
    ),
    _Family(
        _ACID_CUES,
        rf"{_START}{ACID_WORD}",
        (
            # valine-12-aspartic acid: 8 of 9
            rf"[- ]?\d{{1,4}}(?:{_ARROW}|[- ](?:(?:to|by|for|with|into)[- ])?(?:an? )?)(?:{ACID_WORD}|{_STOP}){_END}",
            *_EXCHANGES,
        ),
    ),
    _Family((), rf"{_ACID}(?<![\w/>-]...)", _EXCHANGES),
    _Family(
        _DELETION_CUES,
        rf"{_START}{_COUNT}[- ]?{_UNIT}[- ]{_DELETIONS} (?:starting )?(?:at|in) ",
        (_PLACE,),  # 9-bp deletion at nucleotide 120: 2 of 3
    ),
    _Family(
        _DELETION_CUES,
        rf"[ACGT]{_FREE}[ACGT]{{0,8}}[- ](?:nucleotide )?{_DELETIONS} (?:at|in|of) ",
        (_PLACE,),  # C deletion in codon 24: 4 of 4
    ),
    _Family(
        ("codon",),
        r"codon \d{1,4},? ?",  # codon 12, GGT-->GAT: 3 of 3
        (rf"(?:[ACGT]{{1,3}}{_ARROW}[ACGT]{{1,3}}{_END}|\([ACGT]{{1,3}}{_ARROW}[ACGT]{{1,3}}\))",),
    ),
    _Family(
        _DELETION_CUES,
        rf"\d(?<![\w.,].)\d{{1,3}}[- ]?{_UNIT}[- ](?:in-?frame |tandem )?",
        (rf"{_DELETIONS}{_END}",),  # 32-bp deletion: 51 of 60; those under ten bases are often not annotated
    ),
    _Family(
        _DELETION_CUES,
        rf"{_DELETIONS} of ",
        (
            rf"(?:an? )?{_COUNT}[- ]?(?:{_UNIT}|amino[- ]acids) (?:at|in) {_PLACE}",  # 1 of 1
            rf"\d[\d,.]{{0,8}}[- ]?(?:{_UNIT}|amino[- ]acids){_END}",  # insertion of 15 nt: 9 of 10
            rf"(?:an? |the )?(?:{_BASE_WORD}|[ACGT]{{1,9}})(?: nucleotide| residue)?s? (?:at|in) {_PLACE}",  # 2 of 2
            (
                r"(?:amino[- ]acids?|residues|nucleotides?|codons?|bases?) \d{1,6}"
                rf"(?: ?[-\u2013] ?\d{{1,6}}| (?:to|and) \d{{1,6}})?{_END}"
            ),
        ),
    ),
    _Family(
        ("stop", "termination"),
        "(?:stop|termination)(?: codon)? at ",
        (_PLACE,),  # stop codon at position 72: 6 of 6
    ),
)
_GENETIC = (
    "mutati", "ariant", "olymorphi", "ubstitut", "codon", "allel", "SNP", "nucleotide", "deletion", "insertion",
)  # fmt: skip
"""Words of which a text with a worded variant contains at least one; without any, "A to C" are vitamins."""


def _compile(families: tuple[_Family, ...]) -> tuple[tuple[tuple[str, ...], re.Pattern[str], int], ...]:
    return tuple((one.cues, re.compile(f"{one.start}(?:{'|'.join(one.ends)})"), one.lead) for one in families)


_COMPILED_SPELLINGS, _COMPILED_WORDINGS = _compile(_SPELLINGS), _compile(_WORDINGS)


def find_variants(text: str) -> Iterator[tuple[int, int]]:
    """Yield [start, end) of each spelling of a variant, family by family; some are nested or overlap."""
    is_genetic = any(word in text for word in _GENETIC)
    for cues, pattern, lead in _COMPILED_SPELLINGS + _COMPILED_WORDINGS if is_genetic else _COMPILED_SPELLINGS:
        if not cues or any(cue in text for cue in cues):
            for found in pattern.finditer(text):
                yield found.start() - lead, found.end()
