"""Normal forms in which names are compared: `normalise` for any name, `strip_salt` for drug names."""

import re
import unicodedata
from functools import lru_cache

from miner.lexicon.words import to_american

_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta",  # noqa: RUF001
    "θ": "theta", "κ": "kappa", "λ": "lambda", "μ": "mu", "π": "pi", "σ": "sigma", "τ": "tau", "ω": "omega",  # noqa: RUF001
    "ß": "beta", "ϐ": "beta", "ɑ": "alpha", "ɣ": "gamma",  # noqa: RUF001
}  # fmt: skip
_WORD = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"(?<=\w)['\u2019]s?\b")
_ROMAN = re.compile(r"\b(type|stage|grade|class) (iv|v|i{1,3})\b")
_ROMAN_VALUE = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}
_HAS_ROMAN = frozenset(_ROMAN_VALUE)
_PLUS = re.compile(r"(?<=\w)\+(?!\w)")
_JOINED_PREFIX = re.compile(r"\b(post|non|anti|pre|hyper|hypo|micro|neo|poly|osteo|cardio) (?=[a-z]{4})")
_IRREGULAR = {"metastases": "metastasis", "diagnoses": "diagnosis", "diabetes": "diabetes", "herpes": "herpes"}


def _singular(word: str) -> str:
    """Return the word without a plural ending; short words and words that only look like plurals are unchanged."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 5:
        return word[:-3] + "y"
    if word.endswith("oses"):
        return word[:-2] + "is"
    return word[:-1]


@lru_cache(maxsize=65536)
def normalise(name: str) -> str:
    """Return the form in which names are compared; names of the lexicon and mentions are both normalised.

    In order: case is dropped; Greek letters are spelt out; accents and possessives are dropped ("Crohn's" =
    "Crohn"); "HER2+" becomes "her2 positive"; every run of characters that are neither letter nor digit becomes one
    space; plurals become singular; British spellings become American; "type II" becomes "type 2"; a few prefixes are
    joined ("post-herpetic" becomes "postherpetic").
    """
    text = name.lower()
    if not text.isascii():
        text = "".join(_GREEK.get(char, char) for char in text)
        text = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    if "'" in text or "\u2019" in text:
        text = _POSSESSIVE.sub("", text)
    if "+" in text:
        text = _PLUS.sub(" positive", text)
    words = _WORD.findall(text)
    text = " ".join([_singular(word) if word[-1] == "s" else word for word in words])
    text = to_american(text)
    if " " in text:
        if _HAS_ROMAN.intersection(words):
            text = _ROMAN.sub(lambda match: f"{match.group(1)} {_ROMAN_VALUE[match.group(2)]}", text)
        text = _JOINED_PREFIX.sub(r"\1", text)
    return text


def sort_words(spelling: str) -> str:
    """Return the words of a normalised name in alphabetical order."""
    return " ".join(sorted(spelling.split()))


_SALT_SILATE = re.compile(r"\b(me|be|to)silate\b")
_SALTS = frozenset(
    "hydrochloride dihydrochloride hcl hydrobromide mesylate besylate tosylate esylate maleate malate"  # noqa: SIM905
    " fumarate tartrate "
    "bitartrate citrate succinate sodium disodium potassium calcium magnesium phosphate diphosphate sulfate sulphate "
    "acetate diacetate nitrate chloride bromide iodide hydrate monohydrate dihydrate trihydrate hemihydrate "
    "sesquihydrate anhydrous lactate gluconate pamoate embonate stearate tromethamine trometamol meglumine lysine "
    "olamine camsylate edisylate isethionate xinafoate napsylate arginine erbumine medoxomil hemifumarate "
    "dimaleate difumarate dimeglumine ethanolate oxalate hyclate lactobionate epolamine monosulfate trisodium "
    "hexahydrate heptahydrate hemiheptahydrate saccharate methanesulfonate trifenatate methylsulfate ditosylate "
    "ethanesulfonate diaspartate diolamine terephthalate glucuronate etiprate kamedoxomil hippurate s-malate "
    "hydrogensulfate bisulfate valerate free base recombinant genetical recombination human acetonate ditartrate "
    "hemipentahydrate tetrahydrate betadex alfadex dialuminate aspartate sorbitex l-lysine".split()
)
_SALT_PAIRS = frozenset({"fumaric acid", "dimethyl sulfoxide", "propylene glycolate", "resin complex"})


def strip_salt(name: str) -> str:
    """Return the name without trailing salt, ester and hydrate words; the whole name if nothing else would remain.

    A name that starts with a cation ("sodium valproate") loses the cation; "sodium chloride" is kept whole.
    """
    words = _SALT_SILATE.sub(r"\1sylate", name.lower().replace(",", " ")).split()
    end = len(words)
    while end > 1 and words[end - 1] in _SALTS:
        end -= 1
    if end > 2 and " ".join(words[end - 2 : end]) in _SALT_PAIRS:
        end -= 2
    kept = words[:end]
    if len(kept) == 1 and kept[0] in _SALTS:  # "magnesium sulfate hydrate" is magnesium sulfate
        kept = [word for word in words if not word.endswith(("hydrate", "hydrous"))]
        return " ".join(kept) if 1 < len(kept) < len(words) else name
    if len(kept) == 2 and kept[0] in {"sodium", "disodium", "potassium", "calcium", "magnesium"}:
        kept = kept[1:]
        if kept[0] in _SALTS:
            return name
    return " ".join(kept)
