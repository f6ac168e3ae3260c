"""A list of label events from a file, as the FDA's new indications with exclusivity: its days are the label days.

An event whose disease the drug had on label before is of a class of its own. The list decides before our tables do: an
earlier row of the list for the same use, or a day that a source states, makes it such an event; where our tables only
infer or bound the day, its wording has to name an age group, a regimen or the like as well.
"""

import csv
import gzip
import io
import re
import zlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from miner.backtest.events import Event, EventClass, Matcher, event_order
from miner.errors import SignalError
from miner.labels.days import NEAR
from miner.labels.engine import LabelBook
from miner.labels.names import ListNames
from miner.labels.sightings import LabelText, Sighting
from miner.labels.text.qualifiers import ages_of
from miner.labels.text.reader import LabelReader, is_indication
from miner.records import COVERING_LEVELS, LabelLevel, LabelState, MentionType, OffLabelKind, Use

COLUMNS = ("ingredient", "trade_name", "indication_text", "approved_on")
JURISDICTION = "US"
RELATIONS = frozenset({"treats", "prevents", "palliates", "supportive", "diagnoses"})

_LIMITED = re.compile(
    r"(?i)\b(?:once|twice|three times|weekly|monthly|daily|every \w+|mg|dos(?:e|es|ing|age)|regimen|schedule|"
    r"long[- ]term|maintenance|extended|in combination|combined with|adjunct\w*|adjuvant|first[- ]line|second[- ]line|"
    r"initial|severe|mild|moderate|women|men|elderly|adolescents?|pa?ediatric|children|infants?|"
    r"tablets?|capsules?|injection|topical|intravenous|oral)\b"
)
"""Words of an age group, a regimen, a stage or a form."""

_KIND_WORDS = (
    (OffLabelKind.ROUTE, re.compile(r"(?i)\b(?:injection|topical|intravenous|subcutaneous|oral|nasal|tablets?)\b")),
    (
        OffLabelKind.DOSE,
        re.compile(
            r"(?i)\b(?:once|twice|three times|weekly|monthly|daily|every \w+|mg|dos(?:e|es|ing|age)|regimen|schedule|"
            r"in combination|combined with|adjunct\w*)\b"
        ),
    ),
    (
        OffLabelKind.CONDITION,
        re.compile(r"(?i)\b(?:maintenance|adjuvant|first[- ]line|second[- ]line|initial|severe|mild|moderate)\b"),
    ),
)
"""Words of a route, of a dose or regimen, and of a line or severity."""


@dataclass(slots=True)
class ListRows:
    """What became of the rows of a list: the events, and how many rows had no drug, no disease or no day.

    Rows of the same drug, day and wording are one row (`repeated_count`).
    """

    row_count: int = 0
    repeated_count: int = 0
    without_drug_count: int = 0
    without_disease_count: int = 0
    events: list[Event] = field(default_factory=list)


def read_event_list(path: Path, names: ListNames, labels: LabelReader, book: LabelBook, matcher: Matcher) -> ListRows:
    """Return the events of a list.

    Args:
        path: CSV, plain or .gz, with at least the columns of `COLUMNS`.
        names: finds drugs.
        labels: reads the wordings.
        book: what else is known of the labels.
        matcher: which uses are the same.

    Raises:
        SignalError: the file cannot be read, a column is missing, or a day does not parse; file and line are named.
    """
    done = ListRows()
    texts: list[LabelText] = []
    for row, day in _rows(path):
        done.row_count += 1
        drugs = _drugs(row, names)
        if not drugs:
            done.without_drug_count += 1
            continue
        text = LabelText(
            drugs=drugs, jurisdiction=JURISDICTION, source="list", text=_spoken(row["indication_text"]), day=day
        )
        if text in texts:
            done.repeated_count += 1
        else:
            texts.append(text)
    done.events = _events(texts, labels)
    done.without_disease_count = len(texts) - len(done.events)
    done.events = _classified(done.events, book, matcher)
    return done


def _rows(path: Path) -> list[tuple[dict[str, str], date]]:
    found = []
    try:
        content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        with io.StringIO(content.decode("utf-8-sig"), newline="") as file:
            reader = csv.DictReader(file)
            missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
            if missing:
                raise SignalError(f"{path}: no column {missing[0]}; it needs {', '.join(COLUMNS)}")
            for row in reader:
                try:
                    found.append((row, date.fromisoformat(row["approved_on"])))
                except (TypeError, ValueError):
                    line = f"{path}:{reader.line_num}"
                    raise SignalError(f"{line}: {row['approved_on']!r} is not a day; write 2010-12-31") from None
    except (OSError, UnicodeDecodeError, EOFError, zlib.error) as error:
        raise SignalError(f"{path}: {error}; give a CSV file in UTF-8, plain or .gz") from error
    return found


def _drugs(row: dict[str, str], names: ListNames) -> tuple[str, ...]:
    for name in (row["ingredient"], row["trade_name"]):
        found = names.drugs(name).curies if name else ()
        if found:
            return found
    return ()


def _spoken(text: str) -> str:
    """Return a wording in capitals as a sentence: the reader takes capitals for short forms."""
    return text.capitalize() if text.isupper() else text


def _events(texts: Sequence[LabelText], labels: LabelReader) -> list[Event]:
    """Return an event for each text that names a disease."""
    events = []
    for text in texts:
        uses = _uses(text, labels)
        diseases = tuple(dict.fromkeys(use.disease for use in uses)) or _first_named(text.text, labels)
        if diseases and text.day is not None:
            events.append(
                Event(
                    drugs=text.drugs,
                    diseases=diseases,
                    jurisdiction=JURISDICTION,
                    day=text.day,
                    event_class=EventClass.NEW_USE,
                    partners=tuple(sorted({drug for use in uses for drug in use.partners})),
                    text=text.text,
                )
            )
    return events


def _uses(text: LabelText, labels: LabelReader) -> list[Sighting]:
    """Return the uses that a wording names: read as it is, else as what is indicated; many name only the disease."""
    indicated = f"Indicated for the treatment of {text.text[:1].lower()}{text.text[1:]}."
    for wording in (text.text, indicated):
        found = [use for use in labels.read([replace(text, text=wording)]) if use.relation in RELATIONS]
        if found:
            return found
    return []


def _first_named(text: str, labels: LabelReader) -> tuple[str, ...]:
    """Return the first disease that a wording names anywhere, if it can be an indication."""
    for _, mentions in labels.reader.read_texts([text]):
        for mention in mentions:
            if mention.type is MentionType.DISEASE and mention.link is not None:
                curie = mention.link.curie
                if is_indication(labels.reader.lexicon, curie):
                    return (curie,)
    return ()


def _classified(events: Sequence[Event], book: LabelBook, matcher: Matcher) -> list[Event]:
    done: list[Event] = []
    for event in sorted(events, key=event_order):
        drugs = matcher.moieties(event.drugs)
        earlier = [each for each in done if matcher.moieties(each.drugs) == drugs and event.day - each.day > NEAR]
        is_known = all(
            any(matcher.is_match(drugs, disease, each) for each in earlier) or _was_on_label(event, disease, book)
            for disease in event.diseases
        )
        kinds = kinds_worded(event.text)
        done.append(replace(event, event_class=EventClass.SAME_DISEASE, kinds=kinds) if is_known else event)
    return done


def kinds_worded(text: str) -> tuple[OffLabelKind, ...]:
    """Return the kinds of off-label use of which the wording of a labelled disease names something; () if of none."""
    found = {kind for kind, words in _KIND_WORDS if words.search(text)}
    if "children" in ages_of(text):
        found.add(OffLabelKind.AGE)
    return tuple(kind for kind in OffLabelKind if kind in found)


def _was_on_label(event: Event, disease: str, book: LabelBook) -> bool:
    """Return whether our tables have the disease on the label well before an event that is about part of it."""
    before = date.fromordinal(max(1, event.day.toordinal() - NEAR.days - 1))
    state = book.state(Use(drugs=event.drugs, disease=disease), event.jurisdiction, before)
    if state.level not in COVERING_LEVELS or state.fact is None:
        return False
    is_limited = bool(_LIMITED.search(event.text) or ages_of(event.text))
    return state.fact.since_kind == "stated" or is_limited


class EventStates:
    """Label states by which the days of a list of events are the label days of its uses.

    Before the day of an event its use is off label, from the day on it is on label, whatever our tables say. Events of
    diseases that were on label already change nothing.
    """

    def __init__(self, book: LabelBook, events: Sequence[Event], matcher: Matcher) -> None:
        self._book, self._matcher = book, matcher
        self._by_drugs: defaultdict[frozenset[str], list[Event]] = defaultdict(list)
        for event in events:
            if event.event_class is EventClass.NEW_USE:
                self._by_drugs[matcher.moieties(event.drugs)].append(event)

    def __call__(self, drugs: tuple[str, ...], disease: str, as_of: date) -> tuple[LabelState, ...]:
        """Return the state of a use in every jurisdiction on a day."""
        states = self._book.states(drugs, disease, as_of)
        own = self._matcher.moieties(drugs)
        matching = [each for each in self._by_drugs.get(own, ()) if self._matcher.is_match(own, disease, each)]
        if not matching:
            return states
        first = min(event.day for event in matching)
        return tuple(_with_event(s, first, as_of) if s.jurisdiction == JURISDICTION else s for s in states)


def _with_event(state: LabelState, day: date, as_of: date) -> LabelState:
    if as_of >= day:
        reason = f"on the label since {day} by the list of events"
        return state if state.level in COVERING_LEVELS else replace(state, level=LabelLevel.ON, kinds=(), reason=reason)
    if state.level in {LabelLevel.OFF, LabelLevel.SIBLING}:
        return state
    reason = f"not yet on the label (on it by {day}, by the list of events)"
    return replace(state, level=LabelLevel.OFF, fact=None, kinds=(OffLabelKind.INDICATION,), reason=reason)
