"""The measurements run and measure what they say; no test asserts how fast anything is."""

from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from bench import (
    command,
    comparison,
    graph_loading,
    memory,
    pubmed,
    reading,
    refresh,
    scale,
    scispacy_shape,
    turns,
    xml_reading,
)
from bench.__main__ import parse_arguments
from bench.bulk_files import copy_as_other_file, import_into, make_bulk_files
from bench.figures import Figure, as_json
from bench.graph_servers import embedded_graph
from bench.inputs import Sample, read_sample
from bench.ledgers import make
from miner.lexicon.lexicon import Lexicon
from miner.reading.reader import Reader
from miner.records import Article
from miner.sources.medline import read_records


@pytest.fixture(scope="module")
def ten_articles(demo_folder: Path) -> tuple[Article, ...]:
    articles = [record for record in read_records(demo_folder / "01-baseline.xml") if isinstance(record, Article)]
    return tuple(articles[:10])


@pytest.fixture(scope="module")
def sample(ten_articles: tuple[Article, ...]) -> Sample:
    read = read_sample(ten_articles)
    return replace(read, facts=read.facts[:20])


def values(figures: list[Figure]) -> list[float | None]:
    return [figure.value for figure in figures]


@pytest.mark.exhaustive
def test_every_stage_of_reading_gets_a_figure(ten_articles: tuple[Article, ...]) -> None:
    figures = reading.measure(ten_articles)
    assert all(value and value > 0 for value in values(figures))
    names = [figure.name for figure in figures]
    assert {"drug scan", "mentions and links", "claims", "study design", "Reader.read, all stages"} <= set(names)
    assert len(set(names)) == len(names)


@pytest.mark.exhaustive
def test_two_checkouts_read_in_turns(demo_folder: Path) -> None:
    [figure] = turns.measure([turns.HERE], demo_folder / "01-baseline.xml", count=8, rounds=1)
    assert figure.value
    assert figure.baseline
    assert 0.1 < (figure.ratio or 0) < 10  # the same code


@pytest.mark.exhaustive
def test_a_pipeline_of_scispacys_shape_links_the_spans_that_ours_found(
    ten_articles: tuple[Article, ...], tmp_path: Path
) -> None:
    reader = Reader.load()
    entries = list(islice(reader.lexicon.entries(), 300))
    for _ in range(2):  # makes the index, then loads it
        whole, *steps = comparison.compare(reader, ten_articles, entries, tmp_path / "index.bin")
    assert whole.ratio
    assert [figure.name.strip() for figure in steps] == [
        "tokenizer",
        "tok2vec",
        "tagger",
        "parser",
        "ner",
        "given_spans",
        "abbreviation_detector",
        "lexicon_linker",
    ]
    assert all(figure.baseline and figure.baseline > 0 for figure in steps)


def test_the_stand_in_links_to_the_entry_of_the_name(tmp_path: Path) -> None:
    entries = list(islice(Lexicon.load().entries(), 300))
    name = entries[50].name
    other = scispacy_shape.make_stand_in(entries, tmp_path / "index.bin", {f"It is {name}.": [(6, 6 + len(name))]})
    doc = other(f"It is {name}.")
    assert [entity.text for entity in doc.ents] == [name]
    assert doc.ents[0]._.kb_ents[0][0] == entries[50].curie


@pytest.mark.exhaustive
def test_memory_is_that_of_this_process_after_each_count(ten_articles: tuple[Article, ...]) -> None:
    loaded, few, many = memory.resident_after(Reader.load(), ten_articles, [5, 25])
    assert min(loaded, few, many) > 100


@pytest.mark.exhaustive
def test_both_loads_are_held_against_the_bare_loop(sample: Sample) -> None:
    figures = graph_loading.measure(sample, {"embedded": embedded_graph}, rounds=1)
    compared = [figure for figure in figures if "load" in figure.name]
    assert [figure.unit for figure in compared] == ["rows/s", "nodes/s", "edges/s"] * 2
    assert all(figure.ratio and figure.ratio > 0 for figure in compared)


@pytest.mark.exhaustive
def test_a_refresh_is_held_against_one_in_a_smaller_ledger(sample: Sample) -> None:
    figures = refresh.measure(sample, changed_count=10, sizes=(10, 40), rounds=1)
    assert [figure.name for figure in figures][:3] == ["store", "signals", "graph"]
    assert all(figure.ratio and figure.ratio > 0 for figure in figures)


@pytest.mark.exhaustive
def test_records_are_repeated_and_counted(demo_folder: Path) -> None:
    figures = xml_reading.measure([demo_folder / "01-baseline.xml"], record_count=200)
    assert as_json(figures[0])["note"].startswith("200 records")
    assert [figure.name for figure in figures if figure.unit == "records/s"] == [
        "XML to Article, plain",
        "XML to Article, .gz",
    ]
    assert all(figure.ratio and figure.ratio > 0 for figure in figures)


@pytest.mark.exhaustive
def test_every_command_is_compared_with_importing_spacy(demo_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "few.xml").write_bytes((demo_folder / "02-week-1.xml").read_bytes())
    figures = command.measure(tmp_path, rounds=1)
    assert [figure.name for figure in figures] == [*command.COMMANDS, "demonstration"]
    assert len({figure.baseline for figure in figures}) == 1
    assert all(figure.ratio and figure.ratio > 0 for figure in figures)


def test_a_command_that_fails_has_no_time(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="ended with 3"):
        command.seconds_of_process(tmp_path / "data", "-c", "raise SystemExit(3)")


def test_bulk_files_hold_each_citation_once_under_its_own_pmid(demo_folder: Path, tmp_path: Path) -> None:
    files = make_bulk_files([demo_folder / "01-baseline.xml"], tmp_path, 2, 100)
    assert [file.name for file in files] == ["pubmed99n0001.xml.gz", "pubmed99n0002.xml.gz"]
    pmids = [record.pmid for file in files for record in read_records(file)]
    assert pmids == list(range(1, 201))
    other = tmp_path / "pubmed99n0003.xml.gz"
    copy_as_other_file(files[0], other)
    report = import_into(tmp_path / "ledger.db", [*files, other])
    assert (report.stored.new_count, report.stored.unchanged_count, report.skipped_file_count) == (200, 100, 0)
    assert import_into(tmp_path / "ledger.db", [*files, other]).skipped_file_count == 3


@pytest.mark.exhaustive
def test_scale_multiplies_what_it_measured(demo_folder: Path, ten_articles: tuple[Article, ...]) -> None:
    exports = [demo_folder / "01-baseline.xml"]
    figures = scale.measure(exports, ten_articles, citation_count=100, file_count=2, read_count=5)
    assert all(value and value > 0 for value in values(figures))
    by_name = {figure.name: figure.value or 0.0 for figure in figures}
    millions = pubmed.CITATION_COUNT / 1e6
    assert by_name[".gz files"] == pytest.approx(millions * by_name["compressed citation"] / 1000)
    assert by_name["import"] == pytest.approx(millions * 1e6 / by_name["import, 2 files"] / 3600)
    deep = millions * by_name["of PubMed that name a drug"] / 100
    assert by_name["  nodes and edges"] == pytest.approx(deep * (by_name["nodes"] + by_name["edges"]))


def test_all_of_pubmed_is_what_one_citation_takes_times_their_number() -> None:
    costs = pubmed.Costs(*[1.0] * len(pubmed.Costs._fields))._replace(deep_share=0.5, scan_seconds=5.0)
    by_name = {figure.name: figure.value for figure in pubmed.multiply(costs)}
    hours = pubmed.CITATION_COUNT / 3600
    assert by_name[".gz files"] == pytest.approx(0.038)
    assert by_name["ledger, read"] == pytest.approx(0.057)
    assert by_name["import"] == pytest.approx(hours)
    assert by_name["scan and read, 2 cores"] == pytest.approx(2.75 * hours)
    assert by_name["scan and read, 16 cores"] == pytest.approx(1.5 * hours)
    assert by_name["owner of the ledger"] == pytest.approx(1.5 * hours)


def test_an_article_made_again_names_other_drugs(sample: Sample) -> None:
    count = len(sample.articles)
    (article, reading_of_it), (again, reading_of_again) = make(sample, range(1, count + 2, count))
    assert (article.pmid, again.pmid, article.text) == (1, count + 1, again.text)
    assert {claim.pmid for claim in reading_of_again.claims} == {count + 1}
    before = [claim.drugs for claim in reading_of_it.claims]
    after = [claim.drugs for claim in reading_of_again.claims]
    assert before
    assert all(one != other for one, other in zip(before, after, strict=True))


def test_a_ratio_is_the_value_by_the_baseline() -> None:
    assert Figure(name="a", value=3.0, unit="s", baseline=2.0).ratio == 1.5
    assert Figure(name="a", value=None, unit="s", note="left out").ratio is None


def test_an_unknown_section_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse_arguments(["speed"])
    assert "no section 'speed'; there are xml, reading" in capsys.readouterr().err
