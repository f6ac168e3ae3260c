"""Section labels: what a section is by its printed label, and headings inside running text."""

import pytest

from miner.sources.section_labels import category_of_label, find_headings, inline_categories


@pytest.mark.parametrize(
    ("label", "category"),
    [
        ("BACKGROUND", "BACKGROUND"),
        ("SUMMARY OF BACKGROUND DATA", "BACKGROUND"),
        ("What is already known", "BACKGROUND"),
        ("AIM", "OBJECTIVE"),
        ("PURPOSE OF REVIEW", "OBJECTIVE"),
        ("PATIENTS AND METHODS", "METHODS"),
        ("Main outcome measures", "METHODS"),
        ("DESIGN, SETTING AND PARTICIPANTS", "METHODS"),
        ("METHODS AND RESULTS", "RESULTS"),
        ("RECENT FINDINGS", "RESULTS"),
        ("RESULT(S)", "RESULTS"),
        ("CASE PRESENTATION", "RESULTS"),
        ("INTERPRETATION", "CONCLUSIONS"),
        ("CONCLUSIONS AND RELEVANCE", "CONCLUSIONS"),
        ("IMPLICATIONS FOR PRACTICE", "CONCLUSIONS"),
        ("PTSD", ""),
        ("", ""),
    ],
)
def test_a_label_is_read_by_its_words(label: str, category: str) -> None:
    assert category_of_label(label) == category


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("Background: It hurts. Results: Forty healed.", ["Background", "Results"]),
        ("We saw adults. RESULTS Forty healed. CONCLUSIONS It works.", ["RESULTS", "CONCLUSIONS"]),
        (
            "### objective To see. ### methods Adults ### results forty healed",
            ["### objective", "### methods", "### r"],
        ),
        ("Purpose To see. Methods Forty adults were seen. Results All healed.", ["Purpose", "Methods", "Results"]),
        ("Patients with gout were treated. Results show that it works.", []),
        ("Findings from the trial were good. Case 1 healed. Treatment of gout.", []),
        ("It was a secondary outcome: pain.", []),
    ],
)
def test_headings_stand_out_from_running_text(text: str, headings: list[str]) -> None:
    found = [start for start, _ in find_headings(text, 0, len(text))]
    assert len(found) == len(headings)
    assert all(text.startswith(heading, start) for start, heading in zip(found, headings, strict=True))


def test_a_heading_counts_until_the_next_one_if_results_are_marked() -> None:
    text = "Aim: To see.\nAll were seen.\nResults: Forty healed.\nTen did not."
    lines = text.split("\n")
    places = [(text.index(line), text.index(line) + len(line)) for line in lines]
    assert inline_categories(text, places) == ["OBJECTIVE", "OBJECTIVE", "RESULTS", "RESULTS"]
    assert inline_categories(text, places[:2]) == ["OBJECTIVE", ""]
