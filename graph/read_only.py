"""Decides from the text of a Cypher statement whether it only reads.

The check is an allow-list, so that anything new is refused: the clauses that a statement may begin with and the
procedures it may call. It is the first of four guards; `store.py` adds the planner's own verdict, read access mode and
a roll-back. Each is needed: the embedded engine enforces no access mode, and a roll-back does not undo schema changes
or `IN TRANSACTIONS`.
"""

import re

from graph.errors import GraphReadOnlyError

_NOT_CODE = re.compile(r"/\*.*?\*/|//[^\n]*|'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|`(?:``|[^`])*`", re.DOTALL)
_WORD = re.compile(r"(?<![\w.:|&!$])[A-Za-z_]\w*")
_CALL = re.compile(r"(?<![\w.:|&!$])CALL\s*([\w.\s]*?)(?=[({]|YIELD\b|RETURN\b|;|$|[^\w.\s])", re.IGNORECASE)

_BEGINNINGS = frozenset({"MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN", "CALL"})
_PREFIXES = frozenset({"EXPLAIN", "PROFILE"})
_WRITING = frozenset({"CREATE", "MERGE", "INSERT", "SET", "REMOVE", "DELETE", "DETACH", "NODETACH", "FOREACH"})
_ADMINISTRATIVE = frozenset({"DROP", "LOAD", "TRANSACTION", "TRANSACTIONS", "USE"})
READING_PROCEDURES = frozenset({"db.labels", "db.relationshiptypes", "db.propertykeys"})


def check_reads_only(cypher: str) -> None:
    """Raise GraphReadOnlyError unless the statement only reads the graph.

    Names in backticks, strings and comments do not count as clauses, nor do labels, properties and parameters called
    `set` or `create`. A Unicode escape is refused, because Neo4j resolves it before parsing.
    """
    if re.search(r"\\u", cypher, re.IGNORECASE):
        raise GraphReadOnlyError("The statement contains a \\u escape; write the character itself.")
    code = _NOT_CODE.sub(lambda found: "_" if found[0].startswith(("'", '"', "`")) else " ", cypher)
    words = [word.upper() for word in _WORD.findall(code)]
    while words and words[0] in _PREFIXES:
        words.pop(0)
    if not words or words[0] not in _BEGINNINGS:
        begun = f"'{words[0]}'" if words else "nothing"
        raise GraphReadOnlyError(
            f"The statement begins with {begun}; here it may only read and must begin with MATCH, "
            "OPTIONAL MATCH, UNWIND, WITH, RETURN or CALL."
        )
    for word in words:
        if word in _WRITING | _ADMINISTRATIVE:
            raise GraphReadOnlyError(
                f"The statement uses {word}; here it may only read the graph. "
                f"If {word.lower()} is a name, put it in backticks."
            )
    for found in _CALL.finditer(code):
        name = "".join(found[1].split())
        if name and name.lower() not in READING_PROCEDURES:
            raise GraphReadOnlyError(
                f"The statement calls {name}; here only these may be called: {', '.join(sorted(READING_PROCEDURES))}."
            )
