"""A list of events: rows that cannot be read, wordings that only name a disease, classes, and days that win."""

import gzip
from datetime import date
from pathlib import Path

import pytest

from miner.backtest.event_list import EventStates, kinds_worded, read_event_list
from miner.backtest.events import Event, EventClass, Matcher
from miner.errors import SignalError
from miner.labels.engine import LabelBook
from miner.labels.moieties import load_moieties
from miner.labels.names import ListNames
from miner.labels.same_use import SameUse
from miner.labels.text.reader import LabelReader
from miner.labels.text.terms import LabelTerms
from miner.lexicon.lexicon import Lexicon
from miner.reading.reader import Reader
from miner.reading.recipe import Recipe
from miner.records import LabelLevel
from tests.miner.backtest.world import FACTS, LABELLED, MARKETS, fact, market
from tests.miner.lexicon.small import HEMANGIOMA, INFANTILE, LUPUS, METFORMIN, PROPRANOLOL, TYPE_2

HEAD = "application_number,exclusivity_code,ingredient,trade_name,indication_text,approved_on\n"
MIGRAINE, PSORIASIS = "MONDO:0005277", "MONDO:0005083"


@pytest.fixture(scope="module")
def labels(lexicon: Lexicon) -> LabelReader:
    reader = Reader.load(Recipe(is_drug_needed=False), lexicon=lexicon)
    return LabelReader(reader, LabelTerms.load(lexicon))


def read(path: Path, text: str, labels: LabelReader, book: LabelBook | None = None) -> list[Event]:
    lexicon = labels.reader.lexicon
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    matcher = Matcher(SameUse.load(lexicon), load_moieties())
    done = read_event_list(path, ListNames(lexicon), labels, book or LabelBook((), lexicon), matcher)
    return done.events


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Treatment of hypertension in pediatric patients", ("age group",)),
        ("Once daily dosing of intravenous infusions", ("route", "dose or regimen")),
        ("Maintenance treatment of depression", ("disease condition or biomarker",)),
        ("Treatment of gout", ()),
    ],
)
def test_a_wording_names_what_is_new_of_a_labelled_disease(text: str, kinds: tuple[str, ...]) -> None:
    assert tuple(kind.value for kind in kinds_worded(text)) == kinds


def test_rows_become_events_and_what_has_no_drug_or_disease_is_counted(tmp_path: Path, labels: LabelReader) -> None:
    rows = (
        "1,I-1,PROPRANOLOL HYDROCHLORIDE,INDERAL,MIGRAINE,1979-05-09\n"
        "1,I-1,PROPRANOLOL HYDROCHLORIDE,INDERAL,MIGRAINE,1979-05-09\n"
        "2,I-2,METHOTREXATE SODIUM,X,TREATMENT OF PSORIASIS,1985-01-01\n"
        "3,I-3,UNHEARDOFINE,NOSUCHBRAND,PSORIASIS,1985-01-01\n"
        "4,I-4,METFORMIN,GLUCOPHAGE,USE IN DESIGNATED SETTINGS,1999-01-01\n"
        "5,I-5,METHOTREXATE SODIUM,X,ONCE WEEKLY TREATMENT OF PSORIASIS IN CHILDREN,1995-01-01\n"
    )
    path = tmp_path / "events.csv.gz"
    path.write_bytes(gzip.compress((HEAD + rows).encode()))
    lexicon = labels.reader.lexicon
    matcher = Matcher(SameUse.load(lexicon), load_moieties())
    done = read_event_list(path, ListNames(lexicon), labels, LabelBook((), lexicon), matcher)
    assert (done.row_count, done.repeated_count, done.without_drug_count, done.without_disease_count) == (6, 1, 1, 1)
    shown = [(each.drugs, each.diseases[0], each.day.year, each.event_class) for each in done.events]
    assert shown == [
        ((PROPRANOLOL,), MIGRAINE, 1979, EventClass.NEW_USE),
        (("DRUGBANK:DB00563",), PSORIASIS, 1985, EventClass.NEW_USE),
        (("DRUGBANK:DB00563",), PSORIASIS, 1995, EventClass.SAME_DISEASE),
    ]


@pytest.mark.exhaustive
def test_what_our_tables_state_before_makes_an_event_of_the_same_disease(tmp_path: Path, labels: LabelReader) -> None:
    lexicon = labels.reader.lexicon
    row = HEAD + "1,I-1,PROPRANOLOL,INDERAL,MIGRAINE,1999-05-09\n"
    for since, expected in ((date(1979, 5, 9), EventClass.SAME_DISEASE), (date(1999, 4, 30), EventClass.NEW_USE)):
        book = LabelBook((fact(PROPRANOLOL, MIGRAINE, since),), lexicon, (market(PROPRANOLOL),))
        (event,) = read(tmp_path / "events.csv", row, labels, book)
        assert event.event_class is expected


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"ingredient,approved_on\nx,2000-01-01\n", "no column trade_name"),
        (HEAD.encode() + b"1,I,A,B,C,May 2000\n", "events.csv:2: 'May 2000' is not a day"),
        (b"\xff\xfe\x00", "CSV file in UTF-8"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_its_line(
    content: bytes, words: str, tmp_path: Path, small_lexicon: Lexicon
) -> None:
    path = tmp_path / "events.csv"
    path.write_bytes(content)
    book = LabelBook((), small_lexicon)
    matcher = Matcher(SameUse.load(small_lexicon), {})
    with pytest.raises(SignalError, match=words):
        read_event_list(path, None, None, book, matcher)  # type: ignore[arg-type] - refused before it is asked


def states(lexicon: Lexicon, *events: Event) -> EventStates:
    return EventStates(LabelBook(FACTS, lexicon, MARKETS), events, Matcher(SameUse.load(lexicon), {}))


def level(found: EventStates, drug: str, disease: str, day: date) -> LabelLevel:
    return found((drug,), disease, day)[0].level


def event(drug: str, disease: str, day: date, event_class: EventClass = EventClass.NEW_USE) -> Event:
    return Event(drugs=(drug,), diseases=(disease,), jurisdiction="US", day=day, event_class=event_class)


def test_a_use_is_off_label_before_its_event_whatever_our_tables_say(small_lexicon: Lexicon) -> None:
    found = states(small_lexicon, event(METFORMIN, TYPE_2, date(2011, 1, 1)))
    assert level(states(small_lexicon), METFORMIN, TYPE_2, date(2010, 1, 1)) is LabelLevel.ON
    assert level(found, METFORMIN, TYPE_2, date(2010, 1, 1)) is LabelLevel.OFF
    assert level(found, METFORMIN, TYPE_2, date(2011, 1, 1)) is LabelLevel.ON


def test_a_use_is_on_label_from_its_event_on_and_others_keep_their_state(small_lexicon: Lexicon) -> None:
    found = states(small_lexicon, event(PROPRANOLOL, HEMANGIOMA, date(2008, 1, 1)))
    assert level(found, PROPRANOLOL, INFANTILE, date(2009, 1, 1)) is LabelLevel.ON
    assert level(found, PROPRANOLOL, LUPUS, date(2009, 1, 1)) is LabelLevel.OFF
    assert level(found, METFORMIN, INFANTILE, date(2009, 1, 1)) is LabelLevel.OFF


def test_an_event_of_a_disease_that_was_on_label_changes_nothing(small_lexicon: Lexicon) -> None:
    found = states(small_lexicon, event(PROPRANOLOL, INFANTILE, date(2015, 1, 1), EventClass.SAME_DISEASE))
    assert level(found, PROPRANOLOL, INFANTILE, LABELLED) is LabelLevel.ON
