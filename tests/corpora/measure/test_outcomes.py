"""Tests of corpora.measure.outcomes and outcome_gold on invented corpora."""

import gzip
import io
import tarfile
from pathlib import Path

import pytest

from corpora.measure.outcome_gold import CTRO, PICO, articles_of, read_annotated, read_ctro, read_pico
from corpora.measure.outcomes import is_same_arm, placed_shares
from miner.errors import SourceError
from miner.reading.outcomes.outcomes import find_outcomes

TEXT = "Response was seen in 12 of 30 (40%) women with drugamab and in 25% with placebo (p < .001)."
BRAT = f"""T1\tiv-bin-abs 21 23\t12
T2\tintervention-participants 27 29\t30
T3\tiv-bin-percent {TEXT.index("40")} {TEXT.index("40") + 3}\t40%
T4\tcv-bin-percent {TEXT.index("25")} {TEXT.index("25") + 3}\t25%
T5\tintervention {TEXT.index("drugamab")} {TEXT.index("drugamab") + 8}\tdrugamab
T6\tcontrol {TEXT.index("placebo")} {TEXT.index("placebo") + 7}\tplacebo
"""
XML = f"""<?xml version="1.0"?><PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>123456</PMID><Article>
<ArticleTitle>A trial</ArticleTitle><Abstract><AbstractText>{TEXT.replace("<", "&lt;")}</AbstractText></Abstract>
<Language>eng</Language></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>"""


def archive(path: Path, files: dict[str, str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(path, "w:gz") as tar:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content.encode())
            tar.addfile(info, io.BytesIO(content.encode()))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    archive(tmp_path / PICO, {"corpus/123456.ann": BRAT, "corpus/123456.txt": TEXT})
    tokens = TEXT.replace("(", "( ").replace(")", " )").replace("%", " %").split()
    exported, at, places = [], 0, {}
    for token in tokens:
        exported.append(f'1, 1, 1, 1, 0, 0, {at}, {at + len(token)}, "{token}"')
        places[token] = at
        at += len(token) + 1
    gold = f'1, PercentageAffected, {places["25"]}, {places["25"] + 2}, "25", "", "<x>".\n'
    archive(tmp_path / CTRO, {"data/gl 123456_admin.annodb": gold, "data/gl 123456_export.csv": "\n".join(exported)})
    (tmp_path / "literature").mkdir()
    (tmp_path / "literature" / "trials.xml.gz").write_bytes(gzip.compress(XML.encode()))
    return tmp_path


def test_pico_leaves_denominators_out_and_knows_the_arms(data: Path) -> None:
    (annotated,) = read_pico(data)
    assert [(gold.label, gold.arm) for gold in annotated.gold] == [
        ("count", "intervention"),
        ("percent", "intervention"),
        ("percent", "control"),
    ]
    outcomes = find_outcomes(annotated.article, [(0, len(TEXT))], ())
    shares = {
        (share.group, share.name): (share.count, share.of)
        for share in placed_shares("x", [(annotated, outcomes)], has_precision=True)
    }
    assert shares["percent", "recall"] == (2, 2)
    assert shares["count", "recall"] == (1, 1)


def test_ctro_is_found_again_in_the_text_of_the_literature(data: Path) -> None:
    (annotated,) = read_ctro(data)
    (gold,) = annotated.gold
    assert annotated.article.text[gold.start : gold.end] == "25"


def test_our_own_annotation_has_values_and_arms(data: Path, tmp_path: Path) -> None:
    table = tmp_path / "annotated.tsv"
    columns = "pmid kind value unit low high level arm time start end"
    table.write_text(columns.replace(" ", "\t") + "\n123456\tresponse rate\t40\t%\t\t\t\tdrugamab\t\t8\t60\n")
    (annotated,) = read_annotated(data, table)
    assert [(gold.label, gold.value, gold.arm) for gold in annotated.gold] == [("response rate", 40, "drugamab")]


def test_only_the_articles_asked_for_are_read(data: Path) -> None:
    assert [article.pmid for article in articles_of(data, {123456, 5})] == [123456]
    assert list(articles_of(data, {5})) == []


@pytest.mark.parametrize(
    ("found", "gold", "is_same"),
    [
        ("placebo group", "placebo", True),
        ("drugamab-treated patients", "drugamab", True),
        ("placebo", "drugamab group", False),
        ("the control group", "treatment group", False),
        ("all", "all", True),
        ("all", "placebo", False),
        ("placebo", "?", False),
    ],
)
def test_arms_are_the_same_by_their_own_words(found: str, gold: str, is_same: bool) -> None:
    assert is_same_arm(found, gold) is is_same


def test_a_missing_corpus_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="pico_corpus"):
        list(read_pico(tmp_path))


def test_the_shipped_annotation_is_whole() -> None:
    with (Path(__file__).parents[3] / "corpora" / "outcomes" / "annotated.tsv").open(encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file][1:]
    assert len({row[0] for row in rows}) == 100
    assert all(len(row) == 11 for row in rows)
    assert all(int(row[9]) < int(row[10]) for row in rows if row[1] != "none")
