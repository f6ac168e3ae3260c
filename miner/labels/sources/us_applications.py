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
from miner.labels.sources.subjects import Subjects
from miner.lexicon.build.tables import reading

PAGE = "https://www.accessdata.fda.gov/scripts/cder/daf/index.cfm?event=overview.process&ApplNo="
ORIGINALS = "labels/fda/drugsatfda_original_approvals_1939_2019.tsv.gz"
CDER = "labels/fda/cder_nme_new_biologics_1985_2024.csv.gz"
METHOD_OF_USE = "labels/fda/orange_book/method_of_use_by_application_2017_2026.tsv.gz"
_PRODUCTS = "labels/fda/drugsatfda_2019-07-02.zip"
_HEAD = 240
"""Characters at the beginning of a label text in which its brand is looked for."""
_SPLIT_BRANDS = re.compile(r"\s*[|;,]\s*")
_PACKED = re.compile(r"\s+(?:\d[\d.]*%.*|IN (?:PLASTIC|WATER|DEXTROSE|SODIUM|.*CONTAINER).*|PRESERVATIVE FREE.*)$")
"""What is printed behind a brand: strength, solvent and container."""
_ROUTES = frozenset(
    "oral injection topical intravenous ophthalmic inhalation subcutaneous vaginal nasal transdermal"  # noqa: SIM905
    " intramuscular sublingual rectal otic irrigation buccal dental implantation intrauterine intrathecal"
    " intraperitoneal urethral intravesical intratracheal intrapleural transmucosal"
    " intra-articular intra-arterial intradermal epidural".split()
)
"""Routes that Drugs@FDA prints behind the form; everything else there is packaging."""
_OTHER_ROUTES = {
    "intravenous infusion": "intravenous", "iv": "intravenous", "iv (infusion)": "intravenous", "im": "intramuscular",
    "im-iv": "intravenous", "sc": "subcutaneous", "respiratory (inhalation)": "inhalation", "spinal": "intrathecal",
    "oral-28": "oral", "oral-21": "oral", "oral-20": "oral", "orally disintegrating": "oral",
    "intravitreal": "ophthalmic", "intraocular": "ophthalmic",
}  # fmt: skip
_FORM_ROUTES = (
    ("ophthalmic", re.compile(r"\bophthalmic|\beye drops", re.IGNORECASE)),
    ("otic", re.compile(r"\botic\b", re.IGNORECASE)),
    ("nasal", re.compile(r"\bnasal spray", re.IGNORECASE)),
    ("vaginal", re.compile(r"\bvaginal (?:cream|gel|ring|insert|tablet|suppositor)", re.IGNORECASE)),
    ("rectal", re.compile(r"\b(?:rectal|suppositor|enema)", re.IGNORECASE)),
    ("transdermal", re.compile(r"\btransdermal", re.IGNORECASE)),
    ("inhalation", re.compile(r"\binhal(?:ation|er)\b", re.IGNORECASE)),
    (
        "topical",
        re.compile(r"\b(?:topical (?:solution|gel|cream|suspension)|ointment|lotion|shampoo|cream\b)", re.IGNORECASE),
    ),
    ("injection", re.compile(r"\b(?:injection|for injection|intravenous)\b", re.IGNORECASE)),
    ("oral", re.compile(r"\b(?:tablets?|capsules?|oral (?:solution|suspension)|syrup)\b", re.IGNORECASE)),
)
"""Words of a product's form in the name that a label text begins with, the more specific first."""
_INJECTED = frozenset({"injection", "intravenous", "intramuscular", "subcutaneous"})


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
        for cell in re.split(r"\s*[,/]\s*", form.rpartition(";")[2].lower()):
            route = _OTHER_ROUTES.get(cell.strip(), cell.strip())
            if route in _ROUTES:
                routes.add(route)
    return routes


def _worded_route(head: str) -> str:
    """Return the route that the form in a product's name implies ("ophthalmic solution"), "" if none does."""
    return next((route for route, words in _FORM_ROUTES if words.search(head)), "")


def _fits(application: "Application", route: str) -> bool:
    return route in application.routes or (route == "injection" and bool(application.routes & _INJECTED))


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

    def brands(self) -> dict[str, tuple[str, ...]]:
        """Return the drugs of each brand, generics' included, in capitals, without brands of several sets of drugs."""
        owners: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        for application in self:
            if application.drugs:
                for brand in application.brands:
                    owners[brand].add(application.drugs)
        return {brand: min(drugs) for brand, drugs in owners.items() if len(drugs) == 1}

    def of_text(self, drugs: tuple[str, ...], text: str) -> tuple[Application | None, set[str]]:
        """Return the application that a label text is about, and the routes of the products that it is about.

        It is one whose brand, or else whose form, is at the beginning of the text; else the earliest of the drugs, and
        then the routes are unknown. Several applications of one brand are several forms.
        """
        head = text[:_HEAD]
        known = self.of_drugs(drugs)
        named = [
            (found.start(), -len(brand), application)
            for application in known
            for brand in application.brands
            if (found := re.search(rf"\b{re.escape(brand)}\b", head.upper()))
        ]
        best = [each for start, length, each in named if (start, length) == min(each[:2] for each in named)]
        route = _worded_route(head.partition(" indicated ")[0])
        fitting = [each for each in best or known if _fits(each, route)] if route else []
        if fitting or best:
            found_routes = {each for application in fitting or best for each in application.routes}
            is_worded = bool(fitting) and (not best or route not in _INJECTED)
            return (fitting or best)[0], {route} if is_worded else found_routes
        return (known[0], set()) if known else (None, set())

    def _entry(self, number: str, kind: str) -> Application:
        digits = digits_of(number)
        return self._by_digits.setdefault(digits, Application(f"{kind}{digits}"))

    def _add(self, entry: Application, source: str, ingredients: str, brands: str, forms: str) -> None:
        """Add what one table says; the drugs of the table that comes first count."""
        entry.drugs = entry.drugs or self._names.find(ingredients) or self._of_products(ingredients)
        generic = {word for part in re.split(r"[;|,]", ingredients.upper()) for word in part.split()[:1]}
        for printed in _SPLIT_BRANDS.split(brands.upper()):
            brand = _PACKED.sub("", printed)
            is_generic = bool(set(brand.split()) & generic) or self._names.is_generic(brand)
            if len(brand) > 3 and brand[0] != "[" and not is_generic:
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
            if "use_code" not in entry.sources:
                self._add(entry, "use_code", row["ingredient"], row["trade_names"], "")

    def _add_products(self, data: Path) -> None:
        """Add the forms and brands of all products of Drugs@FDA, generics included."""
        kinds = {cells[0]: cells[1] for cells in _zipped(data / _PRODUCTS, "Applications.txt", 4)}
        for cells in _zipped(data / _PRODUCTS, "Products.txt", 8):
            digits, form, brand, ingredient = cells[0], cells[2], cells[5], cells[6]
            if digits in kinds:
                self._add(self._entry(digits, kinds[digits]), "products", ingredient, brand, form)


class UsFiles:
    """The files of the United States, with what several adapters need of them.

    Args:
        data: folder of reference data.
        names: resolves drugs, and counts what is left out.
    """

    def __init__(self, data: Path, names: DrugNames) -> None:
        self.names = names
        self.applications = Applications(data, names)
        self.subjects = Subjects(names.lexicon, self.applications.brands())
        self._data = data

    def table(self, source: str, path: str) -> SourceFile:
        """Return a file of a source, given its place below the folder of reference data."""
        return SourceFile(source, self._data / path, self.names)


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
