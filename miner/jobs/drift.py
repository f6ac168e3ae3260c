"""What a new lexicon changes in what has been read: only those articles are read again.

An article is affected where its text has a name that was added, removed or leads elsewhere, or where it has a mention
whose links are other under the new lexicon. All others take the new version as they are. Not seen is a span that a
linked one covered in the old reading and that only a looser spelling would link in the new one.
"""

import io
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo
from zipfile import Path as ZipPath

from miner.ledger import Ledger
from miner.ledger.lexicons import Precursor
from miner.lexicon.lexicon import Lexicon
from miner.lexicon.normalise import normalise
from miner.lexicon.scan import NameScanner
from miner.lexicon.tables import table_names, table_place
from miner.reading.linking.linker import Linker
from miner.reading.linking.scispacy import Knowledge
from miner.reading.recipe import Recipe
from miner.records import Mention, MentionType

_LONG_FORM = re.compile(r"^short for (?P<name>[^:]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class LexiconDrift:
    """What changed from one lexicon to the next, and what that meant for the articles read with the first.

    Names count once per normalised spelling. `relinked_count` are distinct mentions (text and type) whose links are
    other now; of `article_count` articles read with `before`, `affected_count` are read again.
    """

    before: str
    after: str
    added_count: int
    removed_count: int
    changed_count: int
    relinked_count: int
    affected_count: int
    article_count: int

    def __str__(self) -> str:
        """One line for the person at the terminal."""
        return (
            f"Lexicon {self.before} to {self.after}: {self.added_count:,} names added, {self.removed_count:,} removed, "
            f"{self.changed_count:,} lead elsewhere; {self.relinked_count:,} mentions link otherwise; "
            f"{self.affected_count:,} of {self.article_count:,} articles are read again"
        )


def pack_tables(folder: Path | None) -> bytes:
    """The tables of a lexicon (the shipped one if None) as one ZIP, some 6 MB."""
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for table in (table_place(folder) / name for name in table_names()):
            if table.is_file():
                entry = ZipInfo(table.name)  # its date is always the same: equal tables are equal bytes
                archive.writestr(entry, table.read_bytes(), ZIP_DEFLATED)
    return packed.getvalue()


def follow_lexicon(ledger: Ledger, recipe: Recipe, reader_id: int) -> list[LexiconDrift]:
    """Keep the readings of earlier lexicons where the new one changes nothing, and store the new one's tables.

    Articles that were read with another model, linker or code, or whose lexicon is not stored, are left to be read
    again. The lexicons are loaded only if there is a reading to keep.

    Args:
        ledger: what has been read.
        recipe: what to read with from now on.
        reader_id: its number.

    Raises:
        LedgerError: the ledger cannot be written; no reading is kept then.
    """
    precursors = ledger.lexicons.precursors(reader_id)
    drifts = []
    if precursors:
        lexicon = Lexicon.load(recipe.lexicon_folder)
        knowledge = Knowledge.load(recipe.linker) if recipe.linker else None
        drifts = [_follow(ledger, precursor, lexicon, reader_id, knowledge) for precursor in precursors]
    version = recipe.versions()[0]
    if not ledger.lexicons.has(version):
        ledger.lexicons.keep(version, pack_tables(recipe.lexicon_folder))
    return drifts


def _follow(
    ledger: Ledger, precursor: Precursor, lexicon: Lexicon, reader_id: int, knowledge: Knowledge | None
) -> LexiconDrift:
    with ZipFile(io.BytesIO(precursor.tables)) as archive:
        before = Lexicon.load(ZipPath(archive))
    old, new = _names(before), _names(lexicon)
    changed = {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
    affected = set(_naming(ledger, precursor.reader_id, changed, (before, lexicon)))
    linkers = Linker(before, knowledge), Linker(lexicon, knowledge)
    relinked_count, relinked = _relinked(ledger, precursor.reader_id, *linkers)
    affected |= relinked
    adopted_count = ledger.lexicons.adopt(precursor.reader_id, reader_id, affected)
    return LexiconDrift(
        before=precursor.lexicon_version,
        after=lexicon.version,
        added_count=len(new.keys() - old.keys()),
        removed_count=len(old.keys() - new.keys()),
        changed_count=len(changed & old.keys() & new.keys()),
        relinked_count=relinked_count,
        affected_count=len(affected),
        article_count=adopted_count + len(affected),
    )


def _names(lexicon: Lexicon) -> dict[str, frozenset[tuple[str, ...]]]:
    """What each normalised name stands for: printed spelling, identifier, kind and the entry's flags."""
    return {
        spelling: frozenset(
            (row.name, row.curie, row.kind, *sorted(lexicon.entry(row.curie).flags))
            for row in lexicon.rows_of_spelling(spelling)
        )
        for spelling in lexicon.spellings()
    }


def _naming(ledger: Ledger, reader_id: int, changed: set[str], lexicons: tuple[Lexicon, Lexicon]) -> Iterator[int]:
    """Articles whose text has one of the changed names, as printed or normalised."""
    printed = {row.name for lexicon in lexicons for name in changed for row in lexicon.rows_of_spelling(name)}
    as_printed = NameScanner((name, name) for name in printed)
    as_normalised = NameScanner((name, name) for name in changed)
    for pmid, text in ledger.lexicons.texts_read_by(reader_id) if changed else ():
        if as_printed.has_any(text) or as_normalised.has_any(normalise.__wrapped__(text)):
            yield pmid


def _relinked(ledger: Ledger, reader_id: int, old: Linker, new: Linker) -> tuple[int, set[int]]:
    """How many distinct mentions link otherwise now, and the articles that have one.

    A mention links otherwise where its own words, or the long form it is short for, have other candidates, or where
    what stands above the disease that it was linked to is other: that decides between a group and its forms.
    """
    pmids: dict[tuple[MentionType, str], set[int]] = defaultdict(set)
    by_entry: dict[str, set[int]] = defaultdict(set)
    for row in ledger.lexicons.mentions_read_by(reader_id):
        mention_type = MentionType(row["type"])
        pmids[mention_type, row["text"]].add(row["pmid"])
        if row["curie"]:
            by_entry[row["curie"]].add(row["pmid"])
        long_form = _LONG_FORM.match(row["reason"] or "")
        if long_form:
            pmids[mention_type, long_form["name"]].add(row["pmid"])
    before, after = old.lexicon, new.lexicon
    relinked = [key for key in pmids if _links(old, *key) != _links(new, *key)]
    affected = set().union(*(pmids[key] for key in relinked))
    moved = [
        curie
        for curie in by_entry
        if before.ancestors(curie) != after.ancestors(curie) or (curie in before) != (curie in after)
    ]
    return len(relinked), affected.union(*(by_entry[curie] for curie in moved))


def _links(linker: Linker, mention_type: MentionType, text: str) -> tuple[object, ...]:
    whole = Mention(start=0, end=len(text), text=text, type=mention_type, found_by="model")
    return linker.candidates(text, mention_type), linker.link(text, [whole], {})
