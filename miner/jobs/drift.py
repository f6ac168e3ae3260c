"""The effect of a new lexicon on what has been read: only affected articles are read again.

An article is affected if its text has a name that was added, removed or changed, or if it has a mention that the new
lexicon links differently. All others are assigned the new version without being read. One case is missed: a span that
was covered by a linked one in the old reading, and that only a looser spelling would link under the new lexicon.
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
    """What changed from one lexicon to the next, and the effect on the articles read with the first.

    Names count once per normalised spelling. `relinked_count` counts distinct mentions (text and type) that link
    differently now; `affected_count` of the `article_count` articles read with `before` are read again.
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
        """Return one line for the user at the terminal."""
        return (
            f"Lexicon {self.before} to {self.after}: {self.added_count:,} names added, {self.removed_count:,} removed, "
            f"{self.changed_count:,} changed; {self.relinked_count:,} mentions link differently; "
            f"{self.affected_count:,} of {self.article_count:,} articles are read again"
        )


def pack_tables(folder: Path | None) -> bytes:
    """Return the tables of a lexicon (the shipped one if None) as one ZIP, some 6 MB."""
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for table in (table_place(folder) / name for name in table_names()):
            if table.is_file():
                entry = ZipInfo(table.name)  # its date is constant, so equal tables yield equal bytes
                archive.writestr(entry, table.read_bytes(), ZIP_DEFLATED)
    return packed.getvalue()


def follow_lexicon(ledger: Ledger, recipe: Recipe, reader_id: int) -> list[LexiconDrift]:
    """Keep readings that the new lexicon does not change, store its tables, and return one drift per earlier reader.

    Articles that were read with another model, linker or code, or with a lexicon that is not stored, are left to be
    read again. The lexicons are loaded only if there is a reading to keep.

    Args:
        ledger: the readings so far.
        recipe: what to read with from now on.
        reader_id: the number that the ledger has for the versions of `recipe`.

    Raises:
        LedgerError: the ledger cannot be written; what was committed for earlier readers stays.
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
    old, new = _meanings(before), _meanings(lexicon)
    changed = {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
    affected = set(_articles_naming(ledger, precursor.reader_id, changed, (before, lexicon)))
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


def _meanings(lexicon: Lexicon) -> dict[str, frozenset[tuple[str, ...]]]:
    """Return what each normalised name stands for: printed spellings, identifiers, kinds and flags of its entries."""
    return {
        spelling: frozenset(
            (row.name, row.curie, row.kind, *sorted(lexicon.entry(row.curie).flags))
            for row in lexicon.rows_of_spelling(spelling)
        )
        for spelling in lexicon.spellings()
    }


def _articles_naming(
    ledger: Ledger, reader_id: int, changed: set[str], lexicons: tuple[Lexicon, Lexicon]
) -> Iterator[int]:
    """Yield the PMIDs of articles whose text has one of the changed names, as printed or normalised."""
    printed = {row.name for lexicon in lexicons for name in changed for row in lexicon.rows_of_spelling(name)}
    as_printed = NameScanner((name, name) for name in printed)
    as_normalised = NameScanner((name, name) for name in changed)
    for pmid, text in ledger.lexicons.texts_read_by(reader_id) if changed else ():
        if as_printed.has_any(text) or as_normalised.has_any(normalise.__wrapped__(text)):
            yield pmid


def _relinked(ledger: Ledger, reader_id: int, old: Linker, new: Linker) -> tuple[int, set[int]]:
    """Return how many distinct mentions link differently now, and the PMIDs of the articles affected by relinking.

    A mention is affected if its own words, or the long form that it abbreviates, have other candidates, or if the
    ancestors of the disease that it was linked to changed: they decide between a group and its forms.
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
