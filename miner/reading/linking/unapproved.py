"""Substances that are no approved drugs: where a text says that one was given, claims are made of it as well."""

from collections.abc import Sequence

from miner.lexicon.lexicon import Lexicon
from miner.lexicon.scan import SubstanceScanner
from miner.reading.linking.given import is_natural
from miner.reading.linking.substances import is_given_substance, is_plainly_given
from miner.records import Mention, MentionType


class UnapprovedSubstances:
    """The lexicon's substances that may be given and are no approved drugs (`given` in chemicals.tsv)."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._names = lexicon.derived("scan-substances", lambda: SubstanceScanner(lexicon))
        self._curies = frozenset(entry.curie for entry in lexicon.entries() if "given" in entry.flags)

    def are_said_given(self, text: str) -> bool:
        """Return whether one of them has words beside its name that say that it was given."""
        for match in self._names.find(text):
            entry, name = self._lexicon.entry(match.curies[0]), text[match.start : match.end]
            found = Mention(start=match.start, end=match.end, text=name, type=MentionType.DRUG, found_by="lexicon")
            if not is_natural(entry.names) and is_plainly_given(text, found):
                return True
        return False

    def among(self, text: str, mentions: Sequence[Mention]) -> list[Mention]:
        """Return those of the mentions that name one of them and that the text does not say were measured."""
        named = [(one, one.link.curie) for one in mentions if one.link and one.link.curie in self._curies]
        return [one for one, curie in named if is_given_substance(text, one, self._lexicon.entry(curie))]
