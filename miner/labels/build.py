"""Compile corpora/labels/label_facts.tsv: which drug is approved for which disease, where, and since when.

Facts only: no label text is kept. For the drugs and jurisdictions in corpora/labels/reviewed.tsv only its facts count.
For all others the pairs of the Every Cure indication lists are used (facts, see corpora/labels/README.md), whose
disease identifiers were assigned by a language model: inconsistent pairs are dropped and counted.
"""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from miner.labels.facts import FACT_COLUMNS
from miner.labels.sources.listed_diseases import DropError, resolve_disease, squeezed_names
from miner.lexicon.build.drug_book import DrugBook
from miner.lexicon.build.drugs import build_drugs
from miner.lexicon.build.tables import Row, read_reviewed, read_rows, read_spreadsheet, write_table
from miner.lexicon.lexicon import Lexicon
from miner.lexicon.normalise import normalise, strip_salt
from miner.lexicon.words import UNTELLING_WORDS
from miner.reading.linking.candidates import Candidates
from miner.sources.manifest import locate, read_manifest

_PAGES = {
    "US": "https://www.accessdata.fda.gov/scripts/cder/daf/",
    "EU": "https://www.ema.europa.eu/en/medicines",
    "JP": "https://www.pmda.go.jp/english/review-services/reviews/approved-information/drugs/0002.html",
}
_NOT_FREE_DATES = ("moalmanac",)
_NOT_AN_INDICATION = re.compile(
    r"(?:limitations? of use|not indicated|contraindicated|not recommended|should not be used|is not for|not intended"
    r"|not for the treatment|has not been (?:established|studied|shown|demonstrated)|not effective|ineffective"
    r"|independent of their hypertension|additional approved indications|outcome benefit has been)[^.;]{0,160}$",
    re.IGNORECASE,
)
_CAUSED_BY = re.compile(
    r"\b(?:associated with|due to|secondary to|caused by|resulting from|accompanying|in patients with a history of"
    r"|with a history of|prior to|undergoing)\s+(?:[\w-]+[\s,]+){0,3}$",
    re.IGNORECASE,
)
_FORM = re.compile(
    r"\s*(?:drug combination|mixt\.|\b(?:oral|topical|injectable|pill|otic|ophthalmic)\b).*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A resolved drug-disease pair of one regulator's list; days are ISO text, "" if unknown."""

    drugs: tuple[str, ...]
    disease: str
    jurisdiction: str
    approved_on: str = ""
    known_by: str = ""
    source: str
    source_url: str


def _words(name: str) -> set[str]:
    return set(normalise(name).split()) - UNTELLING_WORDS


def _resolve_drugs(row: Row, book: DrugBook, lexicon: Lexicon) -> tuple[str, ...]:
    curie = row["final normalized drug id"]
    drugs = book.combinations.get(curie) or ((book.by_id[curie],) if curie in book.by_id else None)
    if drugs is None:
        parts = re.findall(r"'([^']+)'", row["drug name"]) or re.split(r", |/|\+", row["drug name"])
        label = re.split(r", |/|\+", _FORM.sub("", row["final normalized drug label"]))
        drugs = book.find_set("; ".join(parts)) or book.find_set("; ".join(label))
    if drugs is None:
        raise DropError("drug not in the lexicon")
    if any(drug not in lexicon for drug in drugs):
        raise DropError("drug not in the lexicon")
    if all("not treatment" in lexicon.entry(drug).flags for drug in drugs):
        raise DropError("drug is no treatment (contrast, vehicle, vaccine)")
    return tuple(sorted(drugs))


def _check_text(row: Row) -> None:
    """Raise DropError if the label only names the disease: in a limitation, a contraindication, or as a cause."""
    text = row["indications text"]
    places = [match.start() for match in re.finditer(re.escape(row["disease name"].strip()), text, re.IGNORECASE)]
    before = [text[max(0, place - 200) : place] for place in places]
    if before and all(_NOT_AN_INDICATION.search(words) for words in before):
        raise DropError("named in a limitation or in general text only")
    if before and all(_CAUSED_BY.search(words) for words in before):
        raise DropError("named only as the cause or setting of what is treated")


def _fda_days(data: Path) -> dict[tuple[str, str], tuple[str, str]]:
    """Return (approved_on, known_by) of each listed pair; approval days from sources that are not free are left out."""
    frame = read_rows(data / "labels/fda/fda_pair_dates.tsv.gz", sep="\t")
    days = {}
    for row in frame:
        is_free = not row["pair_source"].startswith(_NOT_FREE_DATES)
        days[row["drug_id"], row["disease_id"]] = (row["pair_date"] if is_free else "", row["on_label_by"])
    return days


def _pmda_days(data: Path) -> dict[str, str]:
    """Return the earliest approval day of each indication text in PMDA's list."""
    frame = read_rows(data / "labels/pmda_approvals.csv.gz")
    days: dict[str, str] = {}
    for row in frame:
        printed = row["Approval Date"].replace("Sept", "Sep").strip()
        for form in ("%b. %d, %Y", "%B %d, %Y", "%b %d, %Y", "%d-%b-%y", "%b. %d. %Y"):
            try:
                day = datetime.strptime(printed, form).date().isoformat()  # noqa: DTZ007  (a day has no zone)
            except ValueError:
                continue
            key = " ".join(row["Indications"].split())
            days[key] = min(days.get(key, day), day)
            break
    return days


@dataclass(frozen=True, slots=True)
class _European:
    """EMA's record of one substance: first authorisation, page, and the words its indications gained, with the day."""

    first: str
    page: str
    gained: tuple[tuple[str, frozenset[str]], ...]


def _european(data: Path) -> dict[str, _European]:
    first: dict[str, tuple[str, str]] = {}
    for row in read_spreadsheet(data / "labels/eu/ema_medicines_2026-03-14.xlsx", header=8):
        printed = row["Marketing authorisation date"]
        if row["Category"] == "Human" and printed:
            day = "-".join(reversed(printed.split("/")))
            key = normalise(row["International non-proprietary name (INN) / common name"])
            first[key] = min(first.get(key, (day, row["Medicine URL"])), (day, row["Medicine URL"]))
    gained: dict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
    frame = read_rows(data / "labels/eu/ema_indication_changes_2018_2023_2026.tsv.gz", sep="\t")
    for row in frame:
        words = frozenset(_words(f"{row['text_words_gained']} {row['area_words_gained']}"))
        gained[normalise(row["inn"])].append((row["interval"].split("..")[1], words))
    return {key: _European(day, page, tuple(gained.get(key, ()))) for key, (day, page) in first.items()}


def _european_day(facts: _European | None, disease_name: str, disease_count: int) -> tuple[str, str, str]:
    """Return (approved_on, known_by, page); approved_on is the first authorisation of a substance with one disease.

    With several diseases the first snapshot that shows the disease is a bound: the one whose text gained its words,
    else 2018-12-23, or 2023-12-05 if the substance is unknown or was first authorised after the former.
    """
    if facts is None:
        return "", "2023-12-05", _PAGES["EU"]
    if disease_count == 1:
        return facts.first, "", facts.page
    for day, words in facts.gained:
        if _words(disease_name) and _words(disease_name) <= words:
            return "", day, facts.page
    return "", "2018-12-23" if facts.first <= "2018-12-23" else "2023-12-05", facts.page


def _pairs(data: Path, book: DrugBook, lexicon: Lexicon, dropped: Counter[str]) -> Iterator[Pair]:
    fda, pmda, european = _fda_days(data), _pmda_days(data), _european(data)
    squeezed, candidates = squeezed_names(lexicon), Candidates(lexicon)
    for agency, jurisdiction in (("fda", "US"), ("ema", "EU"), ("pmda", "JP")):
        rows = read_spreadsheet(data / f"labels/{agency}_indications_deduplicated.xlsx")
        kept: list[tuple[Row, tuple[str, ...], str]] = []
        for row in rows:
            try:
                _check_text(row)
                disease = resolve_disease(row, lexicon, squeezed, candidates)
                kept.append((row, _resolve_drugs(row, book, lexicon), disease))
            except DropError as reason:
                dropped[f"{jurisdiction}: {reason}"] += 1
        diseases: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for _, drugs, disease in kept:
            diseases[drugs].add(disease)
        for row, drugs, disease in kept:
            page = _PAGES[jurisdiction]
            if jurisdiction == "US":
                key = row["final normalized drug id"], row["final normalized disease id"]
                approved_on, known_by = fda.get(key, ("", ""))
            elif jurisdiction == "JP":
                approved_on, known_by = pmda.get(" ".join(row["indications text"].split()), ""), ""
            else:
                facts = european.get(normalise(row["drug name"])) or european.get(
                    normalise(strip_salt(row["drug name"]))
                )
                approved_on, known_by, page = _european_day(facts, row["disease name"], len(diseases[drugs]))
            yield Pair(
                drugs=drugs,
                disease=disease,
                jurisdiction=jurisdiction,
                approved_on=approved_on,
                known_by=known_by,
                source=f"{agency} indications list",
                source_url=page,
            )


def _merge(pairs: Iterator[Pair]) -> list[Pair]:
    """Return one pair for each drug set, disease and jurisdiction, with its earliest days, in that order."""
    merged: dict[tuple[tuple[str, ...], str, str], Pair] = {}
    for pair in pairs:
        key = pair.drugs, pair.disease, pair.jurisdiction
        other = merged.get(key)
        if other is None:
            merged[key] = pair
            continue
        merged[key] = replace(
            other,
            approved_on=min(filter(None, (other.approved_on, pair.approved_on)), default=""),
            known_by=min(filter(None, (other.known_by, pair.known_by)), default=""),
        )
    return [_without_late_day(merged[key]) for key in sorted(merged)]


def _without_late_day(pair: Pair) -> Pair:
    """Remove an approval day later than a day on which the label had the disease: it is that of a later product."""
    is_late = bool(pair.known_by) and pair.approved_on > pair.known_by
    return replace(pair, approved_on="") if is_late else pair


def _fact_id(*parts: str) -> str:
    return f"{parts[0].lower()}-{hashlib.sha256('|'.join(parts).encode()).hexdigest()[:12]}"


def _reviewed_rows(labels: Path, lexicon: Lexicon) -> list[tuple[str, ...]]:
    rows = []
    for row in read_reviewed(labels / "reviewed.tsv"):
        for curie in [*row["drugs"].split("|"), row["disease"]]:
            if curie not in lexicon:
                raise ValueError(f"reviewed.tsv: {curie} is not in the lexicon; correct the identifier")
        for column in ("approved_on", "known_by", "ended_on"):
            if row[column]:
                date.fromisoformat(row[column])
        fact_id = _fact_id(
            row["jurisdiction"], row["drugs"], row["disease"], row["approved_on"] or row["known_by"], row["status"]
        )
        rows.append((fact_id, *(row[column] for column in FACT_COLUMNS[1:])))
    return rows


def compile_labels(data: Path, labels: Path) -> dict[str, int]:
    """Write label_facts.tsv beside reviewed.tsv and return counts of facts, and of dropped pairs by reason."""
    lexicon_folder = labels.parent / "lexicon"
    lexicon = Lexicon.load(lexicon_folder)
    book = build_drugs(locate(read_manifest(lexicon_folder / "extracts.toml"), data), lexicon_folder)
    dropped: Counter[str] = Counter()
    rows = _reviewed_rows(labels, lexicon)
    counts = {"reviewed facts": len(rows)}
    reviewed = {(row[1], row[3]) for row in rows}
    for pair in _merge(_pairs(data, book, lexicon, dropped)):
        drugs = "|".join(pair.drugs)
        if (drugs, pair.jurisdiction) in reviewed:
            dropped[f"{pair.jurisdiction}: the drug's facts are reviewed"] += 1
            continue
        fact_id = _fact_id(pair.jurisdiction, drugs, pair.disease)
        rows.append(
            (fact_id, drugs, pair.disease, pair.jurisdiction, "approved", pair.approved_on, pair.known_by, "", "", "",
             pair.source, pair.source_url)
        )  # fmt: skip
    write_table(labels / "label_facts.tsv", FACT_COLUMNS, rows)
    for jurisdiction in ("US", "EU", "JP"):
        own = [row for row in rows if row[3] == jurisdiction]
        counts[f"{jurisdiction}: facts"] = len(own)
        counts[f"{jurisdiction}: facts with a day of approval"] = sum(bool(row[5]) for row in own)
        counts[f"{jurisdiction}: facts known by a day"] = sum(bool(row[6]) and not row[5] for row in own)
        counts[f"{jurisdiction}: drugs"] = len({row[1] for row in own})
    return counts | {f"dropped, {reason}": count for reason, count in sorted(dropped.items())}
