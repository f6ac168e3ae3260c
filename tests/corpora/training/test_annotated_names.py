"""Identifiers that annotators give to names: only if they agree, only from training parts, and reproducible."""

from pathlib import Path
from shutil import copy

from corpora.readers import Corpus, GoldDocument, GoldMention
from corpora.training.annotated_names import agreed_names, compile_annotated_names
from miner.lexicon.build.mesh import MESH_TABLE
from miner.lexicon.crossrefs import ANNOTATED_NAMES

LEXICON = Path(__file__).resolve().parents[3] / "corpora" / "lexicon"


def corpus(*annotations: tuple[str, str, str]) -> Corpus:
    """One document for each (name, type, identifier)."""
    documents = [
        GoldDocument(
            pmid=pmid,
            text=name,
            mentions=(GoldMention(start=0, end=len(name), text=name, type=type_, identifier=identifier),),
        )
        for pmid, (name, type_, identifier) in enumerate(annotations)
    ]
    return Corpus(name="invented", documents=tuple(documents))


def test_names_are_counted_by_abstract_in_one_spelling() -> None:
    rows = agreed_names(
        [corpus(("Neuropathy", "Disease", "D009422"), ("neuropathies", "Disease", "MESH:D009422"))], frozenset()
    )
    assert rows == [("disease", "neuropathy", "MESH:D009422", "2")]


def test_several_identifiers_stay_together_and_other_vocabularies_keep_their_prefix() -> None:
    rows = agreed_names(
        [corpus(("haemorrhagic cystitis", "Disease", "D006470|D003556"), ("rare one", "Disease", "OMIM:100"))],
        frozenset(),
    )
    assert [row[2] for row in rows] == ["MESH:D006470|MESH:D003556", "OMIM:100"]


def test_what_annotators_dispute_what_is_short_and_what_mesh_heads_is_left_out() -> None:
    disputed = corpus(("dubious", "Disease", "D1"), ("dubious", "Disease", "D2"))
    short = corpus(("ALL", "Disease", "D3"))
    heading = corpus(("hepatitis", "Disease", "D056486"))
    unknown = corpus(("nameless", "Disease", "-1"))
    assert agreed_names([disputed, short, heading, unknown], frozenset({"hepatitis"})) == []


def test_compiling_again_gives_the_shipped_table(shared_data: Path, tmp_path: Path) -> None:
    copy(LEXICON / MESH_TABLE, tmp_path)
    compile_annotated_names(shared_data, tmp_path)
    assert (tmp_path / ANNOTATED_NAMES).read_bytes() == (LEXICON / ANNOTATED_NAMES).read_bytes()
