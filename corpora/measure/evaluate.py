"""Scores reading, by a model or from a file of predictions, on the development parts; test parts stay unseen.

The measures are `spans` of the model and of the reader (which adds dictionaries), `linking` of gold mentions,
`concepts` of each abstract end to end, `abbreviations` against a silver standard, `sentences`, and speed.
"""

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from corpora.measure.abbreviations import Pair, count_pairs, short_mentions
from corpora.measure.concepts import (
    GoldLink,
    link_gold,
    score_concepts,
    score_links,
    score_reasons,
)
from corpora.measure.scores import Evaluation, Score, compare, total
from corpora.measure.spans import label_of, score_spans
from corpora.mention_labels import LABELS
from corpora.readers import Corpus, GoldDocument, GoldMention, SentencedDocument, read_bioscope, read_pubtator
from corpora.split import DEVELOPMENT_PARTS, bioscope_path, corpus_path, hold_out_sentences
from miner.errors import ModelError, SourceError
from miner.formats.pubtator import Identify, identifiers_of, names_in, replace_breaks, type_of
from miner.lexicon.crossrefs import MeshIdentifiers
from miner.lexicon.lexicon import Lexicon
from miner.reading.linking.scispacy import Knowledge
from miner.reading.nlp.models import load_model
from miner.reading.reader import Reader
from miner.records import Article, Reading, Section

MEASURES = (
    "spans",
    "spans, reader",
    "linking",
    "concepts",
    "abbreviations",
    "linking of their short forms",
    "sentences",
)
"""The measures in the order in which they are printed."""

_BATCH_SIZE = 64


_SPAN_NOTES = ("spans: exact bounds and type; concepts: pairs of abstract and MeSH or OMIM identifier, micro average",)
_LINK_NOTES = (
    "linking: gold bounds and types given; precision: of the linked, recall: of all",
    'abbreviations: silver, from adjoining gold mentions "long (SHORT)" of one identifier',
)


def evaluate_reading(
    data: Path,
    model: str | None = None,
    linker: str | None = None,
    gold: Path | None = None,
    predictions: Path | None = None,
) -> Evaluation:
    """Return the scores of `predictions` if given, else of a model and the reader with it.

    Arguments and errors are those of `evaluate_predictions` and `evaluate_model`.
    """
    return evaluate_predictions(predictions, data, gold) if predictions else evaluate_model(model, data, gold, linker)


def evaluate_model(name: str | None, data: Path, gold: Path | None = None, linker: str | None = None) -> Evaluation:
    """Return the scores of a model, and of the reader with it, on the development parts or on one PubTator file.

    Args:
        name: as for `load_model`.
        data: the folder of reference data.
        gold: a PubTator file to use instead of the development parts; sentences are not scored then.
        linker: as for `Knowledge.load`; None for no linker.

    Raises:
        ModelError: the model cannot be loaded, or has none of the scored labels.
        LinkerError: the linker's files are missing or cannot be loaded.
        SourceError: a corpus is missing or malformed, or has no mention of a scored type.
    """
    nlp = load_model(name)
    ner: Any = nlp.get_pipe("ner")
    known = {label for name_of in ner.labels if (label := label_of(name_of))}
    if not known:
        raise ModelError(f"Model {name!r} has the labels {sorted(ner.labels)}; scored are {', '.join(LABELS)}")
    corpora = read_gold(data, gold)
    knowledge = Knowledge.load(linker) if linker else None
    reader = Reader(Lexicon.load(), nlp, knowledge=knowledge, is_drug_needed=False)
    scores: list[Score] = []
    links: list[GoldLink] = []
    times: defaultdict[str, float] = defaultdict(float)
    for corpus in corpora:
        docs, readings = _read(corpus, nlp, reader, times)
        linked = link_gold(corpus.documents, [_long_forms(doc) for doc in docs], reader.linker)
        links.extend(chain.from_iterable(linked))
        scores.extend(_score_found(corpus, docs, readings, known, reader.lexicon))
        scores.extend(score_links(corpus.name, list(chain.from_iterable(linked))))
        scores.extend(_score_abbreviations(corpus, docs, linked))
    if gold is None:
        _, held_out = hold_out_sentences(read_bioscope(bioscope_path(data)))
        scores.append(score_sentences(held_out, nlp))
    reasons = tuple(score_reasons(links))
    return Evaluation(
        model=reader.versions[1],
        scores=tuple(sorted(scores, key=lambda score: MEASURES.index(score.measure))),
        reasons=reasons,
        abstracts_per_second=times["texts"] / times["model seconds"],
        read_per_second=times["readings"] / times["reader seconds"],
        notes=(*_SPAN_NOTES, *(_LINK_NOTES if reasons else ())),
    )


def _read(
    corpus: Corpus, nlp: Language, reader: Reader, times: defaultdict[str, float]
) -> tuple[list[Doc], list[Reading]]:
    """Return the model's documents and the reader's readings; add processor seconds and numbers of texts to `times`."""
    start = time.process_time()
    docs = list(nlp.pipe((document.text for document in corpus.documents), batch_size=_BATCH_SIZE))
    middle = time.process_time()
    readings = list(reader.read(article_of(document) for document in corpus.documents))
    times["model seconds"] += middle - start
    times["reader seconds"] += time.process_time() - middle
    times["texts"] += len(docs)
    times["readings"] += sum(not reading.skipped for reading in readings)
    return docs, readings


def _score_found(
    corpus: Corpus, docs: Sequence[Doc], readings: Sequence[Reading], known: set[str], lexicon: Lexicon
) -> Iterator[Score]:
    """Yield the scores of the model's spans, the reader's spans and concepts."""
    by_model = [_as_found(document, doc) for document, doc in zip(corpus.documents, docs, strict=True)]
    identify = MeshIdentifiers(lexicon)
    by_reader = [_as_predicted(d, reading, identify) for d, reading in zip(corpus.documents, readings, strict=True)]
    yield from score_spans(corpus, by_model, known, "spans")
    yield from score_spans(corpus, by_reader, known, "spans, reader")
    yield from score_concepts(corpus, by_reader, known, lexicon)


def evaluate_predictions(predictions: Path, data: Path, gold: Path | None = None) -> Evaluation:
    """Return the scores of spans and concepts in a PubTator file that `miner read` or another program wrote.

    Identifiers may be MeSH or OMIM ones, bare or as CURIEs, or those of the lexicon. Gold documents that are not in the
    file count as empty; its other documents are ignored.

    Raises:
        SourceError: a file is missing or malformed, has no document of the gold, or has one with a different text.
    """
    by_pmid: dict[int, list[GoldDocument]] = {}
    for document in read_pubtator(predictions).documents:
        by_pmid.setdefault(document.pmid, []).append(document)
    pairs: list[tuple[Corpus, list[GoldDocument]]] = []
    missing_count = 0
    for corpus in read_gold(data, gold):
        aligned = [_aligned(predictions, document, by_pmid.get(document.pmid)) for document in corpus.documents]
        missing_count += aligned.count(None)
        pairs.append((corpus, [document or GoldDocument(pmid=0, text="") for document in aligned]))
    if missing_count == sum(len(corpus.documents) for corpus, _ in pairs):
        raise SourceError(predictions, "has no document of the gold; predict on the texts that are scored")
    lexicon = Lexicon.load()
    scores: list[Score] = []
    for corpus, found in pairs:
        known = {label for document in found for m in document.mentions if (label := label_of(m.type))}
        scores.extend(score_spans(corpus, found, known, "spans"))
        scores.extend(score_concepts(corpus, found, known, lexicon))
    scores.sort(key=lambda score: MEASURES.index(score.measure))
    return Evaluation(model=predictions.name, scores=tuple(scores), missing_count=missing_count, notes=_SPAN_NOTES)


def _aligned(path: Path, gold: GoldDocument, candidates: Sequence[GoldDocument] | None) -> GoldDocument | None:
    """Return the prediction for exactly this text, None if the file does not have its PMID."""
    if not candidates:
        return None
    for candidate in candidates:
        if replace_breaks(candidate.text) == replace_breaks(gold.text):
            return candidate
    raise SourceError(path, f"document {gold.pmid} has another text than the gold; predict on the gold's text")


def read_gold(data: Path, gold: Path | None) -> list[Corpus]:
    """Return the development parts, or the one file given instead.

    Raises:
        SourceError: a file is missing or malformed, or has no mention of a scored type.
    """
    corpora = [read_pubtator(path) for path in ([gold] if gold else [corpus_path(data, p) for p in DEVELOPMENT_PARTS])]
    for corpus in corpora:
        types = {mention.type for document in corpus.documents for mention in document.mentions}
        if not any(label_of(name) for name in types):
            message = f"has mentions of {sorted(types) or 'no type'}; scored are {', '.join(LABELS)}"
            raise SourceError(gold or data, message)
    return corpora


def article_of(document: GoldDocument) -> Article:
    """Return the document as an article with the sections title and abstract."""
    title_end = document.text.index("\n")
    title = Section(start=0, end=title_end, category="TITLE")
    sections = (title, Section(start=title_end + 1, end=len(document.text)))
    return Article(pmid=document.pmid, text=document.text, sections=sections)


def _as_found(document: GoldDocument, doc: Doc) -> GoldDocument:
    """Return the document with the mentions that the model found."""
    found = (GoldMention(start=e.start_char, end=e.end_char, text=e.text, type=e.label_) for e in doc.ents)
    return replace(document, mentions=tuple(found))


def _as_predicted(document: GoldDocument, reading: Reading, identify: Identify) -> GoldDocument:
    """Return the document with the mentions of its reading, as `miner read --ids mesh` writes them."""
    names = names_in(reading.mentions)
    found = (
        GoldMention(
            start=mention.start,
            end=mention.end,
            text=mention.text,
            type=type_of(mention),
            identifier="|".join(identifiers_of(mention, names, identify)),
        )
        for mention in reading.mentions
    )
    return replace(document, mentions=tuple(found))


def _long_forms(doc: Doc) -> dict[str, str]:
    return {short.text: short._.long_form.text for short in doc._.abbreviations}


def _score_abbreviations(corpus: Corpus, docs: Sequence[Doc], links: Sequence[Sequence[GoldLink]]) -> Iterator[Score]:
    """Yield the scores of silver pairs and of the links of their short forms, none if there are no silver pairs."""
    detected: list[set[Pair]] = [
        {(short.text, short._.long_form.start_char, short._.long_form.end_char) for short in doc._.abbreviations}
        for doc in docs
    ]
    pairs = count_pairs(corpus.documents, detected)
    if pairs.found + pairs.missed == 0:
        return
    yield pairs.as_score("abbreviations", corpus.name, "silver pairs")
    shorts = [
        link
        for document, of_document in zip(corpus.documents, links, strict=True)
        if (places := short_mentions(document))
        for link in of_document
        if (link.mention.start, link.mention.end) in places
    ]
    yield from score_links(corpus.name, shorts, "linking of their short forms")


def score_sentences(documents: Sequence[SentencedDocument], nlp: Language) -> Score:
    """Return the score of sentence starts; those at the start of a line are given and do not count."""
    counts = []
    others = ("ner", "abbreviations", "short_forms", "repeated_mentions")
    with nlp.select_pipes(disable=[name for name in others if name in nlp.pipe_names]):
        docs = nlp.pipe((document.text for document in documents), batch_size=_BATCH_SIZE)
        for document, doc in zip(documents, docs, strict=True):
            gold = _within_lines(document.text, (start for start, _ in document.sentences))
            counts.append(compare(gold, _within_lines(document.text, (s.start_char for s in doc.sents))))
    return total(counts).as_score("sentences", "bioscope", "sentence")


def _within_lines(text: str, starts: Iterable[int]) -> set[int]:
    return {start for start in starts if start > 0 and text[start - 1] != "\n"}
