"""`miner lexicon build` with small files in the publishers' formats, downloaded from a local server."""

import gzip
import hashlib
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from miner import cli
from miner.errors import LexiconError, SourceError
from miner.lexicon.lexicon import Lexicon
from miner.records import MentionType
from miner.sources.manifest import locate, read_manifest
from miner.sources.vocabularies import download
from tests.bulk_server import BulkServer, Fault, serve_bulk

DESCRIPTORS = """<?xml version="1.0"?>
<DescriptorRecordSet LanguageCode="eng">
<DescriptorRecord><DescriptorUI>D000068877</DescriptorUI>
<DescriptorName><String>Imatinib Mesylate</String></DescriptorName>
<TreeNumberList><TreeNumber>D02.455.426</TreeNumber></TreeNumberList>
<ConceptList><Concept><TermList><Term><String>Imatinib Mesylate</String></Term><Term><String>CGP 57148</String></Term>
</TermList></Concept></ConceptList></DescriptorRecord>
<DescriptorRecord><DescriptorUI>D004298</DescriptorUI><DescriptorName><String>Dopamine</String></DescriptorName>
<TreeNumberList><TreeNumber>D02.092.211</TreeNumber></TreeNumberList>
<ConceptList><Concept><TermList><Term><String>Dopamine</String></Term><Term><String>Hydroxytyramine</String></Term>
</TermList></Concept></ConceptList></DescriptorRecord>
<DescriptorRecord><DescriptorUI>D015464</DescriptorUI>
<DescriptorName><String>Leukemia, Myelogenous, Chronic, BCR-ABL Positive</String></DescriptorName>
<TreeNumberList><TreeNumber>C04.557.337.539.250</TreeNumber></TreeNumberList>
<ConceptList><Concept><TermList><Term><String>Leukemia, Myelogenous, Chronic, BCR-ABL Positive</String></Term>
<Term><String>Chronic Granulocytic Leukemia</String></Term></TermList></Concept></ConceptList></DescriptorRecord>
<DescriptorRecord><DescriptorUI>D014012</DescriptorUI><DescriptorName><String>Tinnitus</String></DescriptorName>
<TreeNumberList><TreeNumber>C09.218.458.670</TreeNumber></TreeNumberList>
<ConceptList><Concept><TermList><Term><String>Ringing-Buzzing-Tinnitus</String></Term></TermList></Concept>
</ConceptList></DescriptorRecord>
<DescriptorRecord><DescriptorUI>D000001</DescriptorUI><DescriptorName><String>Abattoirs</String></DescriptorName>
<TreeNumberList><TreeNumber>J01.576</TreeNumber></TreeNumberList></DescriptorRecord>
</DescriptorRecordSet>
"""
MONDO = """format-version: 1.2

[Term]
id: MONDO:0005059
name: leukemia
xref: DOID:1240 {source="MONDO:equivalentTo"}

[Term]
id: MONDO:0011996
name: chronic myelogenous leukemia, BCR-ABL1 positive
subset: rare
synonym: "chronic myeloid leukemia" EXACT []
synonym: "blood cancer" BROAD []
xref: DOID:8552 {source="MONDO:equivalentTo"}
xref: MESH:D015464 {source="MONDO:equivalentTo"}
xref: MESH:D000001 {source="MONDO:relatedTo"}
is_a: MONDO:0005059 ! leukemia

[Term]
id: MONDO:0000009
name: obsolete leukemia of old
is_obsolete: true
"""
DOID = """[Term]
id: DOID:8552
name: chronic myeloid leukemia
synonym: "CML - chronic myelogenous leukaemia" EXACT []
is_a: DOID:1240 ! leukemia

[Term]
id: DOID:1240
name: leukemia
"""
HGNC = (
    "hgnc_id\tsymbol\tname\tlocus_group\tstatus\talias_symbol\tprev_symbol\n"
    "HGNC:76\tABL1\tABL proto-oncogene 1\tprotein-coding gene\tApproved\tJTK7|c-ABL\tABL\n"
    "HGNC:1014\tBCR\tBCR activator\tprotein-coding gene\tApproved\tCML\tBCR1\n"
)
DRUGBANK = (
    "DrugBank ID,Accession Numbers,Common name,CAS,UNII,Synonyms,Standard InChI Key\n"
    "DB00619,APRD01028,Imatinib,152459-95-5,8A1O1M485B,Imatinib | STI-571,KTUFNOKKBVMGRW-UHFFFAOYSA-N\n"
    "DB00945,APRD00264,Acetylsalicylic acid,50-78-2,R16CO5Y76E,Aspirin,BSYNRYMUTXBXSQ-UHFFFAOYSA-N\n"
)
ATC = "code,name\nL01EA01,imatinib\nL01EA,BCR-ABL tyrosine kinase inhibitors\n"


def _rxnorm(*rows: tuple[str, str, str]) -> str:
    """RXNCONSO.RRF, whose lines end in a bar."""
    return "".join(
        f"{rxcui}|ENG||||||{number}|||| RXNORM|{term_type}|x|{name}||N||\n".replace(" RXNORM", "RXNORM")
        for number, (rxcui, term_type, name) in enumerate(rows)
    )


RXNORM = _rxnorm(
    ("282388", "IN", "imatinib"),
    ("284206", "PIN", "imatinib mesylate"),
    ("403878", "SBDF", "imatinib Oral Tablet [Gleevec]"),
    ("1191", "IN", "aspirin"),
)
MANIFEST = """
[mesh]
version = "2025"
licence = "free"
path = "desc2025.gz"
url = "{url}/desc2025.gz"
sha256 = "{digest}"

[mondo]
version = "2025-06-03"
licence = "CC BY 4.0"
path = "mondo.obo"
url = "{url}/mondo.obo"

[doid]
version = "2025-05-30"
licence = "CC0"
path = "doid.obo"
url = "{url}/doid.obo"

[hgnc]
version = "2025-04-01"
licence = "free"
path = "hgnc_complete_set.txt"
url = "{url}/hgnc_complete_set.txt"

[drugbank]
version = "5.1.13"
licence = "CC0"
path = "drugbank.csv"
url = "{url}/drugbank.csv"

[rxnorm]
version = "2025-06-02"
licence = "free"
path = "RxNorm.zip"
url = "{url}/RxNorm.zip"

[atc]
version = "any"
licence = "ask WHO"
path = "atc.csv"
is_optional = true
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[BulkServer]:
    folder = tmp_path / "server"
    folder.mkdir()
    (folder / "desc2025.gz").write_bytes(gzip.compress(DESCRIPTORS.encode(), mtime=0))
    for name, text in (
        ("mondo.obo", MONDO),
        ("doid.obo", DOID),
        ("hgnc_complete_set.txt", HGNC),
        ("drugbank.csv", DRUGBANK),
    ):
        (folder / name).write_text(text)
    with zipfile.ZipFile(folder / "RxNorm.zip", "w") as archive:
        archive.writestr("rrf/RXNCONSO.RRF", RXNORM)
    with serve_bulk(folder) as files:
        yield files


@pytest.fixture
def manifest(server: BulkServer, tmp_path: Path) -> Path:
    path = tmp_path / "sources.toml"
    digest = hashlib.sha256((server.folder / "desc2025.gz").read_bytes()).hexdigest()
    path.write_text(MANIFEST.format(url=server.url.rstrip("/"), digest=digest))
    return path


def build(manifest: Path, tmp_path: Path, out: str = "out", *flags: str) -> Result:
    folders = ["--data", str(tmp_path / "data"), "--out", str(tmp_path / out)]
    return CliRunner().invoke(cli.app, ["lexicon", "build", "--sources", str(manifest), *folders, *flags])


def test_official_files_become_a_lexicon_that_reads(manifest: Path, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "atc.csv").write_text(ATC)
    shown = build(manifest, tmp_path)
    assert shown.exit_code == 0, shown.exception
    lexicon = Lexicon.load(tmp_path / "out")
    for name in ("Gleevec", "imatinib mesylate", "STI-571", "CGP 57148"):
        assert [found.curie for found in lexicon.lookup(name)] == ["DRUGBANK:DB00619"], name
    imatinib = lexicon.entry("DRUGBANK:DB00619")
    assert (set(imatinib.flags), imatinib.xrefs) == (
        {"US"},
        ("MESH:D000068877", "RXCUI:282388", "RXCUI:284206", "UNII:8A1O1M485B"),
    )
    assert lexicon.lookup("dopamine", MentionType.DRUG)[0].curie == "MESH:D004298"
    leukemia = lexicon.lookup("chronic granulocytic leukaemia", MentionType.DISEASE)[0].curie
    assert (leukemia, set(lexicon.entry(leukemia).flags)) == ("MONDO:0011996", {"rare"})
    assert lexicon.entry(leukemia).xrefs == ("DOID:8552", "MESH:D015464")
    assert lexicon.entry(leukemia).parents == ("MONDO:0005059",)
    assert lexicon.lookup("tinnitus", MentionType.DISEASE)[0].curie == "MESH:D014012"
    assert [found.curie for found in lexicon.lookup("JTK7", MentionType.BIOMARKER)] == ["HGNC:76"]
    assert "L01EA01" in (tmp_path / "out" / "drugs.tsv").read_text()
    versions = (tmp_path / "out" / "sources.tsv").read_text().splitlines()
    assert [line.split("\t")[:2] for line in versions[1:]][:2] == [["atc", "any"], ["doid", "2025-05-30"]]


def test_building_twice_gives_the_same_bytes_and_fetches_once(
    server: BulkServer, manifest: Path, tmp_path: Path
) -> None:
    assert build(manifest, tmp_path, "one").exit_code == 0
    assert len(server.paths()) == 6
    shown = build(manifest, tmp_path, "two", "--offline")
    assert (shown.exit_code, server.paths()) == (0, [])
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert one == two


def test_a_digest_that_does_not_match_is_refused_and_thrown_away(
    server: BulkServer, manifest: Path, tmp_path: Path
) -> None:
    (server.folder / "desc2025.gz").write_bytes(gzip.compress(b"<DescriptorRecordSet/>", mtime=0))
    with pytest.raises(SourceError, match=r"has SHA-256 \w{64}, and the manifest pins \w{64} \(version 2025\)"):
        download(read_manifest(manifest), tmp_path / "data", sleep=lambda _: None)
    assert list((tmp_path / "data").iterdir()) == []


def test_a_download_that_breaks_is_gone_on_with(server: BulkServer, manifest: Path, tmp_path: Path) -> None:
    server.fail("mondo.obo", Fault(drop_after=100))
    assert len(download(read_manifest(manifest), tmp_path / "data", sleep=lambda _: None).fetched) == 6
    assert (tmp_path / "data" / "mondo.obo").read_text() == MONDO


def test_a_server_that_refuses_keeps_nothing_else_from_being_fetched(
    server: BulkServer, manifest: Path, tmp_path: Path
) -> None:
    server.fail("drugbank.csv", Fault(status=403))
    shown = build(manifest, tmp_path)
    assert shown.exit_code == 1
    assert "not fetched: drugbank:" in shown.stderr
    assert f"save it as {tmp_path / 'data' / 'drugbank.csv'}" in " ".join(shown.stderr.split())
    assert "the source drugbank is missing" in str(shown.exception)
    assert len(list((tmp_path / "data").iterdir())) == 5
    (tmp_path / "data" / "drugbank.csv").write_text(DRUGBANK)
    assert build(manifest, tmp_path, "out", "--offline").exit_code == 0


def test_a_missing_source_says_where_to_get_it(manifest: Path, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="the source mesh is missing; get it from http"):
        locate(read_manifest(manifest), tmp_path)


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("desc2025.gz", b"<html>Log in</html>", "expected MeSH XML"),
        ("mondo.obo", b"<html>Log in</html>", r"has no \[Term\]; expected an ontology"),
        ("doid.obo", b"\xff\xfe[Term]\n", "expected text in UTF-8"),
        ("hgnc_complete_set.txt", b"<html>Log in\n</html>\n", "has no column 'Status', only <html>Log in"),
        ("drugbank.csv", b"DrugBank ID,Common name\nDB1,x\n", "has no column 'Synonyms', only DrugBank ID, Common"),
        ("drugbank.csv", b"", "expected a table"),
        ("RxNorm.zip", b"<html>Log in</html>", "expected a release of RxNorm"),
        ("atc.csv", b"L01EA01\n", "has no row below"),
        ("oncotree.json", b"{}", "expected OncoTree's tree"),
        ("civicmine.tar", b"<html>Log in</html>", "expected CIViCmine's sentences"),
    ],
)
def test_what_is_no_such_source_is_told_with_its_file(
    manifest: Path, tmp_path: Path, name: str, content: bytes, complaint: str
) -> None:
    more = "".join(
        f'[{source}]\nversion = "any"\nlicence = "free"\npath = "{path}"\nis_optional = true\n'
        for source, path in (("oncotree", "oncotree.json"), ("civicmine", "civicmine.tar"))
    )
    manifest.write_text(re.sub('sha256 = "[^"]*"', "", manifest.read_text()) + more)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / name).write_bytes(content)
    shown = build(manifest, tmp_path)
    assert shown.exit_code == 1
    assert re.search(rf"{re.escape(name)}: .*{complaint}", str(shown.exception))


def test_a_misspelt_key_of_the_manifest_is_named(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text('[hgnc]\nversion = "1"\nlicence = "free"\npath = "h.txt"\nsha265 = "x"\n')
    with pytest.raises(LexiconError, match=r"hgnc\.sha265: Extra inputs"):
        read_manifest(path)
