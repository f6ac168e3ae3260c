"""A short form that the text defines is treated like its long form."""

from spacy.language import Language
from spacy.tokens import Doc

from miner.reading.nlp.short_forms import settle_short_forms


def read(nlp: Language, text: str, *mentions: tuple[str, str]) -> list[tuple[str, str]]:
    """The mentions of a text, as (words, label), once short forms are settled; each given one is its last place."""
    doc: Doc = nlp(text)
    spans = [doc.char_span(text.rindex(name), text.rindex(name) + len(name), label=label) for name, label in mentions]
    doc.ents = sorted((span for span in spans if span is not None), key=lambda span: span.start)
    return [(span.text, span.label_) for span in settle_short_forms(doc).ents]


def test_a_disease_that_stands_for_a_drug_is_a_drug(nlp: Language) -> None:
    text = "Patients took cyclophosphamide (CP). CP was stopped early."
    found = read(nlp, text, ("cyclophosphamide", "CHEMICAL"), ("CP", "DISEASE"))
    assert found == [("cyclophosphamide", "CHEMICAL"), ("CP", "CHEMICAL")]


def test_a_disease_that_stands_for_nothing_marked_is_none(nlp: Language) -> None:
    assert read(nlp, "Bone mineral density (BMD) rose. BMD fell later.", ("BMD", "DISEASE")) == []


def test_a_disease_that_stands_for_a_disease_stays(nlp: Language) -> None:
    text = "Heparin-induced thrombocytopenia (HIT) was rare. HIT was severe."
    found = read(nlp, text, ("thrombocytopenia", "DISEASE"), ("HIT", "DISEASE"))
    assert found == [("thrombocytopenia", "DISEASE"), ("HIT", "DISEASE")]


def test_a_disease_inside_a_longer_name_counts(nlp: Language) -> None:
    text = "The von Hippel-Lindau gene (VHLG) was read. VHLG carriers came."
    found = read(nlp, text, ("von Hippel-Lindau", "DISEASE"), ("VHLG", "DISEASE"))
    assert ("VHLG", "DISEASE") in found


def test_a_chemical_that_stands_for_a_disease_is_one_and_else_stays(nlp: Language) -> None:
    text = "Adverse drug reactions (ADR) were seen. ADR were few."
    assert ("ADR", "DISEASE") in read(nlp, text, ("Adverse drug reactions", "DISEASE"), ("ADR", "CHEMICAL"))
    assert read(nlp, text, ("ADR", "CHEMICAL")) == [("ADR", "CHEMICAL")]


def test_genes_and_what_is_not_spelt_out_stay(nlp: Language) -> None:
    text = "Airway hyperresponsiveness (AHR) was measured. AHR rose and BMD fell."
    mentions = (("Airway hyperresponsiveness", "DISEASE"), ("AHR", "GENE"), ("BMD", "DISEASE"))
    assert read(nlp, text, *mentions) == list(mentions)


def test_documents_without_abbreviations_or_without_mentions_pass(nlp: Language) -> None:
    assert read(nlp, "Cough and fever.", ("fever", "DISEASE")) == [("fever", "DISEASE")]
    assert read(nlp, "") == []
