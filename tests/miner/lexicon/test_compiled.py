"""Compiled lexica: equal to the tables, rebuilt when anything differs, and never the cause of a failure."""

import pickle
from dataclasses import fields
from pathlib import Path

import pytest

from miner.lexicon import compiled
from miner.lexicon.compiled import VERSIONS_KEPT, cache_folder, load_or_make
from miner.lexicon.lexicon import Lexicon, read_lexicon
from miner.lexicon.scan import DiseaseScanner, DrugScanner
from miner.lexicon.tables import lexicon_version
from miner.records import MentionType
from tests.miner.lexicon.small import METFORMIN, PROPRANOLOL, write_small_lexicon

TEXT = "Propranolol hydrochloride and Glivec in infantile haemangiomas, glioblastoma and type II diabetes."


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MINER_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    return write_small_lexicon(tmp_path / "tables")


def load(folder: Path) -> Lexicon:
    """As a new process loads it: nothing is remembered from before."""
    return load_or_make("lexicon", lexicon_version(folder), lambda: read_lexicon(folder))


def test_a_compiled_lexicon_is_what_the_tables_give(cache: Path, tables: Path) -> None:
    made, loaded, read = load(tables), load(tables), read_lexicon(tables)
    assert len(list(cache.glob("lexicon-*.pickle"))) == 1
    for field in fields(Lexicon):
        if field.name != "_mesh_names":
            assert getattr(made, field.name) == getattr(loaded, field.name) == getattr(read, field.name), field.name


@pytest.mark.usefixtures("cache")
def test_what_is_derived_is_made_once_and_finds_the_same(tables: Path) -> None:
    made = []

    def make(lexicon: Lexicon) -> DrugScanner:
        made.append(lexicon.version)
        return DrugScanner(lexicon)

    first, second = load(tables), load(tables)
    found = [lexicon.derived("scan", lambda lexicon=lexicon: make(lexicon)).find(TEXT) for lexicon in (first, second)]  # type: ignore[misc]
    assert made == [first.version]
    assert found[0] == found[1] == DrugScanner(read_lexicon(tables)).find(TEXT)
    diseases = [DiseaseScanner(lexicon).find(TEXT) for lexicon in (first, read_lexicon(tables))]
    assert diseases[0] == diseases[1] != []


def test_other_tables_are_another_file(cache: Path, tables: Path) -> None:
    before = load(tables)
    write_small_lexicon(tables, without=frozenset({"Glucophage"}))
    after = load(tables)
    assert before.version != after.version
    assert [found.curie for found in before.lookup("Glucophage", MentionType.DRUG)] == [METFORMIN]
    assert after.lookup("Glucophage", MentionType.DRUG) == ()
    assert len(list(cache.glob("lexicon-*.pickle"))) == 2


def test_other_code_is_another_file(cache: Path, tables: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load(tables)
    monkeypatch.setattr(compiled, "_code_digest", lambda: "other code")
    load(tables)
    assert len(list(cache.glob("lexicon-*.pickle"))) == 2


@pytest.mark.parametrize("content", [b"", b"short", b"x" * 4096, b"\0" * 32 + pickle.dumps({})])
def test_a_file_that_is_damaged_is_made_anew(cache: Path, tables: Path, content: bytes) -> None:
    load(tables)
    (path,) = cache.glob("lexicon-*.pickle")
    good = path.read_bytes()
    path.write_bytes(content)
    assert PROPRANOLOL in load(tables)
    assert path.read_bytes() == good


def test_a_file_that_others_may_write_is_not_loaded(cache: Path, tables: Path) -> None:
    load(tables)
    (path,) = cache.glob("lexicon-*.pickle")
    content = path.read_bytes()
    path.write_bytes(content)
    path.chmod(0o666)
    assert PROPRANOLOL in load(tables)
    assert path.stat().st_mode & 0o777 == 0o600, "it was made anew"


def test_old_files_go(cache: Path) -> None:
    for number in range(VERSIONS_KEPT + 3):
        load_or_make("thing", f"version {number}", lambda number=number: number)  # type: ignore[misc]
    assert len(list(cache.iterdir())) == VERSIONS_KEPT


def test_a_folder_that_cannot_be_written_is_done_without(tables: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINER_CACHE", "/proc/nowhere")
    assert PROPRANOLOL in load(tables)


def test_the_folder_is_the_users_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("MINER_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "literature-miner"
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert cache_folder() == Path.home() / ".cache" / "literature-miner"


def test_the_shipped_lexicon_loads_once_a_process() -> None:
    assert Lexicon.load() is Lexicon.load()
