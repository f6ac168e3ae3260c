"""The French public medicines database: products with their substances, and opinions on extended indications."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product
from pathlib import Path

import pandas as pd

from miner.labels.sources.days import printed_day
from miner.labels.sources.drug_names import DrugNames
from miner.lexicon.build.tables import Row, SourceRow, read_rows, reading

BDPM = "bdpm_2023"
HAS = "has_extensions"
PRODUCTS = "labels/eu/fr_bdpm_2023-11-18_CIS_bdpm.txt.gz"
SUBSTANCES = "labels/eu/fr_bdpm_2023-11-18_CIS_COMPO_bdpm.txt.gz"
OPINIONS = "labels/eu/fr_has_extension_opinions_2003_2023.tsv.gz"
BDPM_DAY = date(2023, 11, 18)
HAS_PAGE = "https://base-donnees-publique.medicaments.gouv.fr/"
_PRODUCT_COLUMNS = [
    "cis",
    "name",
    "form",
    "route",
    "status",
    "procedure",
    "sold",
    "day",
    "bdm",
    "number",
    "holder",
    "x",
]
_SUBSTANCE_COLUMNS = ["cis", "element", "code", "substance", "dose", "per", "nature", "link", "x"]
_WATER = re.compile(
    r" (?:(?:mono|di|tri|tetra|penta|hexa|hepta|hemi|sesqui|hemipenta)?hydrate?e?|anhydre|base|micronisee?"
    r"|recombinante?"
    r"|humaine?|serique|(?:mono|di|tri|tetra)?sodique|(?:mono|di)?potassique|calcique|magnesique|zincique"
    r"|tert-butylamine|arginine|propanediol|proxetil|medoxomil|forme pulverulente|purifiee?|liquide|activee?)\b"
)
_WORDS = {
    "acetylsalicylique": "acetylsalicylic", "caffeine": "caffeine", "cafeine": "caffeine", "chlorure": "chloride",
    "bromure": "bromide", "fluorure": "fluoride", "iodure": "iodide", "hydroxyde": "hydroxide", "oxyde": "oxide",
    "trioxyde": "trioxide", "peroxyde": "peroxide", "arsenic": "arsenic", "toxine": "toxin", "insuline": "insulin",
    "aluminium": "aluminum", "fer": "iron", "cuivre": "copper", "zinc": "zinc", "soufre": "sulfur", "huile": "oil",
    "methyle": "methyl", "dimethyle": "dimethyl", "ethyle": "ethyl", "bicarbonate": "bicarbonate", "virus": "virus",
    "asparte": "aspart", "zeta": "zeta", "lithium": "lithium", "anti-d": "anti-d",
}  # fmt: skip
_WHOLE = {
    "monoxyde d'azote": "nitric oxide",
    "protoxyde d'azote": "nitrous oxide",
    "toxine botulinique type a": "botulinum toxin type a",
    "immunoglobuline normale": "human immunoglobulin g",
    "facteur viii de coagulation": "antihemophilic factor human",
    "facteur ix de coagulation": "coagulation factor ix human",
    "fibrinogene": "fibrinogen human",
    "albumine": "albumin human",
    "ester boronique de mannitol": "bortezomib",
    "calcitonine de saumon": "salmon calcitonin",
    "calcitonine salmine synthetique": "salmon calcitonin",
    "pancreas": "pancrelipase",
    "pancreatine": "pancrelipase",
    "methoxy polyethylene glycol-epoetine beta": "methoxy polyethylene glycol-epoetin beta",
    "phosphate monosodique": "sodium phosphate",
    "dl-lysine": "acetylsalicylic acid",
    "inhibiteur de c1": "human c1-esterase inhibitor",
    "inhibiteur de la c1 esterase": "human c1-esterase inhibitor",
    "antithrombine iii": "antithrombin iii human",
    "proteine c": "protein c",
}
_CATIONS = frozenset("sodium potassium calcium magnesium disodium lithium aluminium zinc fer ammonium".split())  # noqa: SIM905
_COUNTER_IONS = _CATIONS | {"lysine", "arginine", "diethylamine", "dimeglumine", "meglumine", "trometamol", "olamine"}
_OF = re.compile(r"^(?P<salt>[\w,() -]+?) (?:de |d')(?P<base>(?!l').+)$")
_TURNED = re.compile(r"^(?P<base>.+?) \((?P<salt>[^()]*?)(?: de| d'|, solution de| des)?\)$")


@dataclass(frozen=True, slots=True)
class FrenchProduct:
    """One product authorised in France: its drugs, day of authorisation, procedure, and whether it still is."""

    drugs: tuple[str, ...]
    day: date
    is_central: bool
    is_active: bool


@dataclass(frozen=True, slots=True)
class Opinion:
    """An opinion of the French HAS on an extended indication, with its French text."""

    drugs: tuple[str, ...]
    day: date
    dossier: str
    text: str


def french_products(data: Path, names: DrugNames) -> Iterator[FrenchProduct]:
    """Yield the products whose substances are all known; those left out are counted in `names`.

    Raises:
        SourceError: a table is damaged, or a cell is no day; file and row are named.
    """
    parts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in _rows(data / SUBSTANCES, _SUBSTANCE_COLUMNS):
        parts[row["cis"]][row["link"]].append(row["substance"])
    path = data / PRODUCTS
    for number, row in enumerate(_rows(path, _PRODUCT_COLUMNS), start=1):
        day = printed_day(row["day"], path, number, not_after=BDPM_DAY)
        found = [_first_known(printed, names) for printed in parts.get(row["cis"], {}).values()]
        drugs = tuple(sorted({drug for known in found for drug in known}))
        if day is None or not drugs or not all(found):
            names.drop(BDPM, "no day" if day is None else "drug not in the lexicon")
        else:
            is_active = row["status"] == "Autorisation active"
            yield FrenchProduct(drugs, day, "centralis" in row["procedure"], is_active)


def french_opinions(data: Path, names: DrugNames) -> Iterator[Opinion]:
    """Yield the opinions whose substances are known; those left out are counted in `names`.

    An opinion follows the decision of the European Commission by 224 days in the median of 36 known decisions; the
    first tenth by 114 days or less, the last by 310 days or more.

    Raises:
        SourceError: as `french_products`.
    """
    path = data / OPINIONS
    for number, row in enumerate(read_rows(path, sep="\t"), start=2):
        day = printed_day(row["opinion_date"], path, number)
        printed = [part for part in row["substances"].split(" | ") if part.strip()]
        found = [_first_known([part], names) for part in printed]
        if day is None or not found or not all(found):
            names.drop(HAS, "no day" if day is None else "drug not in the lexicon")
        else:
            drugs = tuple(sorted({drug for known in found for drug in known}))
            yield Opinion(drugs, day, row["dossier"], row["text"])


def _rows(path: Path, columns: list[str]) -> Iterator[Row]:
    with reading(path, "a table of the French medicines database"):
        frame = pd.read_csv(
            path, sep="\t", header=None, names=columns, index_col=False, dtype=str, encoding="cp1252",
            keep_default_na=False, quoting=3,
        )  # fmt: skip
    for cells in frame.itertuples(index=False):
        yield SourceRow(path, {name: str(cell).strip() for name, cell in zip(columns, cells, strict=True)})


def _first_known(printed: list[str], names: DrugNames) -> tuple[str, ...]:
    """Return the drugs of the first substance that is known: a salt is listed with its active part."""
    spellings = (spelling for name in printed for spelling in french_spellings(name))
    return next(filter(None, map(names.find, spellings)), ())


def french_spellings(printed: str) -> Iterator[str]:
    """Yield English spellings that a French substance may have: "CHLORHYDRATE DE RANITIDINE" is ranitidine.

    Salt and water are removed, "acide valproïque" becomes "valproic acid", final e and accents go.
    """
    plain = " ".join(unaccented(printed).replace("\u2019", "'").split())
    for form in _turned(plain):
        bare = _WATER.sub("", form).strip(" ,")
        if bare in _WHOLE:
            yield _WHOLE[bare]
        for core in dict.fromkeys((form, bare, *_without_salt(bare))):
            yield from _english(core)


def _turned(plain: str) -> Iterator[str]:
    """Yield a name in the order of running text: "sodium (valproate de)" is "valproate de sodium"."""
    if found := _TURNED.match(plain):
        salt, base = found["salt"], found["base"]
        yield f"acide {base}" if salt == "acide" else f"{salt} de {base}"
        yield base
    yield re.sub(r"\s*[\[(][^\])]*[\])]", "", plain)


def _without_salt(bare: str) -> Iterator[str]:
    if found := _OF.match(bare):
        salt, base = found["salt"], found["base"]
        yield f"{base} {salt}"
        yield salt if base in _COUNTER_IONS else base
        yield from _without_salt(base)


def _english(core: str) -> Iterator[str]:
    """Yield the name with French endings replaced, each word with and without its final e."""
    if found := re.fullmatch(r"acide (.+)ique", core):
        yield f"{found[1]}ic acid"
        yield f"{found[1]}inic acid"
    choices = []
    for word in re.sub(r"\boe", "e", core).split()[:4]:
        known = _WORDS.get(word)
        choices.append([known] if known else [word, word[:-1]] if word.endswith("e") else [word])
    for words in product(*choices):
        yield " ".join(words)


def unaccented(text: str) -> str:
    """Return a text in lower case without accents and ligatures."""
    plain = text.lower().replace("\u0153", "oe").replace("\u00e6", "ae")
    return "".join(char for char in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(char))
