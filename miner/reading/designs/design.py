"""The design of a study: what its text says and what MEDLINE says, apart, and the effective one of the two.

MEDLINE wins where it names a design and the record is dated, so that a look back can leave it out. The text makes its
general designs sharper: a case report a series, a review a systematic review (a type since 2019), a "clinical trial"
randomised or of a phase. Animals without humans in MeSH whose text says that only cells were studied are IN_VITRO.
"""

from datetime import date
from typing import NamedTuple

from miner.reading.designs.medline import design_of_medline
from miner.reading.designs.text import design_of_text
from miner.records import Article, Design

D = Design
SHARPER = {
    D.CASE_REPORT: frozenset({D.CASE_SERIES}),
    D.REVIEW: frozenset({D.SYSTEMATIC_REVIEW}),
    D.SINGLE_ARM: frozenset({D.RANDOMISED, D.PHASE_1, D.PHASE_2, D.PHASE_3}),
    D.PHASE_3: frozenset({D.RANDOMISED}),
    D.RANDOMISED: frozenset({D.PROTOCOL}),
}
"""What the text may make of MEDLINE's design: the protocols of trials are often indexed as the trials."""
del D


class StudyDesign(NamedTuple):
    """The effective design of an article, what it follows from, and the words that decided."""

    design: Design
    text_design: Design
    medline_design: Design
    medline_known_on: date | None
    reason: str


def study_design(article: Article) -> StudyDesign:
    """Return the design of the study that the article reports, UNKNOWN if nothing indicates it."""
    text, words = design_of_text(article)
    medline, known_on, declared = design_of_medline(article)
    quoted = f"text: {words}" if words else ""
    if medline is Design.UNKNOWN or known_on is None:
        return StudyDesign(text, text, medline, known_on, quoted)
    if text in SHARPER.get(medline, ()):
        return StudyDesign(text, text, medline, known_on, f"{declared}; {quoted}")
    return StudyDesign(medline, text, medline, known_on, declared)
