"""Every substance that the reference data list as approved by FDA, EMA or PMDA is found by its name."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from miner.lexicon.build.drugs import approved_products
from miner.lexicon.build.mesh import turn_round
from miner.lexicon.lexicon import Lexicon
from miner.reading.linking.linker import Linker
from miner.records import MentionType
from miner.sources.manifest import locate, read_manifest

CORPORA = Path(__file__).resolve().parents[3] / "corpora"
REGULATORS = {"drugsatfda", "cder", "fda_novel", "ema", "pmda"}
KINDS_LEFT_OUT = {
    "vaccine, antigen or allergen": r"vaccine|toxoid|antigen|allergen|virus|diphtheria|hepatitis|tubercul|arachis|mRNA",
    "cells, tissue or genes": r"cells?\b|cartilage|autologous|allogen|genetically|fibroblast|keratinocyte|cord blood",
    "plasma, pollen and extracts": r"immune? ?globulin|freeze-dried|lyophilized|pollen|\bextract\b|plasma",
    "radionuclide or contrast": (
        r"\b\d{2,3} ?[A-Z][a-z]?\)?\b|\([A-Z]?\d{2,3}[A-Za-z]?[A-Z]?\)|[A-Z][a-z]?-? ?\d{2,3}m?\b|gado"
        r"|\bio[a-z]+(ate|ol|ide)\b|perfl|techne|mangafodipir"
    ),
    "animal insulin and old insulin forms": r"insulin|\bpork\b|\bbeef\b",
    "piece of a printed line": (
        r"^\W*(\(?\d.*)?$|^\W*\w{1,3}\W*$|combination|underlined|ingredient|kit\b|strains?\b|recombin"
    ),
}
SHARE_MAX = {"cder": 0.006, "drugsatfda": 0.004, "ema": 0.007, "fda_novel": 0.04, "pmda": 0.03}
"""What may be missing, by source: rests of printed lines, misspelt names and a few ingredients, named on failure."""
FORM = re.compile(
    r"(anhydrous|(mono|di)basic.*|glacial|\w+hydrate|nf|white|esterified|conjugated.*|\w*crystalline|ultramicrosize|beta)",
    re.IGNORECASE,
)
"""What stands behind a comma and is no substance."""
PARTS = re.compile(r"\s*(?:[;/|+]|\s-\s|,|\band\b|\(\d+\)|^\d+\))\s*", re.IGNORECASE)


def _is_found(name: str, linker: Linker) -> bool:
    name = " ".join(name.split())
    spellings = {name, turn_round(name), re.sub(r"\([^)]*\)?", "", name).strip(), re.sub(r"-[a-z]{4}$", "", name)}
    links = [link for s in spellings if s for link in linker.candidates(s, MentionType.DRUG)]
    return any(link.score >= 0.8 and not _is_only_in_mesh(link.curie, linker) for link in links)


def _is_only_in_mesh(curie: str, linker: Linker) -> bool:
    return curie.startswith("MESH:") and curie not in linker.lexicon


def _unknown(text: str, linker: Linker) -> Iterator[str]:
    """The parts of a printed line that no name is known for; PMDA prints some with a blank between them."""
    for part in () if _is_found(text, linker) else PARTS.split(text):
        names = [part] if _is_found(part, linker) else re.split(r"\s+(?=[A-Z][a-z])", part.strip())
        yield from (name for name in names if name and not FORM.fullmatch(name) and not _is_found(name, linker))


def test_every_approved_substance_is_found_by_name(linker: Linker, shared_data: Path) -> None:
    sources = locate(read_manifest(CORPORA / "lexicon" / "extracts.toml"), shared_data)
    printed = {(source, text) for _, _, text, source in approved_products(sources) if source in REGULATORS}
    left_out = re.compile("|".join(KINDS_LEFT_OUT.values()), re.IGNORECASE)
    for source, share in SHARE_MAX.items():
        texts = sorted(text for name, text in printed if name == source and not left_out.search(text))
        assert texts
        unknown = sorted({part for text in texts for part in _unknown(text, linker)})
        print(f"{source}: {len(unknown)} unknown pieces of {len(texts)} printed lines: {unknown}")
        assert len(unknown) <= share * len(texts), f"{source}: {len(unknown)} of {len(texts)} unknown: {unknown}"


@pytest.mark.parametrize(
    ("name", "ingredient"),
    [
        line.split(" = ")
        for line in """\
Gleevec = imatinib
Glivec = imatinib
STI571 = imatinib
STI-571 = imatinib
imatinib mesylate = imatinib
imatinib mesilate = imatinib
paracetamol = acetaminophen
Tylenol = acetaminophen
salbutamol = albuterol
salbutamol sulphate = albuterol
adrenaline = epinephrine
noradrenaline = norepinephrine
lignocaine = lidocaine
frusemide = furosemide
rifampin = rifampicin
ciclosporin = cyclosporine
cyclosporin A = cyclosporine
glibenclamide = glyburide
pethidine = meperidine
suxamethonium = succinylcholine
mesalazine = mesalamine
5-aminosalicylic acid = mesalamine
aciclovir = acyclovir
amfetamine = amphetamine
bendroflumethiazide = bendrofluazide
trastuzumab-dkst = trastuzumab
infliximab-dyyb = infliximab
Remicade = infliximab
Rituxan = rituximab
MabThera = rituximab
bevacizumab-awwb = bevacizumab
filgrastim-sndz = filgrastim
Herceptin = trastuzumab
Humira = adalimumab
sodium valproate = valproic acid
valproate = valproic acid
metformin hydrochloride = metformin
atorvastatin calcium = atorvastatin
morphine sulfate = morphine
afatinib dimaleate = afatinib
doxycycline hyclate = doxycycline
Viagra = sildenafil
Inderal = propranolol
acetylsalicylic acid = aspirin
5-FU = fluorouracil
6-MP = mercaptopurine
antithymocyte globulin = thymoglobulin
radium-223 = Xofigo
lutetium vipivotide tetraxetan = 177Lu-PSMA-617
5-aminolevulinic acid = aminolevulinic acid
aflibercept beta = aflibercept
nogitecan hydrochloride = topotecan
alprostadil alfadex = alprostadil
siponimod fumaric acid = siponimod
dapagliflozin propylene glycolate hydrate = dapagliflozin
N-acetyl-L-leucine = levacetylleucine
bacillus Calmette-Guérin = BCG
Rituxan Hycela = rituximab
Phesgo = trastuzumab and pertuzumab""".splitlines()
    ],
)
def test_other_names_lead_to_the_ingredient(linker: Linker, name: str, ingredient: str) -> None:
    found = linker.candidates(name, MentionType.DRUG)
    wanted = linker.candidates(ingredient, MentionType.DRUG)
    assert (found and found[0].curie) == wanted[0].curie


def test_pieces_of_names_are_no_drugs() -> None:
    assert Lexicon.load().lookup("methyl", MentionType.DRUG) == ()
