"""General disease names narrowed by the article: claims are about the specific disease, mentions keep their link."""

import re

from miner.lexicon.lexicon import Lexicon
from miner.reading.linking.linker import Linker
from miner.reading.linking.narrowing import narrow_links
from miner.reading.reader import Reader
from miner.records import Mention, MentionType
from tests.miner.records import article

KIND, GENERAL = "infantile hemangioma", "hemangioma"


def narrowed(linker: Linker, text: str, *names: str) -> list[str]:
    """The names of the entries that names of a text come to, in order of place; a name inside another is not meant."""
    places = {name: next(m.start() for m in re.finditer(rf"(?<!infantile ){name}", text)) for name in names}
    found = [
        Mention(start=start, end=start + len(name), text=name, type=MentionType.DISEASE, found_by="model")
        for name in names
        for start in [places[name]]
    ]
    linked = linker.link(text, found, {})
    return [linker.lexicon.name_of(m.link.curie) if m.link else "" for m in narrow_links(text, linked, linker.lexicon)]


def test_a_general_name_means_the_kind_of_the_title(linker: Linker) -> None:
    kind, general = narrowed(linker, "On infantile hemangioma.\nThe hemangioma shrank.", KIND, GENERAL)
    assert (kind, general) == ("capillary infantile hemangioma", "capillary infantile hemangioma")


def test_a_kind_that_the_title_does_not_name_changes_nothing(linker: Linker) -> None:
    general, kind = narrowed(linker, "On a hemangioma.\nAn infantile hemangioma shrank.", GENERAL, KIND)
    assert (general, kind) == ("hemangioma", "capillary infantile hemangioma")


def test_two_kinds_leave_the_general_name_general(linker: Linker) -> None:
    text = "Absence epilepsy and temporal lobe epilepsy.\nAny epilepsy counts."
    found = [
        Mention(start=start, end=start + len(name), text=name, type=MentionType.DISEASE, found_by="model")
        for name in ("Absence epilepsy", "temporal lobe epilepsy", "epilepsy")
        for start in [text.rindex(name)]
    ]
    linked = linker.link(text, found, {})
    assert len({mention.link.curie for mention in linked if mention.link}) == 3
    assert narrow_links(text, linked, linker.lexicon) == list(linked)


def test_a_claim_is_about_the_kind_while_the_mention_keeps_its_link(reader: Reader, lexicon: Lexicon) -> None:
    abstract = "Propranolol was effective in patients with hemangioma."
    (reading,) = reader.read([article(title="Infantile hemangioma treated at home.", abstract=abstract)])
    (claim,) = [claim for claim in reading.claims if claim.relation.value == "treats"]
    last = [m for m in reading.mentions if m.type is MentionType.DISEASE][-1]
    assert lexicon.name_of(claim.disease) == "capillary infantile hemangioma"
    assert last.link is not None
    assert lexicon.name_of(last.link.curie) == "hemangioma"
