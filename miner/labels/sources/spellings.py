"""Substances as EMA and PMDA print them, in the spellings that the lexicon may have."""

import re
from collections.abc import Iterator

from miner.labels.sources.drug_names import DrugNames
from miner.lexicon.normalise import strip_salt

_ALIASES = {
    "antithrombin iii": "antithrombin iii human",
    "c1-inactivator": "c1 esterase inhibitor",
    "chorionic gonadotrophin": "chorionic gonadotropin",
    "clavulante potasium": "clavulanate",
    "3-iodobenzylguanidine": "iobenguane",
    "fibrinogen": "fibrinogen human",
    "ibritumomab tiuxetan yttrium chloride": "ibritumomab",
    "hydrochlorothiazid e": "hydrochlorothiazide",
    "iron(iii)hexacyanoferrate(i i)": "prussian blue",
    "ledispavir": "ledipasvir",
    "levonorgestrel/ethinylestrad iol": "levonorgestrel; ethinylestradiol",
    "lutetium oxodotreotide": "lutetium lu 177 dotatate",
    "menopausal gonadotrophin": "menotropins",
    "normal immunoglobulin g": "human immunoglobulin g",
    "normal human immunoglobulin": "human immunoglobulin g",
    "normal immunoglobulin": "human immunoglobulin g",
    "human normal immunoglobulin": "human immunoglobulin g",
    "human immunoglobulin": "human immunoglobulin g",
    "oestrogens conjugated": "conjugated estrogens",
    "oteracil potassium": "oteracil",
    "propitocain e": "prilocaine",
    "propitocaine": "prilocaine",
    "sacubitril valsartan": "sacubitril; valsartan",
    "silodoshin": "silodosin",
    "strontium chloride": "strontium cation sr-89",
    "voxilaprevi": "voxilaprevir",
}
"""Names, without what `_NOISE` removes, that the lexicon has otherwise."""
_NOISE = re.compile(
    r"\b(?:freeze-dried|lyophilized|concentrated?|fraction|activated|purified|polyethylene glycol[- ]*treated"
    r"|sulfonated|ph4[- ]treated|ion- ?exchange-resin treated|acidic|dialuminate|dialminate|intravenous|crystal|hydrate"
    r"|new active ingredient|(?:yttrium|indium) chloride|a?n? ?combination drug (?:of|containing))\b"
    r"|\d+(?:\.\d+)? ?m(?:g|cg)\b",
    re.IGNORECASE,
)
_ESTER = re.compile(r" (?:acetonide|palmitate|benzoate|pivoxil|dipropionate|cilexetil)$")
"""Esters that the lexicon files under the parent compound; removed only from names that it does not have."""
_SUGARS = frozenset({"DRUGBANK:DB09341", "DRUGBANK:DB01914"})
_NAME_WORDS = 5
_BRACKETED = re.compile(r"\s*[\[(][^\])]*[\])]?")
_JOINTS = re.compile(r"\s*(?:;|/|,|\band\b|\+|\u30fb)\s*")


def spellings_of(printed: str) -> Iterator[str]:
    """Yield a printed substance or combination as it is, then in spellings that the lexicon may have."""
    plain = " ".join(printed.split()).strip(" ,;/-.")
    yield plain
    bare = " ".join(_NOISE.sub(" ", _BRACKETED.sub(" ", plain)).split()).strip(" ,;/-.")
    yield bare
    yield _ALIASES.get(bare.lower(), bare)
    yield "; ".join(_alias(part) for part in _JOINTS.split(bare) if part)


def find_spelling(printed: str, names: DrugNames) -> tuple[str, ...]:
    """Return the drugs of the first spelling that is known, () if none is."""
    return next(filter(None, map(names.find, spellings_of(printed))), ())


def segments(printed: str, names: DrugNames) -> list[tuple[str, ...]]:
    """Return the drugs of a line, which may join substances by blanks alone; [] if a part of it is unknown.

    The first substance takes as many words as make a known name: "Brinzolamide Timolol maleate".
    """
    if drugs := find_spelling(printed, names):
        return [drugs]
    words = [word.strip(",;/") for word in printed.split()]
    found: list[tuple[str, ...]] = []
    while words:
        ends = (
            end for end in range(min(len(words), _NAME_WORDS), 0, -1) if find_spelling(" ".join(words[:end]), names)
        )
        end = next(ends, 0)
        if end == 0:
            return []
        found.append(find_spelling(" ".join(words[:end]), names))
        words = words[end:]
    return found


def without_sugar(drugs: tuple[str, ...]) -> tuple[str, ...]:
    """Return the drugs without the sugar that an infusion is dissolved in, unless it is the only one."""
    return tuple(drug for drug in drugs if drug not in _SUGARS) or drugs


def _alias(part: str) -> str:
    """Return the lexicon's name of an ingredient, or the ingredient itself."""
    plain = part.lower()
    for spelling in (plain, plain.removeprefix("human "), strip_salt(plain), _ESTER.sub("", plain)):
        if spelling in _ALIASES:
            return _ALIASES[spelling]
    return _ESTER.sub("", plain)
