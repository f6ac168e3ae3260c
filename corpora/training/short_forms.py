"""What short forms mean in abstracts: the drug or disease that nearly every article defines them as."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from corpora.split import development_pmids
from miner.lexicon.build.tables import write_table
from miner.lexicon.lexicon import Lexicon
from miner.lexicon.short_forms import SHORT_FORM_COLUMNS, SHORT_FORMS, singular
from miner.reading.linking.ambiguity import is_initials
from miner.reading.linking.candidates import LINK_MIN, Candidates
from miner.reading.nlp.abbreviations import find_definitions
from miner.records import Article, MentionType
from miner.sources.medline import read_records

_ARTICLES_MIN = 5
_SHARE_MIN = 0.85
"""Share of the articles that define a short form that must agree on its meaning; else it needs the article's words."""

Definitions = Mapping[str, Counter[str]]
"""Short form, without a plural ending, to its long forms in lower case with the number of articles."""


def compile_short_forms(data: Path, lexicon: Path) -> int:
    """Write short_forms.tsv from the literature without development documents; return its number of rows.

    Raises:
        SourceError: a file of the literature is damaged.
    """
    files = sorted(path for folder in ("literature", "literature_more") for path in (data / folder).glob("*.xml.gz"))
    counted = count_definitions((record for path in files for record in read_records(path)), development_pmids(data))
    return write_table(lexicon / SHORT_FORMS, SHORT_FORM_COLUMNS, settled_meanings(counted, Lexicon.load(lexicon)))


def count_definitions(records: Iterable[object], held_out: frozenset[int]) -> Definitions:
    """Return how many articles define each short form as what; each article once, held-out ones not at all."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    seen = set(held_out)
    for article in records:
        if isinstance(article, Article) and article.pmid not in seen:
            seen.add(article.pmid)
            text = article.text
            for short, long in {
                (singular(text[found.short_start : found.short_end]), text[found.long_start : found.long_end].lower())
                for found in find_definitions(text)
            }:
                counts[short][long] += 1
    return counts


def settled_meanings(counted: Definitions, lexicon: Lexicon) -> list[tuple[str, str, str, str]]:
    """Return rows (short form, identifier, articles, share of them with this meaning) of the settled short forms."""
    return sorted(_settled(counted, Candidates(lexicon)))


def _settled(counted: Definitions, candidates: Candidates) -> Iterator[tuple[str, str, str, str]]:
    for short, long_forms in counted.items():
        articles = long_forms.total()
        if articles < _ARTICLES_MIN or not is_initials(short):
            continue
        meanings: Counter[str] = Counter()
        for long_form, count in long_forms.items():
            meanings[_meaning(long_form, candidates)] += count
        curie, count = meanings.most_common(1)[0]
        if curie in candidates.lexicon and count >= _SHARE_MIN * articles:
            yield short, curie, str(articles), f"{count / articles:.2f}"


def _meaning(long_form: str, candidates: Candidates) -> str:
    """Return the identifier of the drug or disease that a long form names, "" if it names neither."""
    links = [link for kind in (MentionType.DRUG, MentionType.DISEASE) for link in candidates.find(long_form, kind)[:1]]
    best = max(links, key=lambda link: link.score, default=None)
    return best.curie if best and best.score >= LINK_MIN else ""
