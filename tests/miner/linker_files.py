"""Builds the files of a scispaCy linker from a test's own knowledge base."""

import json
from collections.abc import Iterable
from pathlib import Path

import joblib
import nmslib
import numpy as np
from scispacy.candidate_generation import LinkerPaths
from scispacy.linking_utils import Entity, KnowledgeBase
from sklearn.feature_extraction.text import TfidfVectorizer

_HNSW = {"M": 100, "efConstruction": 2000, "post": 0, "indexThreadQty": 1}


def write_linker(folder: Path, concepts: Iterable[Entity]) -> Path:
    """Write index, vectorizer, vectors, names and knowledge base to a folder and return it.

    The steps are those of scispaCy's `create_tfidf_ann_index`, which fails with the scipy in use because that no longer
    converts a matrix to half precision. The vectors are still written in half precision, like the published ones.
    Every 3-gram counts here (`min_df`), because those of ten names rarely occur ten times.
    """
    concepts = list(concepts)
    folder.mkdir(parents=True, exist_ok=True)
    paths = LinkerPaths.from_directory(folder)
    names = list(KnowledgeBase(concepts).alias_to_cuis)
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3), min_df=1, dtype=np.float32)
    vectors = vectorizer.fit_transform(names)
    index = nmslib.init(method="hnsw", space="cosinesimil_sparse", data_type=nmslib.DataType.SPARSE_VECTOR)
    index.addDataPointBatch(vectors)
    index.createIndex(_HNSW, print_progress=False)
    index.saveIndex(paths.ann_index)
    joblib.dump(vectorizer, paths.tfidf_vectorizer)
    np.savez_compressed(
        paths.tfidf_vectors,
        format=b"csr",
        shape=vectors.shape,
        data=vectors.data.astype(np.float16),
        indices=vectors.indices,
        indptr=vectors.indptr,
    )
    Path(paths.concept_aliases_list).write_text(json.dumps(names), encoding="utf-8")
    lines = (json.dumps(concept._asdict()) for concept in concepts)
    (folder / "kb.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return folder
