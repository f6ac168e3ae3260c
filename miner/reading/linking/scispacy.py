"""Search for concepts with similar names, as scispaCy's linker does it: character 3-grams, nearest-neighbour index.

The index, its vectorizer and the knowledge base are files that scispaCy publishes or builds. They are read in place
and never downloaded: scispaCy's own loader queries the network even for files that it has. Its libraries are heavy, so
they are imported only when a linker is loaded.
"""

import hashlib
import inspect
import pickle
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from miner.errors import LinkerError

SIMILARITY_MIN = 0.85
"""Cosine of two names' 3-grams from which a concept is a candidate; scispaCy's own linker takes .70 and ranks.

With an index of MeSH's names, 46 of the 47 links that it adds in bc5cdr_train, ncbi_disease_train and biored_train are
right. From .80 to .85 there would be nine more, seven of them right; from .70 to .80 there are 37, .32 of them right.
"""

_NEIGHBOURS = 30
"""Nearest names of the index retrieved for each name, as in scispaCy's linker."""

_BASE_FILE = "kb.jsonl"
_UNLOADABLE = (OSError, ValueError, TypeError, KeyError, AttributeError, EOFError, RuntimeError, ImportError)


@dataclass(frozen=True, slots=True, kw_only=True)
class NearConcept:
    """A concept of a knowledge base with a name similar to the query.

    `identifier` and `name` are the knowledge base's own, `alias` is the similar name, `similarity` is in (0, 1].
    """

    identifier: str
    name: str
    alias: str
    similarity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Artefacts:
    """Paths of a linker's files: scispaCy's `LinkerPaths` in their order, then the knowledge base."""

    name: str
    index: Path
    vectorizer: Path
    vectors: Path
    aliases: Path
    base: Path

    @property
    def paths(self) -> tuple[Path, ...]:
        """The five files."""
        return (self.index, self.vectorizer, self.vectors, self.aliases, self.base)


class Knowledge:
    """A knowledge base that is searched by name similarity. `Knowledge.load` makes one.

    Args:
        name: its common name, such as "mesh".
        version: name and digest of its files.
        generator: scispaCy's `CandidateGenerator`.
    """

    def __init__(self, name: str, version: str, generator: Any) -> None:
        self.name = name
        self.version = version
        self._generator = generator

    @classmethod
    def load(cls, linker: str) -> "Knowledge":
        """Load one of scispaCy's linkers from its cache, or a linker from a folder; reading the index takes a while.

        Args:
            linker: scispaCy's name ("mesh", "umls", "rxnorm" ...), or a folder with the files of
                `LinkerPaths.from_directory` and the knowledge base as `kb.jsonl`.

        Raises:
            LinkerError: there is no such linker, or its files are missing, cannot be loaded or do not match.
        """
        artefacts = find_artefacts(linker)
        try:
            generator = _load_generator(artefacts)
        except (*_UNLOADABLE, BadZipFile, pickle.UnpicklingError) as error:
            reason = str(error).partition("\n")[0] or type(error).__name__
            raise LinkerError(
                f"Linker {linker!r} is there but does not load: {reason}; build or download it again"
            ) from error
        unknown = next((x for x in generator.ann_concept_aliases_list if x not in generator.kb.alias_to_cuis), None)
        if unknown is not None or len(generator.ann_concept_aliases_list) != len(generator.ann_index):
            raise LinkerError(
                f"Linker {linker!r}: {artefacts.base} is not the knowledge base of this index; use the same edition"
            )
        return cls(artefacts.name, linker_version(linker), generator)

    def nearest(self, name: str) -> tuple[NearConcept, ...]:
        """Return the concepts with a name of similarity `SIMILARITY_MIN` or more, the most similar first, each once."""
        near = []
        for candidate in self._generator([name], _NEIGHBOURS)[0]:
            similarity, alias = min((-x, y) for x, y in zip(candidate.similarities, candidate.aliases, strict=True))
            near.append(
                NearConcept(
                    identifier=candidate.concept_id,
                    name=self._generator.kb.cui_to_entity[candidate.concept_id].canonical_name,
                    alias=alias,
                    similarity=min(round(-similarity, 3), 1.0),
                )
            )
        similar = (concept for concept in near if concept.similarity >= SIMILARITY_MIN)
        return tuple(sorted(similar, key=lambda concept: (-concept.similarity, concept.identifier)))


def linker_version(linker: str) -> str:
    """Return name and digest of a linker's files; nothing is loaded.

    Raises:
        LinkerError: there is no such linker, or files of it are missing.
    """
    artefacts = find_artefacts(linker)
    return f"{artefacts.name}+sha256:{_digest(artefacts.paths)}"


def find_artefacts(linker: str) -> Artefacts:
    """Return the paths of a linker's files, all of which exist.

    Raises:
        LinkerError: there is no such linker, or files are missing; the message names them, their place and a remedy.
    """
    from scispacy.candidate_generation import DEFAULT_KNOWLEDGE_BASES, DEFAULT_PATHS, LinkerPaths
    from scispacy.file_cache import DATASET_CACHE

    if linker in DEFAULT_PATHS:
        base = inspect.signature(DEFAULT_KNOWLEDGE_BASES[linker]).parameters["file_path"].default
        wanted = {url.rpartition("/")[2]: _in_cache(url, Path(DATASET_CACHE)) for url in (*DEFAULT_PATHS[linker], base)}
        place = f"{DATASET_CACHE} (the environment variable SCISPACY_CACHE sets this folder)"
        remedy = (
            'with network access, python -c "from scispacy.candidate_generation import CandidateGenerator; '
            f"CandidateGenerator(name='{linker}')\" fetches them"
        )
    elif Path(linker).is_dir():
        paths = [*map(Path, LinkerPaths.from_directory(linker)), Path(linker) / _BASE_FILE]
        wanted = {path.name: path if path.is_file() else None for path in paths}
        place = linker
        remedy = f"scispaCy's create_tfidf_ann_index builds the index, {_BASE_FILE} is its knowledge base"
    else:
        known = ", ".join(sorted(DEFAULT_PATHS))
        raise LinkerError(f"No linker {linker!r}: give one of scispaCy's names ({known}) or a folder with its files")
    found = [path for path in wanted.values() if path]
    if len(found) < len(wanted):
        missing = ", ".join(name for name, path in wanted.items() if not path)
        raise LinkerError(f"Linker {linker!r}: {missing} not in {place}; {remedy}")
    index, vectorizer, vectors, aliases, base_path = found
    title = linker if linker in DEFAULT_PATHS else Path(linker).resolve().name
    return Artefacts(name=title, index=index, vectorizer=vectorizer, vectors=vectors, aliases=aliases, base=base_path)


def _in_cache(url: str, cache: Path) -> Path | None:
    """Return scispaCy's newest cached copy of a file or None. The middle of its name is the hash of the ETag."""
    from scispacy.file_cache import url_to_filename

    address, _, name = url_to_filename(url).partition(".")
    copies = [path for path in cache.glob(f"{address}.*") if path.name.endswith(f".{name}")]
    return max(copies, key=lambda path: path.stat().st_mtime, default=None)


def _load_generator(artefacts: Artefacts) -> Any:
    from scispacy.candidate_generation import CandidateGenerator, LinkerPaths
    from scispacy.linking_utils import KnowledgeBase
    from sklearn.exceptions import InconsistentVersionWarning

    paths = LinkerPaths(*map(str, artefacts.paths[:4]))
    with warnings.catch_warnings():
        # The published files were pickled years ago, by versions of scikit-learn and scipy with other internal names.
        warnings.simplefilter("ignore", InconsistentVersionWarning)
        warnings.filterwarnings(
            "ignore", message=".*scipy.sparse.* namespace is deprecated", category=DeprecationWarning
        )
        aliases, vectorizer, index = paths.load()
    _restore_weights(vectorizer)
    return CandidateGenerator(index, vectorizer, aliases, KnowledgeBase(str(artefacts.base)))


def _restore_weights(vectorizer: Any) -> None:
    """Give a vectorizer pickled by scikit-learn before 1.5 its IDF weights under their present name.

    Without it the vectorizer is taken for one without weights, and every similarity comes out wrong.
    """
    transformer = vectorizer._tfidf  # noqa: SLF001
    if not hasattr(transformer, "idf_") and hasattr(transformer, "_idf_diag"):
        transformer.idf_ = transformer._idf_diag.diagonal()  # noqa: SLF001


def _digest(paths: Iterable[Path]) -> str:
    """Return the first eight hex digits of the SHA-256 over the files' digests, in order."""
    digest = hashlib.sha256()
    for path in paths:
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:8]
