"""scispaCy's linker as the last resort: what it adds, what it never adds, and the error if its files are missing.

The published files cannot be downloaded here; `tests.miner.linker_files` builds files in the same way.
"""

import json
import shutil
import socket
from pathlib import Path

import joblib
import pytest
from scipy.sparse import diags
from scispacy import file_cache
from scispacy.candidate_generation import DEFAULT_PATHS
from scispacy.linking_utils import Entity

from miner.config import Settings
from miner.errors import LinkerError
from miner.jobs import doctor
from miner.lexicon.lexicon import Lexicon
from miner.reading.linking.candidates import LINK_MIN
from miner.reading.linking.linker import Linker
from miner.reading.linking.scispacy import Knowledge
from miner.reading.linking.similarity import SimilarNames
from miner.reading.nlp.models import load_model
from miner.reading.reader import Reader
from miner.records import Mention, MentionType
from tests.command import ended, miner, start
from tests.miner.linker_files import write_linker

DRUG, DISEASE = MentionType.DRUG, MentionType.DISEASE
CONCEPTS = (
    Entity("D006527", "Hepatolenticular Degeneration", ["Wilson Disease"]),
    Entity("D010051", "Ovarian Neoplasms", ["malignant growth of the ovary"]),
    Entity("MESH:D019294", "Xanthomatosis, Cerebrotendinous", []),
    Entity("C535860", "Hemangioma, capillary infantile", ["vascular birthmark of nurslings"]),
    Entity("C0162635", "Angelman syndrome", ["inborn laughter with jerking gait"]),
    Entity("6809", "metformin", ["dimethylguanylguanidine"]),
    Entity("D011433", "Propranolol", ["betablocking isopropylaminonaphthoxypropanol"]),
    Entity("D999999", "Zyxotropic Phlogiston Deficiency", ["phlogiston deficiency"]),
    Entity("D003920", "Diabetes Mellitus", ["honeyed urine sickness"]),
    Entity("D003924", "Diabetes Mellitus, Type 2", ["honeyed urine sickness of adults", "ambiguous melituria"]),
    Entity("D005955", "Glucosephosphate Dehydrogenase Deficiency", ["ambiguous melituria"]),
)  # fmt: skip
NAMES = ("nmslib_index.bin", "tfidf_vectorizer.joblib", "tfidf_vectors_sparse.npz", "concept_aliases.json", "kb.jsonl")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_linker(tmp_path_factory.mktemp("linkers") / "own-mesh", CONCEPTS)


@pytest.fixture(scope="module")
def knowledge(folder: Path) -> Knowledge:
    return Knowledge.load(str(folder))


@pytest.fixture(scope="module")
def own(lexicon: Lexicon) -> Linker:
    return Linker(lexicon)


@pytest.fixture(scope="module")
def linker(lexicon: Lexicon, knowledge: Knowledge) -> Linker:
    return Linker(lexicon, knowledge)


@pytest.fixture(scope="module")
def diseases(lexicon: Lexicon) -> SimilarNames:
    return SimilarNames(lexicon, DISEASE)


@pytest.mark.parametrize(
    ("name", "kind", "curie", "alias"),
    [
        ("hpatolenticular degeneration", DISEASE, "MONDO:0010200", "Hepatolenticular Degeneration"),
        ("crebrotendinous xanthomatosis", DISEASE, "MONDO:0008948", "Xanthomatosis, Cerebrotendinous"),
        ("malignat growth of the ovary", DISEASE, "MONDO:0021068", "malignant growth of the ovary"),
        ("vascular birthmarks of nurslings", DISEASE, "MONDO:0011191", "vascular birthmark of nurslings"),
        ("inborn laughter with the jerking gait", DISEASE, "MONDO:0007113", "inborn laughter with jerking gait"),
        ("dmethylguanylguanidine", DRUG, "DRUGBANK:DB00331", "dimethylguanylguanidine"),
    ],
)
def test_a_name_that_nothing_else_explains_takes_the_likest_concept(  # noqa: PLR0917 - what pytest passes
    own: Linker, linker: Linker, name: str, kind: MentionType, curie: str, alias: str
) -> None:
    assert own.candidates(name, kind) == ()
    (link,) = linker.candidates(name, kind)
    assert (link.curie, link.reason) == (curie, f"similar to {alias!r} (scispaCy own-mesh)")
    assert 0.85 <= link.score <= 1
    text = f"A case of {name}."
    mention = Mention(start=10, end=10 + len(name), text=name, type=kind, found_by="model")
    assert [m.link for m in linker.link(text, [mention], {})] == [link]


@pytest.mark.parametrize("name", ["imatinib mesilate", "dexametasone", "STI 571", "metformin", "ALL"])
def test_what_our_own_steps_find_stays_as_it_is(own: Linker, linker: Linker, name: str) -> None:
    for kind in MentionType:
        assert linker.candidates(name, kind) == own.candidates(name, kind)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("zyxotropic phlogistn deficiency", DISEASE),  # a concept that the lexicon does not have
        ("hpatolenticular degeneration", DRUG),  # a concept of another type
        ("dmethylguanylguanidine", DISEASE),
        ("hpatolenticular degeneration", MentionType.BIOMARKER),
        ("malignant growth of the orary 2", DISEASE),  # another number
        ("qwkjx", DISEASE),  # no 3-gram of the index
        ("degeneration of unusual fabric", DISEASE),  # too far
    ],
)
def test_no_link_comes_of(linker: Linker, name: str, kind: MentionType) -> None:
    assert linker.candidates(name, kind) == ()


def test_a_name_of_two_concepts_is_left_to_the_document(linker: Linker) -> None:
    links = linker.candidates("ambiguous melituria", DISEASE)
    assert len(links) == 2
    assert all(link.score < LINK_MIN and link.reason.startswith("another meaning: similar to") for link in links)


@pytest.mark.parametrize(
    ("name", "other", "is_slip"),
    [
        ("omeprazol", "omeprazole", True),
        ("esomeprazole", "omeprazole", False),
        ("degeneration, hpatolenticular", "hepatolenticular degeneration", True),
        ("neuropathy type 1", "neuropathy type 2", False),
        ("factor VIII deficincy", "factor VII deficiency", False),
        ("non-squamous carcinomma", "squamous carcinoma", False),
        ("severe anaemias", "anemia", False),
        ("hypothyroidsm", "hyperthyroidism", False),
    ],
)
def test_names_that_are_alike_in_their_letters_need_not_mean_one_thing(
    diseases: SimilarNames, name: str, other: str, is_slip: bool
) -> None:
    assert diseases.is_slip(name, other) is is_slip


def test_a_vectorizer_of_an_older_scikit_learn_weighs_as_it_did(
    folder: Path, knowledge: Knowledge, tmp_path: Path
) -> None:
    old = Path(shutil.copytree(folder, tmp_path / "old"))
    vectorizer = joblib.load(old / NAMES[1])
    vectorizer._tfidf._idf_diag = diags(vectorizer._tfidf.idf_)
    del vectorizer._tfidf.idf_
    joblib.dump(vectorizer, old / NAMES[1])
    name = "hpatolenticular degenration"
    assert Knowledge.load(str(old)).nearest(name) == knowledge.nearest(name) != ()


def test_another_linker_is_another_version_of_the_reader(
    lexicon: Lexicon, folder: Path, knowledge: Knowledge, tmp_path: Path
) -> None:
    nlp = load_model()
    lexicon_version, alone, code = Reader(lexicon, nlp).versions
    assert Reader(lexicon, nlp, knowledge=knowledge).versions == (
        lexicon_version,
        f"{alone}, linker {knowledge.version}",
        code,
    )
    assert Knowledge.load(str(folder)).version == knowledge.version
    fewer = Knowledge.load(str(write_linker(tmp_path / "own-mesh", CONCEPTS[:-1])))
    assert fewer.name == knowledge.name == "own-mesh"
    assert fewer.version != knowledge.version


def test_what_scispacy_has_fetched_is_used_without_the_network(
    folder: Path, knowledge: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = "https://ai2-s2-scispacy.s3-us-west-2.amazonaws.com/data/kbs/2023-04-23/umls_mesh_2022.jsonl"
    for url, name in zip((*DEFAULT_PATHS["mesh"], base), NAMES, strict=True):
        cached = tmp_path / file_cache.url_to_filename(url, etag='"1f2e"')
        shutil.copy(folder / name, cached)
        Path(f"{cached}.json").write_text(json.dumps({"url": url, "etag": '"1f2e"'}), encoding="utf-8")
    monkeypatch.setattr(file_cache, "DATASET_CACHE", str(tmp_path))
    monkeypatch.setattr(socket, "socket", None)
    mesh = Knowledge.load("mesh")
    assert mesh.name == "mesh"
    assert mesh.version == knowledge.version.replace("own-mesh", "mesh")
    assert mesh.nearest("wilson diseases") == knowledge.nearest("wilson diseases") != ()


def test_what_is_missing_is_named_with_its_place_and_a_remedy(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_cache, "DATASET_CACHE", str(tmp_path))
    with pytest.raises(
        LinkerError, match=r"nmslib_index\.bin, .*, umls_rxnorm_2022\.jsonl not in .*fetches them"
    ) as told:
        Knowledge.load("rxnorm")
    assert str(tmp_path) in str(told.value)
    with pytest.raises(LinkerError, match=r"No linker 'snomed': give .*mesh, rxnorm, umls"):
        Knowledge.load("snomed")
    part = Path(shutil.copytree(folder, tmp_path / "part"))
    (part / "kb.jsonl").unlink()
    with pytest.raises(LinkerError, match=r"kb\.jsonl not in .*part; scispaCy's create_tfidf_ann_index"):
        Knowledge.load(str(part))


@pytest.mark.parametrize("name", [x for x in NAMES if x != "tfidf_vectors_sparse.npz"])  # numpy leaves it open then
def test_a_damaged_file_is_said(folder: Path, tmp_path: Path, name: str) -> None:
    damaged = Path(shutil.copytree(folder, tmp_path / "damaged"))
    (damaged / name).write_bytes((damaged / name).read_bytes()[:40])
    with pytest.raises(LinkerError, match=r"damaged' is there but does not load: .+; build or download it again"):
        Knowledge.load(str(damaged))


def test_an_index_and_a_knowledge_base_of_two_editions_are_refused(folder: Path, tmp_path: Path) -> None:
    mixed = Path(shutil.copytree(folder, tmp_path / "mixed"))
    base = mixed / "kb.jsonl"
    base.write_text("".join(base.read_text(encoding="utf-8").splitlines(keepends=True)[1:]), encoding="utf-8")
    with pytest.raises(LinkerError, match=r"kb\.jsonl is not the knowledge base of this index"):
        Knowledge.load(str(mixed))


def test_doctor_tells_which_linker_is_in_use(knowledge: Knowledge, folder: Path) -> None:
    def found(linker: str, *, is_started: bool = False) -> tuple[str, str]:
        probe = doctor._loaded_linker if is_started else doctor._linker
        finding = doctor._look(Settings(linker=linker), "linker", probe, "")
        return finding.state, finding.found

    assert found("") == found("", is_started=True) == ("ok", "none beside our own (--linker adds scispaCy's)")
    assert found(str(folder)) == ("ok", f"scispaCy {knowledge.version} (not loaded; --start loads it)")
    assert found(str(folder), is_started=True) == ("ok", f"scispaCy {knowledge.version}, loaded")
    assert found("snomed")[0] == "missing"


def test_the_command_reads_with_it_in_any_number_of_workers(folder: Path) -> None:
    text = b"Penicillamine for hpatolenticular degeneration.\nMetformin is not for crebrotendinous xanthomatosis.\n"
    by_flag = miner("--linker", folder, "read", "-", "--workers", 1, folder=folder, given=text)
    environment = {"MINER_LINKER": str(folder)}
    by_setting = miner("read", "-", "--workers", 2, folder=folder, given=text, environment=environment)
    assert by_flag.returncode == by_setting.returncode == 0, by_flag.stderr + by_setting.stderr
    assert by_flag.stdout == by_setting.stdout
    assert "hpatolenticular degeneration\tDisease\tMONDO:0010200" in by_flag.stdout


def test_the_command_says_in_one_line_what_is_missing(tmp_path: Path) -> None:
    """In processes of their own: scispaCy reads the place of its cache when it is imported."""
    text = tmp_path / "one.txt"
    text.write_text("One.\n")
    environment = {"SCISPACY_CACHE": str(tmp_path / "cache")}
    arguments = ("read", text, "--linker", "mesh", "--workers")
    runs = [start(*arguments, workers, folder=tmp_path, environment=environment) for workers in ("1", "2")]
    for ran in map(ended, runs):
        assert (ran.returncode, ran.stdout) == (1, "")
        assert ran.stderr.startswith("miner: Linker 'mesh': nmslib_index.bin, ")
        assert str(tmp_path / "cache") in ran.stderr
        assert ran.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == [text]
