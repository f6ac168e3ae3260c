"""Averaged weights are between those of the networks averaged."""

from pathlib import Path

import numpy as np

from corpora.training.network import average_weights, make_pipeline
from miner.reading.nlp.gazetteer import Gazetteer


def test_weights_are_averaged_one_by_one(tmp_path: Path) -> None:
    Gazetteer.of([("aspirin", 1)]).to_disk(tmp_path / "gazetteer")
    floret = "4 3 1 4 2 2166136261 < >\n" + "".join(f"{row} 0.1 0.2 0.3\n" for row in range(4))
    (tmp_path / "vectors").write_text(floret, encoding="utf-8")
    nlp = make_pipeline(tmp_path / "vectors", tmp_path / "gazetteer")
    nlp.get_pipe("ner").add_label("CHEMICAL")  # type: ignore[attr-defined]
    nlp.initialize()
    mixed = next(node for node in nlp.get_pipe("ner").model.walk() if node.name == "word_embed").layers[2]  # type: ignore[attr-defined]
    layer = next(node for node in mixed.walk() if node.has_param("W"))
    for value in (1.0, 3.0):
        layer.set_param("W", np.full_like(layer.get_param("W"), value))
        nlp.to_disk(tmp_path / f"at{value}")
    average_weights(nlp, [tmp_path / "at1.0", tmp_path / "at3.0"])
    assert np.unique(layer.get_param("W")).tolist() == [2.0]
