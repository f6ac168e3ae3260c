"""`label-check` is answered by the label book: the same answer as the list's, from names, without a graph."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from miner.config import Settings
from miner.jobs import questions
from miner.jobs.importing import import_files
from miner.jobs.job import start_job
from miner.jobs.listing import evaluate_day
from miner.jobs.pipeline import read_pending
from miner.jobs.questions import LABEL_CHECK, check_label, find_question, list_questions
from miner.records import LabelState
from queries.errors import ParameterError, UnknownQueryError

DAYS = [date(year, 7, 1) for year in range(2001, 2026)]


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory, demo_folder: Path, demo_labels: Path) -> Settings:
    """Settings of a ledger that holds the demonstration, without a graph."""
    settings = Settings(data_folder=tmp_path_factory.mktemp("questions"), labels_folder=demo_labels, workers=1)
    with start_job("run", settings, DAYS[-1]) as job:
        import_files(job, sorted(demo_folder.glob("*.xml")))
        read_pending(job)
    return settings


def cells_of_lists(settings: Settings) -> Iterator[tuple[date, str, str, LabelState]]:
    """Yield every label state that the lists of the days show."""
    for day in DAYS:
        evaluation = evaluate_day(settings, day).evaluation
        for row in (*evaluation.signals, *evaluation.followed):
            for state in row.label_states:
                yield day, row.evidence.drug_id, row.evidence.disease, state


def test_the_query_and_the_list_agree_in_every_cell(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    cells = list(cells_of_lists(settings))
    assert {state.jurisdiction for *_, state in cells} == {"US", "EU", "JP"}
    assert len({day for day, *_ in cells}) > 20
    books: dict[int, object] = {}
    load = questions.load_book
    monkeypatch.setattr(questions, "load_book", lambda *given: books.setdefault(0, load(*given)))
    for day, drug, disease, state in cells:
        rows, problems = check_label(settings, drug=drug, disease=disease, on=day)
        (row,) = (row for row in rows if row["jurisdiction"] == state.jurisdiction)
        shown = (row["level"], row["reason"], row["kind"], row["fact"], row["source_url"], problems)
        fact_id = state.fact.fact_id if state.fact else None
        kinds = [kind.value for kind in state.kinds]
        assert shown == (state.level.value, state.reason, kinds, fact_id, state.source_url or None, [])


def test_names_brands_and_sets_are_understood(settings: Settings) -> None:
    rows, problems = check_label(settings, drug="Avastin", disease="Glioblastoma", on="2012-01-01")
    assert problems == []
    assert [tuple(row) for row in rows] == [LABEL_CHECK.columns] * 3
    assert [(row["jurisdiction"], row["level"], row["level_in_words"]) for row in rows[:2]] == [
        ("US", "on", "on label"), ("EU", "off", "off label")
    ]  # fmt: skip
    assert "breast cancer" in rows[1]["on_label"]
    pair, _ = check_label(settings, drug="bevacizumab + Gleevec", disease="glioblastoma", on="2012-01-01")
    assert {row["drug_id"] for row in pair} == {"DRUGBANK:DB00112+DRUGBANK:DB00619"}
    assert pair[0]["level"] != "on"
    by_identifier, _ = check_label(settings, drug=pair[0]["drug_id"], disease="MONDO:0018177", on="2012-01-01")
    assert by_identifier == pair


def test_a_name_that_the_lexicon_does_not_have_is_told(settings: Settings) -> None:
    rows, problems = check_label(settings, drug="bevacizmab", disease="xyzzy")
    assert rows == []
    assert problems == [
        "No drug 'bevacizmab' in the lexicon; did you mean 'bevacizumab'?",
        "No disease 'xyzzy' in the lexicon; check the spelling",
    ]


def test_questions_are_those_of_the_library_and_label_check() -> None:
    names = [query.name for query in list_questions()]
    assert names == sorted(names)
    assert "label-check" in names
    assert find_question("timeline").name == "timeline"
    with pytest.raises(UnknownQueryError, match="did you mean 'label-check'"):
        find_question("label-chek")
    with pytest.raises(ParameterError, match="needs 'disease'"):
        check_label(Settings(), drug="Avastin")


def test_bevacizumab_in_glioblastoma_is_on_label_since_2009_in_list_and_query(settings: Settings) -> None:
    """Neither the conversion of the approval in 2017 nor the label for malignant glioma in Japan moves that day."""
    rows, _ = check_label(settings, drug="bevacizumab", disease="glioblastoma", on=DAYS[-1])
    assert [(row["jurisdiction"], row["level"], row["since"], row["since_kind"]) for row in rows] == [
        ("US", "on", date(2009, 5, 5), "stated"),
        ("EU", "off", None, None),
        ("JP", "form", date(2013, 6, 14), "stated"),
    ]
    followed = {
        (each.evidence.drug_id, each.evidence.disease): [state.fact and state.fact.since for state in each.label_states]
        for each in evaluate_day(settings, DAYS[-1]).evaluation.followed
    }
    assert followed["DRUGBANK:DB00112", "MONDO:0018177"] == [date(2009, 5, 5), None, date(2013, 6, 14)]
    before, _ = check_label(settings, drug="bevacizumab", disease="glioblastoma", on=date(2009, 5, 4))
    assert [(row["jurisdiction"], row["level"]) for row in before][:2] == [("US", "off"), ("EU", "off")]


@pytest.mark.parametrize(
    ("drug", "disease", "levels"),
    [
        ("Gleevec", "gastrointestinal stromal tumor", ["on", "on", "on"]),
        ("Soliris", "atypical hemolytic uremic syndrome", ["on", "on", "on"]),
        ("propranolol", "infantile hemangioma", ["on", "on", "on"]),
        ("rituximab", "neuromyelitis optica", ["off", "off", "on"]),
    ],
)
def test_the_uses_of_the_demonstration(settings: Settings, drug: str, disease: str, levels: list[str]) -> None:
    rows, _ = check_label(settings, drug=drug, disease=disease, on=DAYS[-1])
    assert [row["level"] for row in rows] == levels
