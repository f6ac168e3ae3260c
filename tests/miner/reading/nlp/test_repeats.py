"""A name has the same label throughout a text, and no mention is lost or changed."""

from spacy.language import Language
from spacy.tokens import Doc

from miner.reading.nlp.repeats import mark_repeats


def read(nlp: Language, text: str, *mentions: tuple[str, str]) -> list[tuple[str, str]]:
    doc: Doc = nlp(text)
    spans = [doc.char_span(text.index(name), text.index(name) + len(name), label=label) for name, label in mentions]
    doc.ents = tuple(span for span in spans if span is not None)
    return [(entity.text, entity.label_) for entity in mark_repeats(doc).ents]


def test_a_name_repeats_with_its_label(nlp: Language) -> None:
    assert read(nlp, "Gefitinib was given. After gefitinib, rash.", ("Gefitinib", "CHEMICAL")) == [
        ("Gefitinib", "CHEMICAL"),
        ("gefitinib", "CHEMICAL"),
    ]


def test_short_names_keep_their_case(nlp: Language) -> None:
    assert read(nlp, "ALL relapsed in all who had ALL.", ("ALL", "DISEASE")) == [("ALL", "DISEASE"), ("ALL", "DISEASE")]


def test_a_short_form_has_the_label_of_its_long_form(nlp: Language) -> None:
    text = "Chronic lymphocytic leukaemia (CLL) is common. CLL is treated."
    assert read(nlp, text, ("Chronic lymphocytic leukaemia", "DISEASE")) == [
        ("Chronic lymphocytic leukaemia", "DISEASE"),
        ("CLL", "DISEASE"),
        ("CLL", "DISEASE"),
    ]


def test_a_long_form_that_goes_on_after_the_mention_gives_no_label(nlp: Language) -> None:
    text = "Aspirin response score (ARS) rose. ARS fell."
    assert read(nlp, text, ("Aspirin", "CHEMICAL")) == [("Aspirin", "CHEMICAL")]


def test_the_longest_name_wins_and_marks_stay(nlp: Language) -> None:
    text = "cancer (breast cancer), breast cancer, a cancer"
    assert read(nlp, text, ("breast cancer", "DISEASE"), ("cancer", "GENE")) == [
        ("cancer", "GENE"),
        ("breast cancer", "DISEASE"),
        ("breast cancer", "DISEASE"),
        ("cancer", "GENE"),
    ]


def test_a_text_without_mentions_stays_so(nlp: Language) -> None:
    assert read(nlp, "Nothing here.") == []
    assert read(nlp, "") == []
