"""Reads numeric results that people annotated: PICO-Corpus, C-TrO and this project's own 100 abstracts.

PICO-Corpus (1,011 trials in breast cancer) marks participants and outcomes of two arms, C-TrO (211 trials in type 2
diabetes and glaucoma) results in templates; neither has a licence, so they measure and tune. The project's own is in
corpora/outcomes. All become `Gold` in offsets of `Article.text`.
"""

import gzip
import io
import re
import tarfile
import zlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from miner.errors import SourceError
from miner.lexicon.build.tables import read_rows
from miner.records import Article, Section
from miner.records.studies import OutcomeKind as Kind
from miner.sources.medline import read_records

PICO = Path("corpora") / "claims" / "pico_corpus.tar.gz"
CTRO = Path("corpora") / "claims" / "ctro.tar.gz"
ANNOTATED = Path(__file__).resolve().parents[1] / "outcomes" / "annotated.tsv"

PERCENTS = frozenset(
    {
        Kind.RESPONSE_RATE, Kind.CLINICAL_BENEFIT_RATE, Kind.DISEASE_CONTROL_RATE, Kind.COMPLETE_RESPONSE_RATE,
        Kind.REMISSION_RATE, Kind.EVENT_RATE, Kind.SURVIVAL_RATE, Kind.ADVERSE_EVENT_RATE, Kind.GRADE_3_ADVERSE_EVENTS,
        Kind.DISCONTINUATIONS, Kind.DEATHS,
    }
)  # fmt: skip
COUNTS = frozenset(
    {Kind.COUNT, Kind.ADVERSE_EVENT_RATE, Kind.GRADE_3_ADVERSE_EVENTS, Kind.DISCONTINUATIONS, Kind.DEATHS}
)
MEANS = frozenset({Kind.MEAN, Kind.MEAN_DIFFERENCE})
MEDIANS = frozenset({Kind.OTHER_MEDIAN, Kind.PROGRESSION_FREE_SURVIVAL, Kind.OVERALL_SURVIVAL})
SIZES = frozenset({Kind.ENROLLED, Kind.EVALUABLE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """One annotated value: its label, the kinds that are right for it, and its place.

    `value` is None where the corpus marks the place alone; `arm` and `unit` are as annotated ("" if they are not).
    """

    label: str
    kinds: frozenset[Kind]
    start: int
    end: int
    value: float | None = None
    low: float | None = None
    high: float | None = None
    arm: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """An article with its gold; `arms` are the words that PICO-Corpus marks as intervention and as control."""

    article: Article
    gold: tuple[Gold, ...]
    arms: tuple[tuple[str, str], ...] = ()


_PICO_KINDS = {
    "total-participants": ("participants in all", SIZES),
    "intervention-participants": ("participants of an arm", frozenset({Kind.ARM_SIZE})),
    "control-participants": ("participants of an arm", frozenset({Kind.ARM_SIZE})),
    "iv-bin-percent": ("percent", PERCENTS),
    "cv-bin-percent": ("percent", PERCENTS),
    "iv-bin-abs": ("count", COUNTS),
    "cv-bin-abs": ("count", COUNTS),
    "iv-cont-mean": ("mean", MEANS),
    "cv-cont-mean": ("mean", MEANS),
    "iv-cont-median": ("median", MEDIANS),
    "cv-cont-median": ("median", MEDIANS),
}
_BRAT = re.compile(r"T\d+\t(?P<label>\S+) (?P<start>\d+) (?P<end>\d+)\t(?P<text>.*)")
_DENOMINATOR = re.compile(r"(?:\d\s?/|\bof(?: the)?|\bper)\s*$")


def read_pico(data: Path) -> Iterator[Annotated]:
    """Yield the abstracts of PICO-Corpus; denominators ("12 of 30") are no sizes here.

    Raises:
        SourceError: the corpus is missing or malformed.
    """
    files = _files(data / PICO)
    for name in sorted(name for name in files if name.endswith(".ann")):
        text = files[name.removesuffix(".ann") + ".txt"]
        article = Article(pmid=_number_in(name), text=text, sections=(Section(start=0, end=len(text)),))
        spans = [match for line in files[name].splitlines() if (match := _BRAT.match(line))]
        arms = [(m["label"], m["text"]) for m in spans if m["label"] in {"intervention", "control"}]
        gold = [_pico_gold(match, text) for match in spans if match["label"] in _PICO_KINDS]
        yield Annotated(article=article, gold=tuple(each for each in gold if each), arms=tuple(arms))


def _pico_gold(match: re.Match[str], text: str) -> Gold | None:
    label, kinds = _PICO_KINDS[match["label"]]
    start, end = int(match["start"]), int(match["end"])
    if "participants" in label and _DENOMINATOR.search(text[max(0, start - 10) : start]):
        return None
    arm = {"i": "intervention", "c": "control"}.get(match["label"][0], "")
    return Gold(label=label, kinds=kinds, start=start, end=end, arm=arm)


_CTRO_KINDS = {
    "NumberPatientsCT": ("participants in all", SIZES),
    "NumberPatientsArm": ("participants of an arm", frozenset({Kind.ARM_SIZE})),
    "PercentageAffected": ("percent", PERCENTS),
    "NumberAffected": ("count", COUNTS),
    "PvalueDiff": ("p value", frozenset({Kind.P_VALUE})),
    "PValueChangeValue": ("p value", frozenset({Kind.P_VALUE})),
    "PValueResValue": ("p value", frozenset({Kind.P_VALUE})),
    "Reduction": ("mean", MEANS),
    "Increment": ("mean", MEANS),
    "RelativeReduction": ("mean", MEANS),
    "ResultMeasuredValue": ("mean", MEANS | MEDIANS),
    "DiffGroupAbsValue": ("mean difference", MEANS),
}
_CTRO_LINE = re.compile(r'\d+, (?P<label>\w+), (?P<start>\d+), (?P<end>\d+), "(?P<text>.*?)", "", ')
_CTRO_TOKEN = re.compile(r'\d+, \d+, \d+, \d+, \d+, \d+, (?P<start>\d+), (?P<end>\d+), "(?P<text>.*)"\s*$')
_CONTEXT = 24
"""Characters, without spaces, before a value by which it is found again in the article's own text."""


def read_ctro(data: Path) -> Iterator[Annotated]:
    """Yield the abstracts of C-TrO in the texts of the shared literature; its own texts are tokens in a row.

    Raises:
        SourceError: the corpus or the trials are missing or malformed.
    """
    files = _files(data / CTRO)
    names = {_number_in(name): name for name in sorted(files, reverse=True) if name.endswith("_admin.annodb")}
    texts = {_number_in(name): name for name in sorted(files, reverse=True) if name.endswith("_export.csv")}
    for article in articles_of(data, set(names) & set(texts)):
        name = names[article.pmid]
        tokens = _ctro_text(files[texts[article.pmid]])
        gold = (
            _ctro_gold(match, tokens, article.text)
            for match in map(_CTRO_LINE.match, files[name].splitlines())
            if match
        )
        yield Annotated(article=article, gold=tuple(dict.fromkeys(each for each in gold if each)))


def _ctro_text(exported: str) -> str:
    """Return a document of C-TrO as one text: tokens at their places, spaces between them."""
    characters: dict[int, str] = {}
    for match in map(_CTRO_TOKEN.match, exported.splitlines()):
        if match:
            characters.update(enumerate(match["text"], start=int(match["start"])))
    return "".join(characters.get(at, " ") for at in range(max(characters, default=-1) + 1))


def _ctro_gold(match: re.Match[str], tokens: str, text: str) -> Gold | None:
    if match["label"] not in _CTRO_KINDS:
        return None
    label, kinds = _CTRO_KINDS[match["label"]]
    places = [at for at, character in enumerate(text) if not character.isspace()]
    bare = "".join(text[at] for at in places)
    value = "".join(match["text"].split())
    before = "".join(tokens[: int(match["start"])].split())
    for context in (_CONTEXT, _CONTEXT // 2, _CONTEXT // 4):
        at = bare.find(before[-context:] + value)
        if at >= 0:
            first = at + min(context, len(before))
            return Gold(label=label, kinds=kinds, start=places[first], end=places[first + len(value) - 1] + 1)
    return None


def read_annotated(data: Path, path: Path = ANNOTATED) -> Iterator[Annotated]:
    """Yield the project's own annotated abstracts, those without any result as well.

    Raises:
        SourceError: the table or the literature is missing or malformed.
    """
    rows: defaultdict[int, list[dict[str, str]]] = defaultdict(list)
    for row in read_rows(path, sep="\t"):
        rows[int(row["pmid"])].append(row)
    for article in articles_of(data, set(rows)):
        yield Annotated(
            article=article, gold=tuple(_own_gold(row) for row in rows[article.pmid] if row["kind"] != "none")
        )


def _own_gold(row: dict[str, str]) -> Gold:
    return Gold(
        label=row["kind"],
        kinds=frozenset({Kind(row["kind"])}),
        start=int(row["start"]),
        end=int(row["end"]),
        value=float(row["value"]),
        low=float(row["low"]) if row["low"] else None,
        high=float(row["high"]) if row["high"] else None,
        arm=row["arm"],
        unit=row["unit"],
    )


_RECORD = re.compile(rb"<PubmedArticle>.*?</PubmedArticle>", re.DOTALL)
_PMID = re.compile(rb"<PMID[^>]*>(\d+)</PMID>")


def articles_of(data: Path, pmids: set[int]) -> Iterator[Article]:
    """Yield the articles of the shared literature with these numbers, each once; other records are not parsed.

    Raises:
        SourceError: a file is missing or malformed.
    """
    wanted = set(pmids)
    for path in sorted((data / "literature").glob("*.xml.gz")):
        try:
            content = gzip.decompress(path.read_bytes())
        except (OSError, EOFError, zlib.error) as error:
            raise SourceError(path, f"cannot be read ({error})") from error
        chosen = []
        for record in _RECORD.findall(content):
            number = _PMID.search(record)
            if number and int(number[1]) in wanted:
                wanted.remove(int(number[1]))
                chosen.append(record)
        whole = b"<PubmedArticleSet>" + b"".join(chosen) + b"</PubmedArticleSet>"
        yield from (record for record in read_records(whole, name=path.name) if isinstance(record, Article))


def _files(path: Path) -> dict[str, str]:
    """Return the text files of an archive by name."""
    try:
        with tarfile.open(fileobj=io.BytesIO(path.read_bytes())) as archive:
            return {
                member.name: file.read().decode("utf-8", errors="replace")
                for member in archive
                if member.isfile()
                and member.name.endswith((".ann", ".txt", ".annodb", ".csv"))
                and (file := archive.extractfile(member))
            }
    except (OSError, EOFError, tarfile.TarError) as error:
        raise SourceError(path, f"cannot be read ({error})") from error


def _number_in(name: str) -> int:
    """Return the PMID in the name of a file."""
    match = re.search(r"\d{5,}", Path(name).name)
    return int(match[0]) if match else 0
