"""The literal pre-filter never skips an expression that matches."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miner.reading.claims.beginnings import leading_literals
from miner.reading.claims.cues import COMPILED_COMPARATOR, COMPILED_CUES, COMPILED_OUTCOMES, COMPILED_PRIOR, CUES
from miner.reading.claims.literals import EDGE, literals_with_edges, required_literals
from miner.reading.claims.prefilter import Prefilter


@pytest.mark.parametrize(
    ("pattern", "literals"),
    [
        ("treat(?:ed|ment) of", [{"treat"}, {"ed", "ment"}, {" of"}]),
        ("(?:no |not )?benefit", [{"benefit"}]),
        ("(?:cured?|a.|healed)x", [{"cure", "a", "healed"}, {"x"}]),
        ("(?:|healed)", []),
        (r"(?=.*placebo)(?!drug)(?:\w+ ){2}none", [{"placebo"}, {" "}, {"none"}]),
    ],
)
def test_the_strings_that_a_match_cannot_do_without(pattern: str, literals: list[set[str]]) -> None:
    assert [set(one) for one in required_literals(re.compile(pattern))] == literals


def test_a_sieve_keeps_the_order_and_what_asks_for_nothing() -> None:
    prefilter = Prefilter(
        [re.compile("cured"), re.compile(r"\w+"), re.compile("relieved (by|with)"), re.compile("healed")]
    )
    assert list(prefilter.candidates("pain relieved with rest, cured")) == [0, 1, 2]
    assert list(prefilter.candidates("pain relieved with rest, cured", among=0b101)) == [0, 2]
    assert list(prefilter.candidates("")) == [1]


def test_a_sieve_asks_for_both_of_two_words() -> None:
    prefilter = Prefilter([re.compile("(no|without) .*benefit .*placebo"), re.compile("benefit")])
    assert list(prefilter.candidates("a benefit over rest")) == [1]
    assert list(prefilter.candidates("no benefit over placebo")) == [0, 1]


def test_every_cue_passes_the_sieve_wherever_it_matches() -> None:
    patterns = [pattern for _, pattern in (*COMPILED_CUES, *COMPILED_OUTCOMES)]
    patterns += [*COMPILED_PRIOR, *COMPILED_COMPARATOR]
    prefilter = Prefilter(patterns)
    for cue in CUES:
        for near, far in (("DRUG", "DISEASE"), ("OTHERDRUG", "OTHERDISEASE")):
            words = re.sub(r"<<.*?>>", "OTHERDRUG", cue.example.lower().replace("[[", "{").replace("]]", "}"))
            text = re.sub(r"\{.*?\}", "OTHERDISEASE", words)
            text = re.sub(r"\[.*?\]", far, re.sub(r"<.*?>", near, text))
            matching = [number for number, pattern in enumerate(patterns) if pattern.search(text)]
            assert set(matching) <= set(prefilter.candidates(text))


@pytest.mark.parametrize(
    ("pattern", "literals"),
    [
        (r"\b(?:no|lack\w*) use\b", [{"|no|", "|lack"}, {" use|"}]),
        (r"\b(?<!non)superior\b|x-ray", [{"|superior|", "x-ray"}]),
        (r"\b(?:very )?good", [{"good"}]),  # "very good", but also "verygood" if nobody looks closer
        (r"^no(?:t|ne)?\b", [{"|no"}]),
        (r"(?:no){2}\b", [{"no"}]),
        (r"\b-fold", [{"-fold"}]),  # the edge is before the hyphen, behind the word
        # not "DRUG", which all sentences have
        (r"DRUG (?:free|sparing)|cost of DRUG\b", [{"|free", "|sparing", "cost of DRUG|"}]),
    ],
)
def test_the_edges_of_words_are_known_where_patterns_ask_for_them(pattern: str, literals: list[set[str]]) -> None:
    found = [{one.replace(EDGE, "|") for one in each} for each in literals_with_edges(re.compile(pattern))]
    assert found == literals


@pytest.mark.parametrize("text", ["no use", "(no use)", "of no\tuse", "no_use", "note use", "noi use", "sinö-no use"])
def test_a_word_is_found_beside_any_mark_and_nowhere_else(text: str) -> None:
    pattern = re.compile(r"\bno\b.use")
    assert (list(Prefilter([pattern]).candidates(text)) == [0]) is (pattern.search(text) is not None)


@given(st.text(alphabet="no tse-_.,ö\n", max_size=30))
def test_the_sieve_never_skips_what_matches(text: str) -> None:
    patterns = [
        re.compile(pattern)
        for pattern in (r"\bnot?\b", r"\b(?:no|set) (?:one|tone)", r"(?:^|\W)se[ts]\b", r"not-(?=e)e", r"\bön\w+ to\b")
    ]
    matching = {number for number, pattern in enumerate(patterns) if pattern.search(text)}
    assert matching <= set(Prefilter(patterns).candidates(text))


@pytest.mark.parametrize(
    ("pattern", "literals"),
    [
        (r"\b(?:no|lack\w*) use\b", {"|no use", "|lack", "|lack u"}),
        (r"h(a)?emorrhage", {"hemorrh", "haemorr"}),
        (r"(?<!non)superior|(?:very )?good", {"superio", "good", "very go"}),
        (r"\bp ?[<=]", {"|p<", "|p=", "|p <", "|p ="}),
        (r"\b-fold", {"-fold"}),  # the edge is before the hyphen, behind the word
        (r"[a-z]+ use", set()),
        (r"(?:no )?", set()),
    ],
)
def test_what_a_match_begins_with(pattern: str, literals: set[str]) -> None:
    assert {one.replace(EDGE, "|") for one in leading_literals(re.compile(pattern))} == literals


@given(st.text(alphabet="no tse-_.,\u00f6\n", max_size=30), st.integers(0, 5), st.integers(0, 30))
def test_a_match_is_found_where_search_finds_it(text: str, start: int, end: int) -> None:
    patterns = [
        re.compile(pattern)
        for pattern in (r"\bno(?:t|ne)?\b", r"(?<!o )s(?:e|o)+t", r"^not|\bset", r"-(?:no|se) ?|no\n", r"[no]{2,} ")
    ]
    scan = Prefilter(patterns).scan(text, start, end)
    for number, pattern in enumerate(patterns):
        expected = pattern.search(text, start, end)
        found = scan.search(number) if number in scan.candidates() else None
        assert (found and found.span()) == (expected and expected.span())
