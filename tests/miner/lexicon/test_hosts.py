"""The tables of hosts and purposes: who is in them, by hierarchy and by ATC code, and that they are consistent."""

import csv

import pytest

from miner.lexicon.hosts import COLUMNS, HOST_TABLE, PURPOSE_TABLE, HostTables, read_hosts
from miner.lexicon.lexicon import Lexicon
from miner.lexicon.tables import table_place
from miner.records import MentionType


@pytest.fixture(scope="module")
def tables(lexicon: Lexicon) -> HostTables:
    return read_hosts(lexicon)


def curie(lexicon: Lexicon, name: str, kind: MentionType = MentionType.DISEASE) -> str:
    return lexicon.lookup(name, kind)[0].curie


def groups(tables: HostTables, lexicon: Lexicon, name: str) -> set[str]:
    return {host.name for host in tables.hosts.get(curie(lexicon, name), ())}


def purposes(tables: HostTables, lexicon: Lexicon, name: str) -> set[str]:
    return {purpose.name for purpose in tables.purposes.get(curie(lexicon, name, MentionType.DRUG), ())}


def test_a_kind_of_a_host_is_in_its_group(tables: HostTables, lexicon: Lexicon) -> None:
    assert groups(tables, lexicon, "breast cancer") == {"cancer"}
    assert groups(tables, lexicon, "type 2 diabetes") == {"diabetes"}
    assert groups(tables, lexicon, "psoriatic arthritis") <= {"autoimmune"}


@pytest.mark.parametrize("name", ["cancer pain", "hepatitis C", "proteinuria", "pulmonary hypertension", "neutropenia"])
def test_what_is_treated_for_its_own_sake_is_no_host(tables: HostTables, lexicon: Lexicon, name: str) -> None:
    assert not groups(tables, lexicon, name)


def test_drugs_have_their_purpose_by_atc_code_or_by_name(tables: HostTables, lexicon: Lexicon) -> None:
    assert "emesis" in purposes(tables, lexicon, "ondansetron")
    assert purposes(tables, lexicon, "pegfilgrastim") == {"neutropenia", "rescue"}
    assert purposes(tables, lexicon, "deferasirox") == {"iron chelation"}
    assert not purposes(tables, lexicon, "docetaxel") | purposes(tables, lexicon, "hydroxychloroquine")


def test_drugs_of_the_host_itself_are_known(tables: HostTables, lexicon: Lexicon) -> None:
    (cancer,) = tables.hosts[curie(lexicon, "melanoma")]
    drugs = {name: curie(lexicon, name, MentionType.DRUG) for name in ("docetaxel", "trastuzumab", "ondansetron")}
    assert {drugs["docetaxel"], drugs["trastuzumab"]} <= cancer.drugs
    assert drugs["ondansetron"] not in cancer.drugs


def test_an_identifier_has_the_name_that_stands_beside_it(lexicon: Lexicon) -> None:
    for table in (HOST_TABLE, PURPOSE_TABLE):
        rows = csv.DictReader((table_place(None) / table).read_text("utf-8").splitlines(), delimiter="\t", quoting=3)
        assert tuple(rows.fieldnames or ()) == COLUMNS
        assert {
            (row["key"], row["name"]) for row in rows if row["name"] and lexicon.name_of(row["key"]) != row["name"]
        } == set()
