"""Applications of the FDA (NDA, BLA, ANDA): their drugs, brands, routes and page, and which one a text is about."""

import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from miner.labels.sources.drug_names import DrugNames
from miner.labels.sources.source_file import SourceFile
from miner.lexicon.build.tables import reading

PAGE = "https://www.accessdata.fda.gov/scripts/cder/daf/index.cfm?event=overview.process&ApplNo="
ORIGINALS = "labels/fda/drugsatfda_original_approvals_1939_2019.tsv.gz"
CDER = "labels/fda/cder_nme_new_biologics_1985_2024.csv.gz"
METHOD_OF_USE = "labels/fda/orange_book/method_of_use_by_application_2017_2026.tsv.gz"
_PRODUCTS = "labels/fda/drugsatfda_2019-07-02.zip"
_HEAD = 240
"""Characters at the beginning of a label text in which its brand is looked for."""
_SPLIT_BRANDS = re.compile(r"\s*[|;,]\s*")
_NO_ROUTE = frozenset({"", "UNKNOWN", "N/A", "INJECTABLE", "MULTIDOSE"})
_ROUTES = {
    "INJECTION": "injection", "INTRAVENOUS INFUSION": "intravenous", "IV": "intravenous", "IV (INFUSION)": "intravenous",
    "IM": "intramuscular", "IM-IV": "intravenous", "SC": "subcutaneous", "RESPIRATORY (INHALATION)": "inhalation",
    "FOR INHALATION": "inhalation", "ORAL INHALATION": "inhalation", "PERIODONTAL": "dental",
}  # fmt: skip


@dataclass(slots=True)
class Application:
    """One application, or the part that tables have of it.

    Args:
        number: as the FDA writes it, "NDA021845"; "" for the kind if no table says it.
        drugs: sorted identifiers of the lexicon; () if its ingredients or products differ or are unknown.
        approved: day of the original approval, None if unknown.
        submission_class: "TYPE 1" and so on, "" if unknown.
    """

    number: str
    drugs: tuple[str, ...] = ()
    approved: date | None = None
    submission_class: str = ""
    brands: set[str] = field(default_factory=set)
    routes: set[str] = field(default_factory=set)
    sources: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The page of Drugs@FDA that shows its approvals and labels."""
        return page_of(self.number)


def digits_of(number: str) -> str:
    """Return an application's six digits, "" if there is no number: "BLA 125514/S-90" is 125514, "22271" 022271."""
    found = re.search(r"\d{3,6}", number)
    return found.group().zfill(6) if found else ""


def page_of(number: str) -> str:
    """Return the page of an application at Drugs@FDA, "" if there is no number."""
    digits = digits_of(number)
    return f"{PAGE}{digits}" if digits else ""


def routes_of(printed: str) -> set[str]:
    """Return the routes in a printed form or route: "TABLET;ORAL | INJECTABLE;INJECTION", "Intravenous, Oral"."""
    routes = set()
    for form in printed.split(" | "):
        for route in re.split(r"\s*[,/]\s*", form.rpartition(";")[2].upper()):
            if route.strip() not in _NO_ROUTE:
                routes.add(_ROUTES.get(route.strip(), route.strip().lower()))
    return routes


class Applications:
    """The applications that the tables know, by number and by drugs.

    Args:
        data: folder of reference data.
        names: resolves their ingredients.
    """

    def __init__(self, data: Path, names: DrugNames) -> None:
        self._names = names
        self._by_digits: dict[str, Application] = {}
        self._add_originals(data)
        self._add_cder(data)
        self._add_orange_book(data)
        self._add_products(data)
        self._of_drugs: dict[tuple[str, ...], list[Application]] = defaultdict(list)
        for application in sorted(self._by_digits.values(), key=_age):
            if application.drugs:
                self._of_drugs[application.drugs].append(application)

    def __iter__(self) -> Iterator[Application]:
        """Return an iterator over all applications."""
        return iter(self._by_digits.values())

    def get(self, number: str) -> Application | None:
        """Return the application with a number in any spelling, None if no table has it."""
        return self._by_digits.get(digits_of(number))

    def of_drugs(self, drugs: tuple[str, ...]) -> list[Application]:
        """Return the new drug and biologics applications of a set of drugs, earliest first."""
        return [each for each in self._of_drugs.get(drugs, ()) if not each.number.startswith("ANDA")]

    def of_text(self, drugs: tuple[str, ...], text: str) -> tuple[Application | None, bool]:
        """Return the application that a label text is about, and whether the text names its brand.

        Without a brand it is the earliest application of the drugs.
        """
        head = text[:_HEAD].upper()
        known = self.of_drugs(drugs)
        named: list[tuple[int, int, Application]] = []
        for application in known:
            for brand in application.brands:
                found = re.search(rf"\b{re.escape(brand)}\b", head)
                if found:
                    named.append((found.start(), -len(brand), application))
        if named:
            return min(named, key=lambda each: each[:2])[2], True
        return (known[0], False) if known else (None, False)

    def _entry(self, number: str, kind: str) -> Application:
        digits = digits_of(number)
        return self._by_digits.setdefault(digits, Application(f"{kind}{digits}"))

    def _add(self, entry: Application, source: str, ingredients: str, brands: str, forms: str) -> None:
        """Add what one table says; the drugs of the table that comes first count."""
        entry.drugs = entry.drugs or self._names.find(ingredients) or self._of_products(ingredients)
        generic = {word for part in re.split(r"[;|,]", ingredients.upper()) for word in part.split()[:1]}
        for brand in _SPLIT_BRANDS.split(brands.upper()):
            if len(brand) > 3 and not set(brand.split()) & generic:
                entry.brands.add(brand)
        entry.routes |= routes_of(forms)
        entry.sources.append(source)

    def _of_products(self, ingredients: str) -> tuple[str, ...]:
        """Return the drugs of an application whose products are salts of the same drugs: "X | X SODIUM"."""
        found = {self._names.find(each) for each in ingredients.split(" | ")}
        return min(found) if len(found) == 1 else ()

    def _add_originals(self, data: Path) -> None:
        table = SourceFile("drugsatfda", data / ORIGINALS, self._names)
        for number, row in table.rows():
            entry = self._entry(row["ApplNo"], row["ApplType"])
            day = table.day(row["date"], number)
            if day and (entry.approved is None or day < entry.approved):
                entry.approved, entry.submission_class = day, row["SubmissionClassCode"]
            self._add(entry, "drugsatfda", row["ingredient"], row["brand"], row["form"])

    def _add_cder(self, data: Path) -> None:
        table = SourceFile("cder_first", data / CDER, self._names)
        for number, row in table.rows(sep=","):
            routes = " | ".join(row[f"Route of Administration({each})"] for each in (1, 2, 3))
            for each in (1, 2, 3):
                printed = row[f"Application Number({each})"]
                if not digits_of(printed):
                    continue
                entry = self._entry(printed, row["NDA/BLA"])
                entry.approved = entry.approved or table.day(row["FDA Approval Date"], number, "%m/%d/%Y")
                self._add(entry, "cder", row["Active Ingredient/Moiety"], row["Proprietary Name"], routes)

    def _add_orange_book(self, data: Path) -> None:
        table = SourceFile("use_code", data / METHOD_OF_USE, self._names)
        for number, row in table.rows():
            entry = self._entry(row["application"], "NDA")
            entry.approved = entry.approved or table.day(row["nda_approval"], number)
            if "orange book" not in entry.sources:
                self._add(entry, "orange book", row["ingredient"], row["trade_names"], "")

    def _add_products(self, data: Path) -> None:
        """Add the forms and brands of all products of Drugs@FDA, generics included."""
        kinds = {cells[0]: cells[1] for cells in _zipped(data / _PRODUCTS, "Applications.txt", 4)}
        for cells in _zipped(data / _PRODUCTS, "Products.txt", 8):
            digits, form, brand, ingredient = cells[0], cells[2], cells[5], cells[6]
            if digits in kinds:
                self._add(self._entry(digits, kinds[digits]), "products", ingredient, brand, form)


def _age(application: Application) -> tuple[bool, date, str]:
    return application.approved is None, application.approved or date.max, application.number


def _zipped(path: Path, name: str, width: int) -> Iterator[list[str]]:
    """Yield the rows of a table in the archive of Drugs@FDA, without the few that are broken."""
    with reading(path, "the archive of Drugs@FDA"), zipfile.ZipFile(path) as archive:
        lines = archive.read(name).decode("latin-1").split("\r\n")
    for line in lines[1:]:
        cells = line.split("\t")
        if len(cells) == width:
            yield cells
