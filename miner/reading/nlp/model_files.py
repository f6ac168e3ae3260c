"""Where a model's files are and which version they have, found out without loading spaCy."""

import importlib.util
import json
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from miner.errors import ModelError


def find_model(name: str = "") -> Path:
    """Return the folder of a model's files.

    Args:
        name: a folder, or an installed spaCy or scispaCy package; "" is the model that ships with the project.

    Raises:
        ModelError: there is no such folder or package, or it holds no model.
    """
    folder = Path(str(files("corpora") / "model")) if not name else Path(name)
    if not folder.exists():
        folder = _package_folder(name)
    if not (folder / "meta.json").is_file():
        raise ModelError(
            f"No model {name!r} can be loaded: give the name of an installed spaCy package or a folder "
            "('pip install' it first), or leave --model out for the one that ships"
        )
    return folder


def _package_folder(name: str) -> Path:
    """Return the data folder of a model package: it is named after the model and its version (spaCy's convention)."""
    try:
        found = importlib.util.find_spec(name)
    except (ImportError, ValueError):
        found = None
    if found is None or not found.submodule_search_locations:
        return Path(name)
    package = Path(found.submodule_search_locations[0])
    try:
        meta = json.loads((package / "meta.json").read_text(encoding="utf-8"))
        return package / f"{meta['lang']}_{meta['name']}-{meta['version']}"
    except (OSError, ValueError, KeyError):
        return package


def model_version(folder: Path) -> str:
    """Return name, version and the first eight hex digits of the SHA-256 of the model's files.

    "en_miner_ner-0.1.0+sha256:abcd1234".

    Raises:
        ModelError: the folder's meta.json cannot be read.
    """
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        title = f"{meta['lang']}_{meta['name']}-{meta['version']}"
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{folder}: meta.json cannot be read ({error}); install the model again") from error
    digest = sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".md":
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return f"{title}+sha256:{digest.hexdigest()[:8]}"
