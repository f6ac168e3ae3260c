"""Names of authors in one form, so that the articles of one group can be recognised.

A name as MEDLINE prints it ("Nuñez-García JM Jr") becomes family name and initials ("nunez garcia jm"): without
marks, hyphens and suffixes, which one author prints in one article and not in the next.
"""

import json
import re
import unicodedata
from collections.abc import Iterable

_SUFFIXES = frozenset({"jr", "sr", "2nd", "3rd", "4th", "ii", "iii", "iv"})
_NOT_WORD = re.compile(r"[^\w]+")
_APOSTROPHE = re.compile("['\N{RIGHT SINGLE QUOTATION MARK}`]")


def author_key(name: str) -> str:
    """Return family name and initials of an author in lower case, "" if no letter is left."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    words = _NOT_WORD.sub(" ", _APOSTROPHE.sub("", plain)).casefold().split()
    if len(words) > 2 and words[-1] in _SUFFIXES:
        words.pop()
    return " ".join(words)


def author_keys(names: Iterable[str]) -> str:
    """Return the authors of an article in their order as a JSON list of keys, each once."""
    return json.dumps(list(dict.fromkeys(filter(None, map(author_key, names)))), separators=(",", ":"))
