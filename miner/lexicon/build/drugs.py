"""Compile drugs.tsv and drug_names.tsv: approved active ingredients and their names.

Facts come from Every Cure's drug list and DrugBank's open vocabulary (both CC0), Drugs@FDA and CDER's list
(United States government works) and EMA's medicine tables (reuse with credit).
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from miner.lexicon.build.drug_book import LOOSE_SPLIT, SPLIT, Drug, DrugBook, index_names, is_usable
from miner.lexicon.build.rxnorm import add_atc, add_rxnorm
from miner.lexicon.build.tables import Row, read_reviewed, read_source, write_table
from miner.lexicon.normalise import normalise, strip_salt
from miner.lexicon.tables import NAME_COLUMNS, drug_columns
from miner.sources.manifest import Sources

_CODES = ("US", "EU", "JP")
"""The jurisdictions whose approvals the sources list; those of `miner.jurisdictions` may be more."""
_KEPT_XREFS = {"UNII": 1, "RXCUI": 1, "MESH": 4, "CHEMBL.COMPOUND": 1, "CHEBI": 3, "DRUGBANK": 3}
_NOT_TREATMENT_ATC = ("V01", "V04", "V06", "V07", "V08", "V09", "J07", "B05", "A12")
_NOT_TREATMENT_NAME = re.compile(
    r"\bvaccine\b|^gado|^technetium|^indium|^xenon|^krypton|^thall|^perfl|^ferumox|^diatriz|^metriz|^barium|meran$"
    r"|^io(dixanol|hexol|pamidol|promide|versol|xilan|xaglate|meprol|trolan|thal|panoic|damide|dipamide|cetamic|podic"
    r"|flupane|benguane sulfate)|[ (-](f-? ?18|18f|i-12[35]|ga-6[78]|c[- ]1[134]|n-13|co-[56]\d|cr-51|hg-197"
    r"|se-75|cu-64"
    r"|rb-82)\b|sulesomab|arcitumomab|capromab|imciromab|pafolacianine|pegulicianine|hexaminolevulinate"
    r"|fluorescein|mangafodipir|sulfur hexafluoride|cation$|lactose|edet|yellow|antigen|virus|\bion\b|\boil$"
    r"|\bair$|amino acids|triglycerides|cellulose$"
)
"""Contrast media, radiodiagnostics, vaccines and vehicles that come from the regulators' lists without an ATC code."""
_LISTED_DRUGS = frozenset(
    "physostigmine,salicylic acid,papaverine,silver nitrate,hyoscyamine,neomycin,mycophenolic acid,salsalate"  # noqa: SIM905
    ",phenazopyridine,"
    "magnesium hydroxide,iodoquinol,podophyllin,zinc oxide,docusate,dimethicone,anthralin,omega-3 fatty"
    " acids,sennosides,"
    "antithrombin iii human,aceclofenac,acrivastine,ceftobiprole,ataluren,artemether"
    ",tinzaparin,icosapent,"
    "strontium chloride,nirsevimab,regdanvimab,pemivibart,casirivimab,riboflavin,vitamin e,tenofovir,dexpanthenol,"
    "methylene blue,tolnaftate,benzylpenicillin,colistimethate,coagulation factor vii human".split(",")
)
"""Drugs that only the indication lists name. Most other names there are excipients, ions, allergens and vaccines."""
_FRAGMENTS = frozenset(
    {"methyl", "s", "dl", "mafb", "alb", "pork", "rabbit", "aluminium", "dl-dimyristoylphosphatidylcholine"}
)
"""Labels in the lists, and drugs derived from them, that are fragments: "methyl" is from neostigmine methylsulfate."""
_CARRIERS = frozenset({"DRUGBANK:DB06205"})
"""Hyaluronidase: Rituxan Hycela is rituximab, and Phesgo has the same two ingredients on every list."""
_KEYS = ("DRUGBANK:", "UNII:", "CHEBI:")
_FLAG_COLUMNS = {"approved_usa": "US", "approved_europe": "EU", "approved_japan": "JP"}
_CODE = re.compile(r"^(?:[A-Z]{1,5}[- ]?\d{2,}[A-Z]?|[A-Z]{2,4}-[A-Z]?\d+)$")
_ISOMER = re.compile(r",? ?\((?:R|S|5E|2S,3R|[A-Z][a-z]+)\)-?| L-[A-Z]\w+( \w+)?$|^\(2S,3R\)-", re.IGNORECASE)
_SUFFIX = re.compile(r"-[a-z]{4}$| fumaric acid$| dimethyl sulfoxide$")


Product = tuple[str, str, str, str]
"""Region, brand ("" if none is named), ingredients as printed, source."""


def read_drugbank(sources: Sources) -> dict[str, Row]:
    """Return DrugBank's open vocabulary by DrugBank CURIE."""
    frame = read_source(sources, "drugbank")
    return {f"DRUGBANK:{row['DrugBank ID']}": row for row in frame}


def _drugbank_index(drugbank: dict[str, Row]) -> dict[str, str]:
    """Return DrugBank CURIEs by normalised common name, synonym and UNII CURIE, without synonyms of several drugs."""
    found: dict[str, set[str]] = defaultdict(set)
    common: dict[str, str] = {}
    for curie, row in drugbank.items():
        common.setdefault(normalise(row["Common name"]), curie)
        for name in row["Synonyms"].split(" | "):
            if name:
                found[normalise(name)].add(curie)
        if row["UNII"]:
            found[f"UNII:{row['UNII']}"].add(curie)
    index = {name: min(curies) for name, curies in found.items() if len(curies) == 1}
    return {**index, **common}


def _identifiers(row: Row) -> list[str]:
    listed = re.findall(r"'([^']+)'", row["alternate_ids"])
    return list(dict.fromkeys([row["curie"], *listed]))


def _key(row: Row, drugbank: dict[str, Row], index: dict[str, str]) -> str:
    """Return a row's CURIE: DrugBank's if there is one, by name first (a row may list its salts), then UNII, CHEBI."""
    identifiers = _identifiers(row)
    listed = [curie for curie in identifiers if curie in drugbank]
    label = _ISOMER.sub("", row["curie_label"])
    spellings = [normalise(name) for name in (label, strip_salt(label), row["curie_label"])]
    for curie in listed:
        if normalise(drugbank[curie]["Common name"]) in spellings:
            return curie
    for spelling in spellings:
        if spelling in index:
            return index[spelling]
    if listed:
        return listed[0]
    uniis = [curie for curie in identifiers if curie.startswith("UNII:")]
    for unii in uniis:
        if unii in index:
            return index[unii]
    return str([*uniis, *(c for c in identifiers if c.startswith("CHEBI:")), row["curie"]][0])


def _kept_xrefs(identifiers: list[str]) -> list[str]:
    kept: dict[str, list[str]] = defaultdict(list)
    for identifier in identifiers:
        prefix = identifier.split(":")[0]
        if len(kept[prefix]) < _KEPT_XREFS.get(prefix, 0):
            kept[prefix].append(identifier)
    return sorted(x for group in kept.values() for x in group)


def _add_everycure(book: DrugBook, sources: Sources, drugbank: dict[str, Row], index: dict[str, str]) -> list[Row]:
    """Add the single ingredients and return the rows that are combinations."""
    frame = read_source(sources, "everycure")
    combinations = []
    for row in frame:
        if row["is_combination_therapy"] == "TRUE":
            combinations.append(row)
            continue
        if row["curie_label"].lower() in _FRAGMENTS:
            continue
        curie = _key(row, drugbank, index)
        if not curie.startswith(_KEYS):
            book.unkeyed.append(row)
            continue
        name = drugbank[curie]["Common name"] if curie in drugbank else row["curie_label"]
        drug = book.drugs.setdefault(curie, Drug(curie=curie, name=name, source="everycure"))
        drug.flags |= {flag for column, flag in _FLAG_COLUMNS.items() if row[column] == "1"}
        drug.xrefs += _kept_xrefs(_identifiers(row))
        drug.atc |= set(re.findall(r"'([^']+)'", row["atc_codes"]))
        for flag in ("is_vaccine_or_antigen", "is_no_therapeutic_value", "is_allergen",
                     "is_radioisotope_or_diagnostic_agent"):  # fmt: skip
            drug.is_not_treatment |= row[flag] == "1"
        for identifier in _identifiers(row):
            book.by_id.setdefault(identifier, curie)
        book.add_name(curie, row["curie_label"], "synonym", "everycure")
        for name in row["source_ingredients"].split("|"):
            if re.fullmatch(r"\s*[a-z]+-[a-z]{4}\s*", name):
                book.add_name(curie, name, "synonym", "everycure")
    return combinations


def _add_reviewed(book: DrugBook, drugbank: dict[str, Row], lexicon: Path) -> None:
    """Add drugs whose names on the regulators' lists lead to no DrugBank entry."""
    for row in read_reviewed(lexicon / "reviewed_drugs.tsv"):
        curie = row["curie"]
        if curie in drugbank:
            name = drugbank[curie]["Common name"]
            drug = book.drugs.setdefault(curie, Drug(curie=curie, name=name, source="project"))
            drug.flags |= set(filter(None, row["regions"].split("|")))


def _add_drugbank_names(book: DrugBook, drugbank: dict[str, Row], curie: str) -> None:
    row = drugbank.get(curie)
    if row is None:
        return
    book.add_name(curie, row["Common name"], "name", "drugbank")
    book.by_id.setdefault(curie, curie)
    if row["UNII"]:
        book.by_id.setdefault(f"UNII:{row['UNII']}", curie)
        book.drugs[curie].xrefs.append(f"UNII:{row['UNII']}")
    for name in row["Synonyms"].split(" | "):
        if is_usable(name):
            book.add_name(curie, name, "code" if _CODE.match(name) else "synonym", "drugbank")


def approved_products(sources: Sources) -> Iterator[Product]:
    """Yield every product of the regulators' lists."""
    yield from _american_products(sources)
    yield from _european_products(sources)
    yield from _japanese_products(sources)
    for agency, region in (("fda", "US"), ("ema", "EU"), ("pmda", "JP")):
        for row in read_source(sources, f"{agency}_list"):
            yield region, "", row["final normalized drug label"], f"{agency}_list"


def _american_products(sources: Sources) -> Iterator[Product]:
    for row in read_source(sources, "drugsatfda", sep="\t"):
        for brand in row["brand"].split(" | "):
            yield "US", brand, row["ingredient"], "drugsatfda"
    for row in read_source(sources, "cder"):
        yield "US", row["Proprietary Name"], row["Active Ingredient/Moiety"], "cder"
    for row in read_source(sources, "fda_novel"):
        yield "US", row["Drug Name"], row["Active Ingredient"], "fda_novel"


def _european_products(sources: Sources) -> Iterator[Product]:
    for row in read_source(sources, "ema", header=8):
        if row["Category"] == "Human" and row["Marketing authorisation date"]:
            inn = row["International non-proprietary name (INN) / common name"] or row["Active substance"]
            for brand in row["Name of medicine"].rstrip(")").split(" (previously "):
                yield "EU", brand, inn, "ema"
    for row in read_source(sources, "bdpm", sep="\t"):
        yield "EU", "", _french(row["substance"]), "bdpm"


def _japanese_products(sources: Sources) -> Iterator[Product]:
    for row in read_source(sources, "pmda"):
        ingredient = row["Active Ingredient (underlined: new active ingredient)"]
        words = row["Brand Name (Applicant Company)"].split()  # the first word; the rest is form and strength
        brand = words[0] if words and len(words[0]) > 4 and words[0].isalpha() else ""
        yield "JP", brand, ingredient.replace("(genetical recombination)", "").replace("\n", " "), "pmda"


def _french(substance: str) -> str:
    """Return a French substance name without its salt, which comes first: "CHLORHYDRATE DE PROPRANOLOL"."""
    words = substance.replace("D'", "DE ").replace("D\u2019", "DE ")
    return re.sub(r"^(?:\(S\)-)?[\w() -]+? DE (?=\w)", "", words).split(" (")[0].strip()


def _add_listed_drugs(book: DrugBook, products: list[Product], drugbank: dict[str, Row], index: dict[str, str]) -> None:
    """Add ingredients of products that the drug list lacks: old, withdrawn and very new drugs."""
    for region, _, ingredients, source in products:
        is_named = source != "bdpm" and (not source.endswith("_list") or ingredients.lower() in _LISTED_DRUGS)
        for part in _printed_parts(ingredients, book) if is_named else ():
            known = [drugbank.get(index.get(spelling, "")) for spelling in _bare_spellings(part)]
            found = [row for row in known if row and row["Common name"].lower() not in _FRAGMENTS]
            if not part or not found or part.lower() in _FRAGMENTS or book.find(part) is not None:
                continue
            for row in found:
                curie, name = f"DRUGBANK:{row['DrugBank ID']}", row["Common name"]
                drug = book.drugs.setdefault(curie, Drug(curie=curie, name=name, source=source))
                drug.flags.add(region)
                _add_drugbank_names(book, drugbank, curie)


def _printed_parts(ingredients: str, book: DrugBook) -> Iterator[str]:
    """Yield the ingredients of a printed line; the Japanese list separates some by comma, or slash without blanks."""
    for part in SPLIT.split(ingredients):
        yield from (part,) if book.find(part) is not None else dict.fromkeys((part, *LOOSE_SPLIT.split(part)))


def _bare_spellings(part: str) -> tuple[str, ...]:
    """Return a printed ingredient as it is, without its salt, and without the four-letter suffix of a US biological."""
    return normalise(part), normalise(strip_salt(part)), normalise(_SUFFIX.sub("", part))


def _add_extra_names(book: DrugBook, lexicon: Path) -> None:
    """Add the names kept by hand to those drugs that the book has."""
    for row in read_reviewed(lexicon / "extra_names.tsv"):
        if row["type"] == "drug" and row["curie"] in book.drugs:
            book.add_name(row["curie"], row["name"], row["kind"], row["source"])


def _add_products(book: DrugBook, products: list[Product], index: dict[str, str]) -> None:
    for region, brand, ingredients, source in products:
        found = without_carriers(book.find_set(ingredients))
        if found is None and source == "bdpm" and index.get(normalise(ingredients)) in book.drugs:
            found = (index[normalise(ingredients)],)
        if found is None:
            continue
        for curie in found:
            book.drugs[curie].flags.add(region)
        key = "+".join(found)
        if _is_brand(brand, ingredients, book):
            book.add_name(key, brand.strip(), "brand", source)
        if len(found) > 1:
            book.combinations.setdefault(key, found)


def without_carriers(ingredients: tuple[str, ...] | None) -> tuple[str, ...] | None:
    """Return ingredients without those that only carry others under the skin, unless nothing else would remain."""
    kept = tuple(curie for curie in ingredients or () if curie not in _CARRIERS)
    return kept or ingredients


def _is_brand(brand: str, ingredients: str, book: DrugBook) -> bool:
    """Return whether a product's name is more than its ingredients' names and fit to be searched for."""
    spelling = normalise(brand)
    generic = {word for part in SPLIT.split(ingredients) for word in normalise(part).split()}
    return (
        len(spelling) > 3
        and len(brand.split()) <= 3
        and not set(spelling.split()) & generic
        and spelling not in book.by_name
        and not re.search(r"[\d%]", brand)
        and " IN " not in brand.upper()
        and " AND " not in brand.upper()
    )


def _add_combinations(book: DrugBook, rows: list[Row]) -> None:
    """Add those combinations of the list whose ingredients are all known."""
    for row in rows:
        text = row["combination_therapy_ingredients_curies"]
        parts = [part.partition("~") for part in text.split("|") if part.strip()]
        found = {book.by_id.get(curie.strip()) or book.find(name) for curie, _, name in parts}
        if not parts or len(found) < 2 or None in found:
            label = re.sub(r" (oral|injectable|topical|ophthalmic|chewable|extended|delayed|pill).*$", "", row[
                "curie_label"], flags=re.IGNORECASE)  # fmt: skip
            found = set(book.find_set(label) or ())
        ingredients = without_carriers(tuple(sorted(curie for curie in found if curie))) or ()
        if len(ingredients) < 2:
            continue
        key = "+".join(ingredients)
        book.combinations[row["curie"]] = ingredients
        book.combinations.setdefault(key, ingredients)
        if "/" not in row["curie_label"] and is_usable(row["curie_label"]):
            book.add_name(key, row["curie_label"], "brand", "everycure")


def _mark_not_treatment(book: DrugBook, lexicon: Path) -> None:
    """Mark substances that are hardly ever meant as treatment: by a reviewed verdict, else by ATC group or name."""
    reviewed = {normalise(row["name"]): row["is_treatment"] for row in read_reviewed(lexicon / "not_treatment.tsv")}
    for drug in book.drugs.values():
        atc = tuple(drug.atc)
        only_such = bool(atc) and all(code.startswith(_NOT_TREATMENT_ATC) for code in atc)
        only_such |= _NOT_TREATMENT_NAME.search(drug.name.lower()) is not None
        verdict = reviewed.get(normalise(drug.name))
        drug.is_not_treatment = verdict == "0" if verdict is not None else drug.is_not_treatment or only_such


def build_drugs(sources: Sources, lexicon: Path) -> DrugBook:
    """Return everything known about approved drugs, stop names included; MeSH is attached to them afterwards."""
    drugbank = read_drugbank(sources)
    index = _drugbank_index(drugbank)
    book = DrugBook()
    combination_rows = _add_everycure(book, sources, drugbank, index)
    _add_reviewed(book, drugbank, lexicon)
    for curie in list(book.drugs):
        _add_drugbank_names(book, drugbank, curie)
    _add_extra_names(book, lexicon)
    index_names(book)
    products = sorted(set(approved_products(sources)))
    _add_listed_drugs(book, products, drugbank, index)
    _add_extra_names(book, lexicon)
    index_names(book)
    _add_products(book, products, index)
    _add_combinations(book, combination_rows)
    add_rxnorm(book, sources, index)
    for curie in [curie for curie, drug in book.drugs.items() if drug.source == "rxnorm"]:
        _add_drugbank_names(book, drugbank, curie)
    add_atc(book, sources)
    brands: dict[str, str] = {}
    for (curie, spelling), (_, kind, _) in sorted(book.names.items()):
        if kind == "brand":
            brands.setdefault(spelling, curie)
    for row in book.unkeyed:  # the list has brands among its drugs; they lead to their ingredients
        target = book.find(row["curie_label"]) or brands.get(row["curie_label"].lower())
        if target and "+" in target:
            book.combinations[row["curie"]] = book.combinations[target]
        elif target:
            book.by_id[row["curie"]] = target
    _mark_not_treatment(book, lexicon)
    return book


def write_drugs(book: DrugBook, lexicon: Path) -> set[str]:
    """Write drugs.tsv and drug_names.tsv and return the names written, normalised.

    Names of the stop list and names of several drugs are left out.
    """
    stopped = {row["name"].lower() for row in read_reviewed(lexicon / "stop_names.tsv") if row["type"] == "drug"}
    rows = []
    for drug in book.drugs.values():
        flags = ["1" if flag in drug.flags else "0" for flag in _CODES]
        xrefs = "|".join(sorted(set(drug.xrefs) - {drug.curie}))
        atc = "|".join(sorted(drug.atc))
        rows.append((drug.curie, drug.name, xrefs, *flags, "0", "", str(int(drug.is_not_treatment)), atc, drug.source))
    used = {key for key, _ in book.names}
    for key, ingredients in book.combinations.items():
        if "+" in key and key in used:
            name = " + ".join(book.drugs[curie].name for curie in ingredients)
            parts = [book.drugs[curie] for curie in ingredients]
            flags = ["1" if all(flag in part.flags for part in parts) else "0" for flag in _CODES]
            idle = str(int(all(part.is_not_treatment for part in parts)))
            rows.append((key, name, "", *flags, "1", "|".join(ingredients), idle, "", "ingredients"))
    write_table(lexicon / "drugs.tsv", drug_columns(_CODES), rows)
    known = {row[0] for row in rows}
    name_rows = list(_name_rows(book, known, stopped))
    write_table(lexicon / "drug_names.tsv", NAME_COLUMNS, name_rows)
    return {normalise(name) for _, name, _, _ in name_rows}


def _name_rows(book: DrugBook, known: set[str], stopped: set[str]) -> Iterator[tuple[str, str, str, str]]:
    owners: dict[str, set[str]] = defaultdict(set)
    for curie, spelling in book.names:
        owners[spelling].add(curie)
    for (curie, spelling), (name, kind, source) in book.names.items():
        if curie not in known:
            continue
        is_preferred = curie in book.drugs and spelling == book.drugs[curie].name.lower()
        is_own = len(owners[spelling]) == 1 or book.by_name.get(normalise(name)) == curie
        if is_preferred or (spelling not in stopped and is_own):
            yield curie, name, "name" if is_preferred else kind, source
