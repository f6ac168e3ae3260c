"""Parts of a page that its script unpacks when a reader asks for them: JSON, deflated, as base64 in data blocks.

A data block is no script: a browser does not run it, and base64 has no character that could end it. What is in it is
HTML that Jinja has escaped, as in the rest of the page.
"""

import json
import zlib
from base64 import b64encode
from collections.abc import Sequence


def pack(fragments: Sequence[str]) -> str:
    """Return the fragments as base64 of the deflated (RFC 1951) JSON array."""
    content = json.dumps(list(fragments), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
    return b64encode(deflater.compress(content) + deflater.flush()).decode("ascii")


def inert_json(value: object) -> str:
    """Return the value as JSON for a data block: no character of it can end the block or begin a tag or comment."""
    text = json.dumps(value, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
