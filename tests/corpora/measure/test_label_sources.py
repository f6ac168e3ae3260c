"""The worth of label sources on an invented sample."""

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from corpora.measure.label_gold import GoldRow
from corpora.measure.label_sources import annotated_labels, judge_facts, source_differences, source_worth, write_worth
from corpora.measure.label_texts import AnnotatedText, Annotation
from corpora.measure.scores import Share
from miner.errors import LabelError
from miner.labels.same_use import SameUse
from miner.labels.source_table import SOURCE_COLUMNS, load_sources
from miner.lexicon.lexicon import Lexicon
from miner.records import LabelFact, LabelLevel, Use
from tests.miner.labels.small_book import write_rows
from tests.miner.lexicon.small import GLIOBLASTOMA, GLIOMA, IMATINIB, LUPUS, PROPRANOLOL, RITUXIMAB, TYPE_2

KEY = frozenset({RITUXIMAB}), "US"
GLIOMA_TEXT = AnnotatedText("fda:1", "random", "dev", (Annotation(0, 6, "treats", frozenset({GLIOMA})),))
FACT = LabelFact(fact_id="f", drugs=(RITUXIMAB,), disease=GLIOMA, jurisdiction="US", sources=("one", "two"))
GOLD = GoldRow(
    number=2,
    half="random",
    name="",
    use=Use(drugs=(RITUXIMAB,), disease=TYPE_2),
    jurisdiction="US",
    day=date(2026, 6, 1),
    level=LabelLevel.OFF,
)


@pytest.fixture
def same_use(small_lexicon: Lexicon) -> SameUse:
    return SameUse(small_lexicon, {}, {})


class Names:
    """Knows two drugs by their names, and one by an identifier."""

    def find_all(self, parts: list[str]) -> tuple[str, ...]:
        return tuple({"ritux": RITUXIMAB, "imat": IMATINIB}[part] for part in parts if part in {"ritux", "imat"})

    def find(self, name: str) -> tuple[str, ...]:
        return (PROPRANOLOL,) if name == "ID:1" else ()


def write_lists(data: Path, rows: list[tuple[str, str, str]]) -> Path:
    columns = ["drug name", "final normalized drug id", "indications text"]
    (data / "labels").mkdir()
    for agency in ("fda", "ema", "pmda"):
        listed = rows if agency == "fda" else []
        pd.DataFrame(listed, columns=columns).to_excel(
            data / f"labels/{agency}_indications_deduplicated.xlsx", index=False
        )
    return data


def test_only_labels_of_which_every_text_was_annotated_judge(tmp_path: Path) -> None:
    data = write_lists(
        tmp_path,
        [
            ("{'ritux'}", "", "For glorp."),
            ("imat", "", "For snark."),
            ("imat", "", "For boojum."),
            ("unheard-of", "ID:1", "For glorp."),
        ],
    )
    texts = [
        AnnotatedText("fda:2cdd2dd9a8b4", "random", "dev", ()),
        AnnotatedText(f"fda:{digest_of('For glorp.')}", "random", "dev", ()),
        AnnotatedText(f"fda:{digest_of('For snark.')}", "random", "dev", ()),
    ]
    labels = annotated_labels(data, Names(), texts, {RITUXIMAB: "T:moiety"})  # type: ignore[arg-type]

    assert labels == {
        (frozenset({"T:moiety"}), "US"): [texts[1]],
        (frozenset({PROPRANOLOL}), "US"): [texts[1]],
    }


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def test_an_annotated_use_confirms_its_disease_its_forms_and_its_groups(same_use: SameUse) -> None:
    facts = [FACT, replace(FACT, disease=GLIOBLASTOMA), replace(FACT, disease=LUPUS)]
    judged = list(judge_facts(facts, {KEY: [GLIOMA_TEXT]}, [], same_use, {}))
    assert [(each.fact.disease, each.is_right) for each in judged] == [
        (GLIOMA, True),
        (GLIOBLASTOMA, True),
        (LUPUS, False),
    ]


def test_a_text_judges_neither_what_came_later_nor_what_nobody_can_name(same_use: SameUse) -> None:
    unnamed = replace(GLIOMA_TEXT, uses=(*GLIOMA_TEXT.uses, Annotation(8, 9, "treats", frozenset())))
    lupus = replace(FACT, disease=LUPUS)
    later = replace(lupus, since=date(2025, 12, 1))
    withdrawn, population = replace(lupus, status="withdrawn"), replace(lupus, relation="population")

    assert list(judge_facts([later, withdrawn, population], {KEY: [GLIOMA_TEXT]}, [], same_use, {})) == []
    assert list(judge_facts([lupus], {KEY: [unnamed]}, [], same_use, {})) == []


def test_gold_of_today_judges_the_very_disease(same_use: SameUse) -> None:
    facts = [replace(FACT, disease=TYPE_2), FACT]
    (judged,) = judge_facts(facts, {}, [GOLD], same_use, {})
    assert (judged.is_right, judged.by) == (False, "gold")
    assert list(judge_facts(facts, {}, [replace(GOLD, day=date(2011, 1, 1))], same_use, {})) == []
    (judged,) = judge_facts(facts, {}, [replace(GOLD, level=LabelLevel.FORM)], same_use, {})
    assert judged.is_right


def test_the_worth_of_a_source_is_of_all_its_uses_and_of_those_it_alone_has(
    same_use: SameUse, small_lexicon: Lexicon
) -> None:
    facts = [FACT, replace(FACT, disease=LUPUS, sources=("one",), trust="noisy")]
    judged = list(judge_facts(facts, {KEY: [GLIOMA_TEXT]}, [], same_use, {}))

    shares = {(share.group, share.name): (share.count, share.of) for share in source_worth(judged)}
    assert shares == {
        ("one", "right"): (1, 2),
        ("one", "right where alone"): (0, 1),
        ("two", "right"): (1, 1),
        ("two", "right where alone"): (0, 0),
    }
    (difference,) = source_differences(judged, small_lexicon)
    assert difference.kind == "noisy fact that the sample does not confirm, one alone"


def write_sources(folder: Path, *keys: str) -> None:
    row = dict.fromkeys(SOURCE_COLUMNS, "") | {
        "title": "Invented", "kind": "label text", "jurisdiction": "US", "licence": "CC0", "use": "ships",
        "worth": "0.10", "worth_of": "10",
    }  # fmt: skip
    write_rows(folder / "sources.tsv", SOURCE_COLUMNS, [row | {"key": key} for key in keys])


def test_worth_is_written_into_the_table_in_its_order(tmp_path: Path) -> None:
    write_sources(tmp_path, "two", "one", "none")
    shares = [
        Share(measure="", group="one", name="right", count=2, of=3),
        Share(measure="", group="one", name="right where alone", count=0, of=1),
        Share(measure="", group="two", name="right", count=0, of=0),
    ]
    assert write_worth(shares, tmp_path) == 1
    assert [(each.key, each.worth, each.worth_of) for each in load_sources(tmp_path)] == [
        ("two", None, 0),
        ("one", 0.67, 3),
        ("none", None, 0),
    ]


def test_a_table_that_is_wrong_is_not_written(tmp_path: Path) -> None:
    write_sources(tmp_path, "Not A Key")
    with pytest.raises(LabelError, match=r"sources\.tsv:2"):
        write_worth([], tmp_path)
