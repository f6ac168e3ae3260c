"""What happened to the rows of a list since an earlier one, and why: two lists in, changes out.

Rows are compared as snapshots keep them: dictionaries of `miner.signals.columns`, best first. Why a row is new or gone
is looked up in how its articles and labels stand now. A row that is gone although nothing is known to have happened to
them has `is_stated` false: the program's reading, names or rules changed, or something is wrong.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Protocol

from miner.jurisdictions import CODES
from miner.labels.status import label_day
from miner.records import COVERING_LEVELS, Change, ChangeKind, LabelLevel, LabelState
from miner.signals.facts import is_outside

Row = Mapping[str, Any]

FAR_RATIO = 5 / 3
"""A score so many times the earlier one, or the other way round, is a move whatever the ranks."""
MOVE_SHARE = 0.1
"""A row of which counts or labels changed has risen or fallen if its rank did, and its score by this share or more."""

PMIDS_NAMED = 3
_ARROW = "\N{RIGHTWARDS ARROW}"
_COVERING = frozenset(level.value for level in COVERING_LEVELS)
_NAMING = COVERING_LEVELS | {LabelLevel.BROADER}
"""The levels at which a label in force names the disease or a form of it."""
_MOST = {"by": "at most ", "about": "about "}
"""The word before a day that is no stated one, to the word before the days that are counted from it."""
_ORDER = {kind: order for order, kind in enumerate(ChangeKind)}


class Standing(Protocol):
    """How an article stands: ISO days on which PubMed added and revised it, "" if not known, and what became of it."""

    @property
    def entered_on(self) -> str: ...  # noqa: D102
    @property
    def revised_on(self) -> str: ...  # noqa: D102
    @property
    def is_retracted(self) -> bool: ...  # noqa: D102


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """What is known on the day of the later list.

    `articles` has how the articles of both lists stand, without those that are gone from PubMed; `set_aside` the reason
    of each pair (signal identifier) that is set aside; `labels` the label states of a pair that is gone; `first_listed`
    the day of the first list that had a pair; `name_of` the name of an identifier.
    """

    articles: Mapping[int, Standing] = field(default_factory=dict)
    set_aside: Mapping[str, str] = field(default_factory=dict)
    labels: Callable[[str, str], Sequence[LabelState]] = lambda _drug, _disease: ()
    first_listed: Mapping[str, date] = field(default_factory=dict)
    name_of: Callable[[str], str] = str


def compare(before: Sequence[Row], as_of: date, after: Sequence[Row], now: Now) -> tuple[Change, ...]:
    """Return what changed, by kind, then best rows first.

    A pair that was within another row, as a form of its disease or a set with its drug, is compared with that row; one
    that is within another row now is not gone.

    Args:
        before: the rows of the earlier list.
        as_of: its day.
        after: the rows of the later list.
        now: what is known on the later day.
    """
    held = {row["signal_id"]: (rank, row) for rank, row in enumerate(before, start=1)}
    within = {signal_id: place for place in held.values() for signal_id in place[1].get("folded", ())}
    found: list[Change] = []
    for rank, row in enumerate(after, start=1):
        earlier = held.get(row["signal_id"]) or within.get(row["signal_id"])
        if earlier is None:
            found.append(_change(row, ChangeKind.NEW, _why_new(row, as_of, now)))
        else:
            found += _differences(_Pair(earlier, (rank, row)), as_of, now)
    listed = {signal_id for row in after for signal_id in (row["signal_id"], *row.get("folded", ()))}
    for row in before:
        if row["signal_id"] not in listed:
            found += _gone(row, as_of, now)
    return sort_changes(found)


def sort_changes(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return changes by kind; those of one kind stay in their order."""
    return tuple(sorted(changes, key=lambda change: _ORDER[change.kind]))


@dataclass(frozen=True, slots=True)
class _Pair:
    """One row in both lists, with its ranks."""

    before: tuple[int, Row]
    after: tuple[int, Row]

    def new_in(self, column: str) -> list[int]:
        """Return what a list of PMIDs has gained; nothing if the earlier list did not keep it."""
        (_, old), (_, new) = self.before, self.after
        return [] if column not in old else sorted(set(new.get(column, ())) - set(old[column]))


def _differences(pair: _Pair, as_of: date, now: Now) -> Iterator[Change]:
    (old_rank, old), (new_rank, new) = pair.before, pair.after
    yield from _label_changes(old, new, as_of, now)
    yield from _evidence_changes(pair, now)
    if "stage" in old and old["stage"] != new["stage"]:
        yield _change(new, ChangeKind.STAGE, f"{old['stage']} {_ARROW} {new['stage']}: {new['stage_basis']}")
    if "tier" in old and old["tier"] != new["tier"]:
        yield _change(new, ChangeKind.TIER, f"{old['tier']} {_ARROW} {new['tier']}: {new['tier_reason']}")
    has_moved = abs(new["score"] - old["score"]) >= MOVE_SHARE * abs(old["score"])
    is_up, is_down = new["score"] > old["score"], new["score"] < old["score"]
    is_far = new["score"] >= FAR_RATIO * old["score"] > 0 or old["score"] >= FAR_RATIO * new["score"] > 0
    is_one_way = (is_up and new_rank < old_rank) or (is_down and new_rank > old_rank)
    own = _own_changes(old, new)
    if is_far or (own and has_moved and is_one_way):
        kind = ChangeKind.RISEN if is_up else ChangeKind.FALLEN
        yield _change(new, kind, _describe_move(pair, own))


def _evidence_changes(pair: _Pair, now: Now) -> Iterator[Change]:
    """Yield what new articles say against a use, and what became of those that counted."""
    (_, old), (_, new) = pair.before, pair.after
    opposing, harmful = pair.new_in("opposing_pmids"), pair.new_in("harm_pmids")
    if opposing:
        yield _change(new, ChangeKind.OPPOSED, _say(opposing, "speaks against the use", "speak against the use"))
    if harmful:
        gained = [name for name, count in new["harms"].items() if count > old.get("harms", {}).get(name, 0)]
        causes = f"that the drug causes {', '.join(map(now.name_of, gained)) or 'a harm'}"
        yield _change(new, ChangeKind.HARM, _say(harmful, f"says {causes}", f"say {causes}"))
    retracted, concerned = _retracted(old, now), pair.new_in("concern_pmids")
    if retracted:
        yield _change(new, ChangeKind.RETRACTED, _say(retracted, "was retracted", "were retracted"))
    if concerned:
        what = "under an expression of concern"
        yield _change(new, ChangeKind.RETRACTED, _say(concerned, f"is {what}", f"are {what}"))


def _own_changes(old: Row, new: Row) -> list[str]:
    """Return in words which counts and labels of a row changed; the turn of a year alone moves scores too."""
    names = {"supporting_count": "supporting", "opposing_count": "opposing", "study_count": "studies"}
    found = [f"{word} {old[name]} {_ARROW} {new[name]}" for name, word in names.items() if old[name] != new[name]]
    if old.get("labels") != new.get("labels"):
        found.append(f"labels now {', '.join(new.get('labels', ()))}")
    return found


def _describe_move(pair: _Pair, own: Sequence[str]) -> str:
    """Return ranks and scores before and after, and what of the row's own changed."""
    (old_rank, old), (new_rank, new) = pair.before, pair.after
    return (
        f"rank {old_rank} {_ARROW} {new_rank}, score {old['score']:.2f} {_ARROW} {new['score']:.2f} "
        f"({'; '.join(own) or 'by recent growth or weights'})"
    )


def _label_changes(old: Row, new: Row, as_of: date, now: Now) -> Iterator[Change]:
    """Yield the regions whose label covers the use now and did not in the earlier list."""
    for code in CODES:
        column = f"label_{code.lower()}"
        if new.get(column) in _COVERING and old.get(column) not in _COVERING and column in old:
            yield _on_label(new, code, new.get("label_days", {}).get(code, ""), as_of, now)


def _on_label(row: Row, code: str, when: str, as_of: date, now: Now) -> Change:
    """Return the change of a region whose label covers the use `when`: "since 2014-03-14", "by 2014-03-14" or ""."""
    first = now.first_listed.get(row["signal_id"], as_of)
    if not when:
        words = f"on label in {code}, on a day that no source has"
    elif is_after(when, as_of):
        lead = (date.fromisoformat(when.rsplit(maxsplit=1)[-1]) - first).days
        most = _MOST.get(when.split(maxsplit=1)[0], "")
        words = f"on label in {code} {when}, {most}{_days(lead)} after we first listed it on {first}"
    else:
        words = f"our label tables now say that it is on label in {code} {when}"
    return _change(row, ChangeKind.ON_LABEL, words)


def is_after(when: str, day: date) -> bool:
    """Return whether "since 2014-03-14", as `label_day` has it, is after a day; False for ""."""
    return when.rpartition(" ")[2] > day.isoformat()


def _days(count: int) -> str:
    return f"{count} day{'' if count == 1 else 's'}"


def _why_new(row: Row, as_of: date, now: Now) -> str:
    """Return why a row is new: articles that PubMed added since, or nothing of that kind."""
    pmids = row.get("supporting_pmids", [])
    added = [pmid for pmid in pmids if pmid in now.articles and now.articles[pmid].entered_on > as_of.isoformat()]
    revised = [pmid for pmid in pmids if pmid in now.articles and now.articles[pmid].revised_on > as_of.isoformat()]
    stage = f"{row.get('stage') or row['best_design']}, {row['supporting_count']} supporting"
    if added:
        return f"{_say(added, 'was', 'were')} added to PubMed and {_verb(added)} it ({stage})"
    if revised:
        return f"{_say(revised, 'was', 'were')} revised in PubMed and {_verb(revised)} it ({stage})"
    return f"no article that supports it is new: it was fetched, read or compared with labels differently ({stage})"


def _gone(row: Row, as_of: date, now: Now) -> Iterator[Change]:
    """Yield why a row is gone, with a change of its own for a label and a retraction."""
    states = now.labels(row["drug_id"], row["disease"])
    is_outside_none = bool(states) and not any(map(is_outside, states))
    label = _new_label(row, states, as_of, now) if is_outside_none else None
    if label is not None:
        yield label
        yield _change(row, ChangeKind.GONE, label.reason, is_stated=label.is_stated)
        return
    retracted = _retracted(row, now)
    if retracted:
        yield _change(row, ChangeKind.RETRACTED, _say(retracted, "was retracted", "were retracted"))
    aside = now.set_aside.get(row["signal_id"])
    reason = f"set aside: {aside}" if aside else _lost_support(row, retracted, as_of, now)
    if reason:
        yield _change(row, ChangeKind.GONE, reason)
    elif is_outside_none:
        yield _outside_no_more(row, states, as_of)
    else:
        words = "no counted article supports it any more; none of them was retracted, removed or revised since"
        yield _change(row, ChangeKind.GONE, words, is_stated=False)


def _new_label(row: Row, states: Iterable[LabelState], as_of: date, now: Now) -> Change | None:
    """Return the change of a region whose label covers the use now and did not in the earlier list, newest first."""
    gained = [
        (label_day(state).rpartition(" ")[2], state.jurisdiction, label_day(state))
        for state in states
        if state.is_covered and row.get(f"label_{state.jurisdiction.lower()}") not in _COVERING
    ]
    if not gained:
        return None
    _, code, when = max(gained)
    return replace(_on_label(row, code, when, as_of, now), is_stated=is_after(when, as_of))


def _outside_no_more(row: Row, states: Iterable[LabelState], as_of: date) -> Change:
    """Return why a row is gone that no label covers and that is outside none: a label of a form of it, or no reason."""
    words, is_stated = [], False
    for state in states:
        since = state.fact.since if state.fact else None
        is_new = since is not None and since > as_of and state.level in _NAMING
        is_stated = is_stated or is_new
        words.append(f"{state.jurisdiction} {state.level.title}" + (f" since {since}" if is_new else ""))
    end = "" if is_stated else "; no label is new"
    reason = f"outside no label any more ({', '.join(words)}){end}"
    return _change(row, ChangeKind.GONE, reason, is_stated=is_stated)


def _lost_support(row: Row, retracted: Sequence[int], as_of: date, now: Now) -> str:
    """Return what became of the articles that supported a row, "" if nothing is known to have happened to them."""
    pmids = row.get("supporting_pmids") or row["pmids"]
    removed = [pmid for pmid in pmids if pmid not in now.articles]
    others = (pmid for pmid in pmids if pmid in now.articles and pmid not in retracted)
    revised = [pmid for pmid in others if now.articles[pmid].revised_on > as_of.isoformat()]
    parts = (
        _say(retracted, "was retracted", "were retracted") if retracted else "",
        _say(removed, "was removed from PubMed", "were removed from PubMed") if removed else "",
        f"{_say(revised, 'was', 'were')} revised and no longer {_verb(revised)} it" if revised else "",
    )
    return "; ".join(filter(None, parts))


def _retracted(old: Row, now: Now) -> list[int]:
    """Return the articles that counted in the earlier list and are retracted now."""
    return [pmid for pmid in old["pmids"] if pmid in now.articles and now.articles[pmid].is_retracted]


def _pmids(pmids: Sequence[int]) -> str:
    more = f" and {len(pmids) - PMIDS_NAMED} more" if len(pmids) > PMIDS_NAMED else ""
    return f"PMID {', '.join(map(str, pmids[:PMIDS_NAMED]))}{more}"


def _say(pmids: Sequence[int], one: str, many: str) -> str:
    """Return the articles with what they do, in the singular or the plural."""
    return f"{_pmids(pmids)} {one if len(pmids) == 1 else many}"


def _verb(pmids: Sequence[int]) -> str:
    return "supports" if len(pmids) == 1 else "support"


def _change(row: Row, kind: ChangeKind, reason: str, *, is_stated: bool = True) -> Change:
    return Change(kind=kind, drug_id=row["drug_id"], disease=row["disease"], reason=reason, is_stated=is_stated)


def by_pair(changes: Iterable[Change]) -> dict[tuple[str, str], tuple[Change, ...]]:
    """Return the changes of each drug and disease, in their order."""
    found: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        found.setdefault((change.drug_id, change.disease), []).append(change)
    return {pair: tuple(items) for pair, items in found.items()}
