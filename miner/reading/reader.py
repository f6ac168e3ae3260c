"""One article read: the drug scan, then the model, links and claims. Same input, same output.

`Reader` holds what is loaded once (lexicon, scanners, spaCy pipeline); `Reader.read` is a pure function of
the articles. Scan fast, read deep: an article in which the dictionary finds no drug never reaches the model.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from itertools import islice, pairwise

from spacy.attrs import IDX, SENT_START  # type: ignore[import-not-found]  # compiled, without stubs
from spacy.language import Language
from spacy.tokens import Doc

from miner.collector import collector_paused
from miner.lexicon.disease_makers import read_disease_makers
from miner.lexicon.lexicon import Lexicon
from miner.lexicon.scan import DiseaseScanner, DrugScanner, Match
from miner.reading.biomarkers.finder import BiomarkerFinder
from miner.reading.biomarkers.nesting import split_off_parts, with_nested
from miner.reading.claims.bench import without_bench_results
from miner.reading.claims.claims import OF_SUBSTANCES, find_claims, judge, merged, probabilities_of
from miner.reading.claims.classifier import RelationClassifier
from miner.reading.claims.features import Judged
from miner.reading.claims.hosts import HostFinder
from miner.reading.designs.design import StudyDesign, study_design
from miner.reading.linking.classes import ClassFinder, without_named_members
from miner.reading.linking.given import is_given
from miner.reading.linking.linker import Linker
from miner.reading.linking.meant import is_disease
from miner.reading.linking.narrowing import narrow_links
from miner.reading.linking.regimens import find_regimens
from miner.reading.linking.scispacy import Knowledge
from miner.reading.linking.substances import find_given_substances, is_meant
from miner.reading.linking.unapproved import UnapprovedSubstances
from miner.reading.nlp.abbreviations import long_forms_of
from miner.reading.nlp.models import load_model, loaded_version, mention_type_of, process
from miner.reading.notices import is_notice
from miner.reading.overlap import overlay
from miner.reading.recipe import CODE_VERSION, Recipe
from miner.reading.steps import STEPS, Draft, Names
from miner.records import Article, Claim, Link, Mention, MentionType, Reading
from miner.sources.languages import is_english
from miner.sources.section_labels import find_headings

TEXT_LENGTH_MAX = 50_000
"""Code points of title and abstract. Two of 64,094 abstracts have more, and they are whole articles."""

WORD_LENGTH_MAX = 800
"""Characters without a space that the tokeniser is given: its rules take the square of a word's length in time, and
ten thousand brackets in a row took it 20 s. The longest in 64,094 abstracts, of a sequence, has 763."""

MODEL_BATCH_SIZE = 64
"""Abstracts per call of the model and per memory zone of its vocabulary."""

VOCABULARY_MAX = 100_000
"""Words that the model's vocabulary keeps; the words of an abstract that are new beyond these go with its batch."""

SHIPPED = Recipe()
"""The shipped model and lexicon, without a linker."""

NO_LABELS: Mapping[tuple[int, int], str] = {}

_SURROGATE = re.compile("[\ud800-\udfff]")
_LONG_WORD = re.compile(rf"\S{{{WORD_LENGTH_MAX + 1},}}")


class Reader:
    """Everything that reading needs, loaded once. `Reader.load` makes one by a recipe.

    Args:
        lexicon: names of drugs, diseases and biomarkers.
        nlp: a pipeline as `miner.reading.nlp.models.load_model` returns it.
        knowledge: scispaCy's linker, asked for names that nothing else explains; None does without.
        is_drug_needed: leave articles out in which no drug is found, and notices: the graph needs neither.
    """

    def __init__(
        self, lexicon: Lexicon, nlp: Language, *, knowledge: Knowledge | None = None, is_drug_needed: bool = True
    ) -> None:
        self.lexicon = lexicon
        self.knowledge = knowledge
        self.linker = Linker(lexicon, knowledge)
        self._is_drug_needed = is_drug_needed
        self.nlp = nlp
        self._drugs = lexicon.derived("scan-drugs", lambda: DrugScanner(lexicon))
        self._diseases = lexicon.derived("scan-diseases", lambda: DiseaseScanner(lexicon))
        self._biomarkers = BiomarkerFinder(lexicon)
        self._classes = ClassFinder(lexicon)
        self._makers = read_disease_makers(lexicon)
        self.unapproved = UnapprovedSubstances(lexicon)
        self.hosts = HostFinder(lexicon)
        self.classifier = RelationClassifier.load()
        linker = f", linker {knowledge.version}" if knowledge else ""
        self.versions = (lexicon.version, f"{loaded_version(nlp)}{linker}", CODE_VERSION)

    @classmethod
    def load(cls, recipe: Recipe = SHIPPED, *, lexicon: Lexicon | None = None) -> "Reader":
        """Load what a recipe names; a lexicon that is loaded already is used instead of the recipe's.

        Raises:
            LexiconError: a table cannot be read.
            ModelError: no such model is installed.
            LinkerError: the linker's files are missing or cannot be loaded.
        """
        knowledge = Knowledge.load(recipe.linker) if recipe.linker else None
        return cls(
            lexicon or Lexicon.load(recipe.lexicon_folder),
            load_model(recipe.model or None),
            knowledge=knowledge,
            is_drug_needed=recipe.is_drug_needed,
        )

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """Yield one Reading for each article, in the same order."""
        batch: list[tuple[Article, str]] = []
        for article in articles:
            batch.append((article, self._reason_to_skip(article)))
            if len(batch) == MODEL_BATCH_SIZE:
                yield from self._read_batch(batch)
                batch = []
        yield from self._read_batch(batch)

    def _read_batch(self, batch: list[tuple[Article, str]]) -> list[Reading]:
        """Return the readings of a batch; its documents are cycles, which the collector finds once it is done."""
        with collector_paused():
            return self._read_in_steps(batch)

    def read_texts(self, texts: Iterable[str]) -> Iterator[tuple[str, tuple[Mention, ...]]]:
        """Yield each text with its mentions, without claims and whatever its language: label texts, names in a row."""
        waiting = iter(texts)
        while batch := list(islice(waiting, MODEL_BATCH_SIZE)):
            with self._zone():
                docs = process(self.nlp, list(map(_for_model, batch)))
                found = [(text, self.find_mentions(text, doc)) for text, doc in zip(batch, docs, strict=True)]
            yield from found

    def _reason_to_skip(self, article: Article) -> str:
        if not article.text.strip():
            return "empty"
        if len(article.text) > TEXT_LENGTH_MAX:
            return "too long"
        if self._is_drug_needed and is_notice(article):
            return "notice"
        if not is_english(article):
            return "not English"
        return "" if not self._is_drug_needed or self._has_drug(article.text) else "no drug"

    def _has_drug(self, text: str) -> bool:
        """Return whether the text names a drug or a class of drugs, or says that a substance was given.

        Names of regimens are not looked for: articles on them name drugs as well.
        """
        return (
            self._drugs.has_drug(text)
            or any(find_given_substances(text))
            or any(self._classes.find(text))
            or self.unapproved.are_said_given(text)
        )

    def _read_in_steps(self, batch: list[tuple[Article, str]]) -> list[Reading]:
        """Return the readings of a batch. Each step is done for all articles before the next one begins.

        A step's code and tables then stay in the processor's caches, which takes a sixth off the time.
        """
        studies = [study_design(article) for article, _ in batch]
        with self._zone():
            docs = iter(process(self.nlp, [_for_model(article.text) for article, skipped in batch if not skipped]))
            drafts = [
                Draft(article, study, next(docs))
                for (article, skipped), study in zip(batch, studies, strict=True)
                if not skipped
            ]
            self._add_names(drafts)
            _do((self._add_mentions, self._add_given, self._add_candidates), drafts)
            self._add_probabilities(drafts)
            _do((self._add_claims, *STEPS), drafts)
        finished = iter(drafts)
        return [
            _with_design(Reading(pmid=article.pmid, has_drug=False, skipped=skipped), study)
            if skipped
            else self._reading_of(next(finished))
            for (article, skipped), study in zip(batch, studies, strict=True)
        ]

    def _zone(self) -> AbstractContextManager[object]:
        """Return a zone that drops new words at its end if the vocabulary is full; spaCy's grows with every article."""
        return self.nlp.memory_zone() if len(self.nlp.vocab) > VOCABULARY_MAX else nullcontext()

    def _add_names(self, drafts: Sequence[Draft]) -> None:
        for draft, names in zip(drafts, self._find_names([draft.article.text for draft in drafts]), strict=True):
            draft.names = names

    def _add_mentions(self, draft: Draft) -> None:
        draft.mentions = self.read_mentions(draft.article.text, draft.doc, draft.names)
        draft.sentences = sentences_of(draft.article, draft.doc)

    def _add_given(self, draft: Draft) -> None:
        draft.given = self.claimable(draft.article.text, draft.mentions, draft.sentences)

    def _add_candidates(self, draft: Draft) -> None:
        draft.judged = judge(draft.article, draft.sentences, draft.given, self._makers)

    def _add_probabilities(self, drafts: Sequence[Draft]) -> None:
        """Ask the classifier once for all articles: numpy takes longer to begin than to add up one article's."""
        found = probabilities_of([draft.judged for draft in drafts], self.classifier)
        for draft, probabilities in zip(drafts, found, strict=True):
            draft.found = probabilities

    def _add_claims(self, draft: Draft) -> None:
        found = find_claims(draft.article, draft.judged, hosts=self.hosts, found=draft.found)
        found = merged(found, self._claims_of_substances(draft))
        draft.claims = without_bench_results(found, draft.article, draft.study.design)

    def _claims_of_substances(self, draft: Draft) -> Iterable[Claim]:
        """Return what is claimed of substances that are no approved drugs: a benefit, its denial, or a use.

        They are asked after the drugs, whose claims stay as if no substance were named beside them.
        """
        found = self.unapproved.among(draft.article.text, draft.mentions)
        if not found or all(mention.type is not MentionType.DISEASE for mention in draft.given):
            return ()
        named = frozenset(one.link.curie for one in found if one.link)
        judged = judge(draft.article, draft.sentences, [*draft.given, *found], self._makers, named)
        claims = find_claims(draft.article, judged, self.classifier, self.hosts)
        return [claim for claim in claims if claim.relation in OF_SUBSTANCES]

    def _reading_of(self, draft: Draft) -> Reading:
        reading = Reading(
            pmid=draft.article.pmid,
            has_drug=self._is_drug_needed or self._has_drug(draft.article.text),
            mentions=draft.mentions,
            claims=draft.claims,
            traits=draft.traits,
            outcomes=draft.outcomes,
            comparisons=draft.comparisons,
            biomarker_effects=draft.biomarker_effects,
        )
        return _with_design(reading, draft.study)

    def judge(self, article: Article) -> list[Judged]:
        """Return the candidates of one article with what the rules say of each, before any classifier."""
        with self._zone():
            doc = self.nlp(_for_model(article.text))
            sentences, mentions = sentences_of(article, doc), self.read_mentions(article.text, doc)
            return judge(article, sentences, self.claimable(article.text, mentions, sentences), self._makers)

    def sentences_and_mentions(self, article: Article) -> tuple[list[tuple[int, int]], tuple[Mention, ...]]:
        """Return the sentences of one article and its mentions, without claims: what finders of traits are given."""
        with self._zone():
            doc = self.nlp(_for_model(article.text))
            return sentences_of(article, doc), self.read_mentions(article.text, doc)

    def claimable(self, text: str, mentions: Sequence[Mention], sentences: Sequence[tuple[int, int]]) -> list[Mention]:
        """Return the mentions that claims and effects may name, with the meaning that the article gives them."""
        meant = narrow_links(text, mentions, self.lexicon)
        given = [mention for mention in meant if self._can_claim(text, mention)]
        return without_named_members(given, sentences, self.lexicon)

    def _can_claim(self, text: str, mention: Mention) -> bool:
        """Return whether claims may name it: no effect or organism, not what was measured, no unapproved substance."""
        if mention.type is MentionType.DISEASE:
            return is_disease(text, mention)
        if mention.type is not MentionType.DRUG or mention.link is None:
            return True
        curie = mention.link.curie
        if curie not in self.lexicon:  # a combination, or what only MeSH knows
            return not curie.startswith("MESH:") and is_given(text, mention)
        entry = self.lexicon.entry(curie)
        return "chemical" not in entry.flags and is_given(text, mention, entry.names)

    def _find_names(self, texts: Sequence[str]) -> list[Names]:
        """Return the dictionary names of each text, one dictionary after the other, since each fills a cache."""
        drugs = [self._drugs.find(text) for text in texts]
        diseases = [self._diseases.find(text) for text in texts]
        markers = [self._biomarkers.find(text) for text in texts]
        return list(map(Names, drugs, diseases, markers))

    def find_mentions(self, text: str, doc: Doc, names: Names | None = None) -> tuple[Mention, ...]:
        """Return the mentions of a text in order of place; `names` are its dictionary names, if found already.

        They are the dictionary's drugs, the model's spans, then other dictionary names. Of two that overlap,
        the longer one is kept, and of equally long ones that which comes earlier in this list; a mention
        without a link gives way to any that has one. Only a biomarker inside the name of a disease stays beside it
        ("HER2-positive" and "HER2-positive breast cancer"), and so do the genes and variants that the model finds
        inside an expression ("HER2"); claims use the expression alone.
        """
        long_forms = long_forms_of(doc)
        spans = [(span.start_char, span.end_char, span.label_) for span in doc.ents]
        labels = {(start, end): label for start, end, label in spans}
        names = names or self._find_names([text])[0]
        found = [self._from_match(text, match, MentionType.DRUG, labels) for match in names.drugs]
        found += [
            Mention(start=start, end=end, text=text[start:end], type=mention_type, found_by="model", label=label)
            for start, end, label in spans
            if (mention_type := mention_type_of(label)) is not None
        ]
        found += [self._from_match(text, match, MentionType.DISEASE) for match in names.diseases]
        markers = [
            replace(marker, label=label) if (label := labels.get((marker.start, marker.end), "")) else marker
            for marker in names.markers
        ]
        free, parts = split_off_parts(found, markers)
        linked = self.linker.link(text, [*free, *markers], long_forms)
        if parts:
            linked = (*linked, *self.linker.link(text, parts, long_forms))
        return with_nested(linked, markers)

    def read_mentions(self, text: str, doc: Doc, names: Names | None = None) -> tuple[Mention, ...]:
        """Return the mentions of an article: `find_mentions`, and regimens, given substances and classes beside them.

        Label texts go without: what a label calls "insulin" or "chemotherapy" is read by rules of its own.
        """
        found = self.find_mentions(text, doc, names)
        others = list(self._named_otherwise(text))
        if not others:
            return found
        long_forms = long_forms_of(doc)
        drug_ends = {mention.end for mention in found if mention.type is MentionType.DRUG}
        named = [
            mention
            for mention in others
            if is_meant(mention, long_forms) and mention.start - 1 not in drug_ends  # "diclofenac potassium": its salt
        ]
        return tuple(overlay(found, named)) if named else found

    def _named_otherwise(self, text: str) -> Iterator[Mention]:
        """Yield mentions by names that no table of drugs has: regimens, substances where they are given, classes."""
        yield from find_regimens(text)
        yield from find_given_substances(text)
        yield from self._classes.find(text)

    def _from_match(
        self, text: str, match: Match, mention_type: MentionType, labels: Mapping[tuple[int, int], str] = NO_LABELS
    ) -> Mention:
        """Return a dictionary match as a mention, with the model's label of the same stretch.

        A name that stands for several things is left to linking.
        """
        link = Link(curie=match.curies[0], score=1.0, reason="name in the lexicon") if len(match.curies) == 1 else None
        return Mention(
            start=match.start,
            end=match.end,
            text=text[match.start : match.end],
            type=mention_type,
            found_by="lexicon",
            link=link,
            label=labels.get((match.start, match.end), ""),
        )


def _do(steps: Iterable[Callable[[Draft], None]], drafts: Sequence[Draft]) -> None:
    """Do each step for all articles before the next one."""
    for step in steps:
        for draft in drafts:
            step(draft)


def _with_design(reading: Reading, found: StudyDesign) -> Reading:
    return replace(
        reading,
        design=found.design,
        text_design=found.text_design,
        medline_design=found.medline_design,
        medline_known_on=found.medline_known_on,
        design_reason=found.reason,
    )


def _for_model(text: str) -> str:
    """Return the text as the model gets it, character for character, without what it cannot take.

    Half characters (lone surrogates, from damaged JSON) become U+FFFD, since spaCy takes only what UTF-8 can write;
    words longer than what is read in bounded time become spaces. Dictionaries see the text itself.
    """
    if not text.isascii():
        text = _SURROGATE.sub("\ufffd", text)
    if max(map(len, text.split()), default=0) <= WORD_LENGTH_MAX:
        return text
    return _LONG_WORD.sub(lambda word: " " * len(word[0]), text)


def sentences_of(article: Article, doc: Doc) -> list[tuple[int, int]]:
    """Return sentences as (start, end) in `article.text`, in order; none crosses from one section into the next."""
    sentences = []
    attributes = doc.to_array([SENT_START, IDX])  # iterating over `doc.sents` would make an object for each
    begins = attributes[attributes[:, 0] == 1, 1].tolist()
    for section in article.sections:
        starts = {start for start in begins if section.start < start < section.end}
        if not section.category:
            starts |= {start for start, _ in find_headings(article.text, section.start, section.end)} - {section.start}
        bounds = [section.start, *sorted(starts), section.end]
        for start, end in pairwise(bounds):
            stripped = article.text[start:end].rstrip()
            if stripped:
                sentences.append((start, start + len(stripped)))
    return sentences
