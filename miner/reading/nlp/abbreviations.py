"""A pipeline component that finds the abbreviations that a text defines: "selective inhibitors (SI)".

The algorithm is that of Schwartz and Hearst (2003, PMID 12603049): the letters of the short form are searched from
right to left in the words before its bracket. Two changes: whatever follows the short form in the bracket is ignored
("(DOX, 5 mg)"), and matching is by characters, since the ends of tokens are not those of chemical names. Time is
linear in the length of the text, whatever its brackets.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from spacy.attrs import ORTH  # type: ignore[import-not-found]  # compiled, without stubs
from spacy.language import Language
from spacy.strings import get_string_id
from spacy.tokens import Doc, Span

from miner.reading.nlp.tokens import text_of

_SHORT = r"[^\W_](?:[^\s,;:()\[\]=<>%]|\(\d[+-]?\)){1,14}(?: [^\s,;:()\[\]=<>%]{1,5})?"
_BRACKET = re.compile(rf"[(\[](?<=[\w\])\"'*+] .)[\"'\u201c]?({_SHORT})[\"'\u201d]?(?:[,;:=][^()\[\]]{{0,200}})?[)\]]")
_REVERSED = re.compile(r"(?<!\S)([^\W_][\w-]{1,9}) [(\[]([^\W_][^()\[\]\n]{5,100})[)\]]")
_BREAK = re.compile(r"\n|[,;?!] |(?<=[a-z0-9)])\. (?=[A-Z(])")
_WORD = re.compile(r"\S+")
_PART = re.compile(r"[^\W_]+(?:['\u2019]s\b)?")
_REACH = 300
"""Characters before a bracket that are searched for a long form."""
_LETTERS_MAX = 12
_NEVER_FIRST = frozenset(
    {"a", "an", "and", "are", "as", "at", "by", "for", "from", "is", "of", "on", "or", "than", "that", "the", "to"}
    | {"was", "were", "which", "with"}
)
_NO_NAME = re.compile(
    r"(?i)(?:see|fig|figs|table|n|p|ref|refs|i\.e|e\.g|ie|eg|vs|and|or|the|both|with|not|group|study)\b"
)


Name = tuple[int, ...]
"""The words of a short form, each as spaCy's hash of its spelling."""


class Definition(NamedTuple):
    """A short form and its long form, each as [start, end) in the text."""

    short_start: int
    short_end: int
    long_start: int
    long_end: int


def find_definitions(text: str) -> list[Definition]:
    """Return the abbreviations that a text defines, in order: "long form (SHORT)" and "SHORT (long form)"."""
    found = [definition for match in _BRACKET.finditer(text) if (definition := _before_bracket(text, match))]
    places = {definition.short_start for definition in found}
    found += [d for match in _REVERSED.finditer(text) if (d := _in_bracket(match)) and d.short_start not in places]
    return sorted(found)


def _before_bracket(text: str, match: re.Match[str]) -> Definition | None:
    """Match "long form (SHORT)": the nearest words before the bracket that contain the letters of the short form."""
    short = match[1].rstrip(".'\"-")
    end = match.start() - 1
    if not _is_short_form(short) and not _is_cut(short, text[max(0, end - _REACH) : end]):
        return None
    begin = max(0, end - _REACH)
    breaks = [found.end() for found in _BREAK.finditer(text, begin, end)]
    before = text[breaks[-1] if breaks else begin : end]
    words = list(_WORD.finditer(before))[-_words_max(short) :]
    if not words:
        return None
    start = _match_initials(short, before)
    if start is None:
        start = _match_letters(short, before, words[0].start())
    if start is None:
        start = _match_initials(short, before, in_order=False)
    if start is None or not _is_long_form(short, before[start:]):
        return None
    return Definition(match.start(1), match.start(1) + len(short), end - len(before) + start, end)


def _in_bracket(match: re.Match[str]) -> Definition | None:
    """Match "SHORT (long form)": the bracket up to a comma or semicolon, if the letters match from its first word."""
    short, long = match[1], re.split(r"[,;]", match[2])[0].rstrip()
    is_definition = _is_short_form(short) and sum(char.isupper() for char in short) >= 2 and " " in long
    if (
        not is_definition
        or len(long.split()) > _words_max(short)
        or _match_letters(short, long, 0) != 0
        or not _is_long_form(short, long)
    ):
        return None
    return Definition(match.start(1), match.end(1), match.start(2), match.start(2) + len(long))


def _is_short_form(short: str) -> bool:
    """Return whether this may be a short form: 2 to 12 letters and digits, with a letter, and a capital or a digit."""
    letters = [char for char in short if char.isalnum()]
    has_name = any(char.isupper() for char in letters) or any(map(str.isdigit, letters))
    return (
        2 <= len(letters) <= _LETTERS_MAX and has_name and any(map(str.isalpha, letters)) and not _NO_NAME.match(short)
    )


def _is_cut(short: str, before: str) -> bool:
    """Return whether a short form without capitals is a prefix of the word before it: "dexamethasone (dex)"."""
    last = before.rpartition(" ")[2].lower()
    return short.isalpha() and 3 <= len(short) <= 6 and len(last) >= 2 * len(short) and last.startswith(short)


def _words_max(short: str) -> int:
    letters = sum(char.isalnum() for char in short)
    return min(letters + 5, letters * 2)


def _match_initials(short: str, before: str, *, in_order: bool = True) -> int | None:
    """Return the offset of the last words whose initials are the short form's capitals, in any order if not `in_order`.

    "experimental autoimmune encephalomyelitis (EAE)", where `_match_letters` would take only the last word, and, in
    another order, "myotonic dystrophy (DM)". None if the initials differ.
    """
    letters = short.removesuffix("s")
    words = list(_PART.finditer(before))[-len(letters) :]
    if not letters.isupper() or not letters.isalpha() or len(words) < len(letters):
        return None
    initials = [word[0][0].upper() for word in words]
    is_same = initials == list(letters) if in_order else sorted(initials) == sorted(letters)
    return words[0].start() if is_same else None


def _match_letters(short: str, before: str, leftmost: int) -> int | None:
    """Return the offset of the word in `before` where the long form starts; None if the letters are not there.

    Letters are matched from right to left, each at its last occurrence, the first letter only at the start of a word
    or of a part of a word.
    """
    letters = [char for char in short.lower() if char.isalnum()]
    text, place = before.lower(), len(before)
    for number in range(len(letters) - 1, -1, -1):
        place = text.rfind(letters[number], leftmost, place)
        while number == 0 and place > 0 and text[place - 1].isalnum():
            place = text.rfind(letters[number], leftmost, place)
        if place < 0:
            return None
    start = max(before.rfind(" ", 0, place), before.rfind("/", 0, place)) + 1
    # "(tryptophan (TRP)": an unbalanced opening bracket is not part of the word
    return start + 1 if before[start] in "([" and not _is_balanced(before[start:]) else start


def _is_long_form(short: str, long: str) -> bool:
    """Return whether the words are longer than the short form, do not contain it, and start and balance like a name."""
    first = long.split(maxsplit=1)[0].lower()
    return (
        len(long) > len(short)
        and short not in long.split()
        and first not in _NEVER_FIRST
        and long[0] != "("
        and _is_balanced(long)
    )


def _is_balanced(long: str) -> bool:
    return long.count("(") == long.count(")") and long.count("[") == long.count("]")


@Language.component("abbreviations")
def mark_abbreviations(doc: Doc) -> Doc:
    """Return the document with its abbreviations set: every occurrence of every short form, with its long form.

    They are in `doc._.abbreviations`, the long form of each as `span._.long_form`.

    An occurrence uses the last definition up to it, or else the first. Plurals count too ("SSRIs").
    """
    definitions: dict[Name, list[tuple[int, Span]]] = defaultdict(list)
    for definition in find_definitions(text_of(doc)):
        short = doc.char_span(definition.short_start, definition.short_end)
        long = doc.char_span(definition.long_start, definition.long_end, alignment_mode="expand")
        if short is not None and long is not None and long.text.strip():
            for words in _singular_and_plural([token.text for token in short]):
                definitions[tuple(map(get_string_id, words))].append((short.start, long))
    doc._.abbreviations = list(_occurrences(doc, definitions)) if definitions else []
    return doc


def long_forms_of(doc: Doc) -> dict[str, str]:
    """Return the long form of each short form of a document in which abbreviations were looked for."""
    text = text_of(doc)  # a span's own text is put together from its tokens each time
    return {_words_of(short, text): _words_of(short._.long_form, text) for short in doc._.abbreviations}


def _words_of(span: Span, text: str) -> str:
    return text[span.start_char : span.end_char]


def _singular_and_plural(words: list[str]) -> Iterator[tuple[str, ...]]:
    """Yield the short form as printed, and its plural or singular if its capitals show which letter is the ending."""
    *others, last = words
    yield (*others, last)
    if last.isupper():
        yield (*others, f"{last}s")
    elif last.endswith("s") and last[:-1].isupper() and len(last) > 2:
        yield (*others, last[:-1])


def _occurrences(doc: Doc, definitions: dict[Name, list[tuple[int, Span]]]) -> Iterator[Span]:
    by_first_word: dict[int, list[Name]] = defaultdict(list)
    for name in sorted(definitions, key=len, reverse=True):
        by_first_word[name[0]].append(name)
    attributes: Any = doc.to_array([ORTH])  # reading each token's text would make spaCy create an object for it
    words: list[int] = attributes.tolist()
    free = 0
    for position in [place for place, word in enumerate(words) if word in by_first_word]:
        for name in by_first_word[words[position]] if position >= free else ():
            if tuple(words[position : position + len(name)]) == name:
                defined = definitions[name]
                number = bisect_right(defined, position, key=lambda pair: pair[0])
                free = position + len(name)
                span = Span(doc, position, free)
                span._.long_form = defined[max(0, number - 1)][1]
                yield span
                break


Doc.set_extension("abbreviations", default=None, force=True)
Span.set_extension("long_form", default=None, force=True)
