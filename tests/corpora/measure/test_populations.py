"""The measure of traits: what counts as the same value, and a table that cannot be read."""

from pathlib import Path

import pytest

from corpora.measure.populations import (
    FOUR_KINDS,
    SECOND,
    SECOND_TEST,
    SIX_KINDS,
    THIRD_TEST,
    Annotated,
    match_values,
    read_annotated,
    score_part,
    value_keys,
)
from miner.errors import SourceError
from miner.lexicon.lexicon import Lexicon
from miner.records import Trait, TraitKind


def trait(kind: TraitKind, value: str, start: int = 0, curie: str = "") -> Trait:
    return Trait(kind=kind, value=value, start=start, end=start + 9, curie=curie)


def annotated(kind: TraitKind, value: str, start: int = 0) -> Annotated:
    return Annotated(2, kind, value, "studied", (start, start + 9))


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (TraitKind.DOSE, "400 mg/day", "400 mg"),
        (TraitKind.DOSE, "ropivacaine 0.1%", "0.1 %"),
        (TraitKind.DOSE, "0.5 microg/mL", "0.5 mcg/mL"),
        (TraitKind.SCHEDULE, "once a day", "once daily"),
        (TraitKind.SCHEDULE, "duration two weeks", "duration 2 weeks"),
        (TraitKind.COMPARATOR, "usual therapy", "standard care"),
        (TraitKind.COMPARATOR, "sham procedure", "placebo"),
        (TraitKind.PARTNER, "omeprazole alone", "Omeprazole"),
    ],
)
def test_spellings_of_one_value_are_one(kind: TraitKind, one: str, other: str) -> None:
    assert value_keys(kind, one) == value_keys(kind, other)


def test_different_values_are_two() -> None:
    assert value_keys(TraitKind.DOSE, "5 mg/kg") != value_keys(TraitKind.DOSE, "5 mg")
    assert value_keys(TraitKind.DOSE, "1 mg/0.5 mg") == ["1 mg", "0.5 mg"]
    assert value_keys(TraitKind.SCHEDULE, "weekly") != value_keys(TraitKind.SCHEDULE, "twice weekly")


def test_the_same_drug_by_another_name_is_found(small_lexicon: Lexicon) -> None:
    entry = next(entry for entry in small_lexicon.entries() if entry.curie.startswith("DRUGBANK"))
    gold = [annotated(TraitKind.PARTNER, small_lexicon.name_of(entry.curie))]
    found = {2: (trait(TraitKind.PARTNER, "xyz", 50, entry.curie),)}
    wanted, made = match_values(gold, found, small_lexicon)
    assert set(wanted) == set(made)


def test_scores_count_values_and_places(small_lexicon: Lexicon) -> None:
    gold = [annotated(TraitKind.AGE_GROUP, "child"), annotated(TraitKind.AGE_GROUP, "adult", 20)]
    found = {2: (trait(TraitKind.AGE_GROUP, "child", 40), trait(TraitKind.AGE_GROUP, "infant"))}
    shares = {
        s.name: (s.count, s.of) for s in score_part("dev", gold, found, small_lexicon) if s.group == "dev, age group"
    }
    assert shares == {"precision": (1, 2), "recall": (1, 2), "place": (0, 1)}


def test_the_shipped_table_is_whole() -> None:
    pmids, rows = read_annotated()
    assert len(pmids) == 200
    assert {row.pmid for row in rows} <= pmids
    assert sum(pmid % 2 for pmid in pmids) > 90
    assert {row.kind for row in rows} == set(TraitKind)
    others, more = read_annotated(name=SECOND)
    assert len(others) == 60
    assert others.isdisjoint(pmids)
    assert {row.pmid for row in more} <= others
    assert all(row.place and row.place[0] < row.place[1] for row in more)


def test_the_second_test_is_whole() -> None:
    pmids, rows = read_annotated(name=SECOND_TEST)
    assert len(pmids) == 132
    assert pmids.isdisjoint(read_annotated()[0] | read_annotated(name=SECOND)[0])
    assert {pmid % 10 for pmid in pmids} <= {0, 1, 2, 3, 4, 6}
    assert {row.kind for row in rows} == set(SIX_KINDS)
    assert all(row.place and row.place[0] < row.place[1] for row in rows)


def test_the_third_test_is_whole() -> None:
    pmids, rows = read_annotated(name=THIRD_TEST)
    assert len(pmids) == 60
    assert pmids.isdisjoint(read_annotated()[0] | read_annotated(name=SECOND)[0] | read_annotated(name=SECOND_TEST)[0])
    assert {row.kind for row in rows} == set(FOUR_KINDS)
    assert all(row.place and row.place[0] < row.place[1] for row in rows)


def test_kinds_that_were_not_annotated_are_not_counted(small_lexicon: Lexicon) -> None:
    found = {2: (trait(TraitKind.AGE_GROUP, "child"), trait(TraitKind.LINE, "first line"))}
    shares = {s.group: (s.count, s.of) for s in score_part("x", [], found, small_lexicon, SIX_KINDS)}
    assert shares["x, all"] == (0, 0)
    assert "x, age group" not in shares
    precisions = {s.group: s.of for s in score_part("x", [], found, small_lexicon, SIX_KINDS) if s.name == "precision"}
    assert precisions["x, all"] == 1


@pytest.mark.parametrize(
    "line", ["1\tage group\tchild\tstudied\t5\tx", "1\tshoe size\t44\tstudied\t0\t1", "1\tage group"]
)
def test_a_wrong_row_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "annotated.tsv"
    path.write_text(f"pmid\tkind\tvalue\trole\tstart\tend\n{line}\n")
    with pytest.raises(SourceError, match="line 2"):
        read_annotated(path)


def test_a_missing_table_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        read_annotated(tmp_path / "none.tsv")
