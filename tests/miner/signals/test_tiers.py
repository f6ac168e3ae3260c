"""Who has to look at a row: the shipped rules, and what is said of a table that does not parse."""

from pathlib import Path

import pytest

from miner.errors import RulesError
from miner.records import Design, PairEvidence, Progress
from miner.signals.rules import STAGES, load_rules, place_of
from miner.signals.stages import load_ladder
from miner.signals.tiers import load_tiers

RULES = load_rules(None)
LADDER = load_ladder(place_of(None, STAGES))


def evidence(supporting: int = 1, opposing: int = 0, articles: int = 10) -> PairEvidence:
    return PairEvidence(
        drug_id="D:1",
        disease="X:1",
        evidence_count=articles,
        study_count=supporting + opposing,
        supporting_count=supporting,
        opposing_count=opposing,
        first_year=2001,
        last_year=2020,
        best_design=Design.RANDOMISED,
    )


def tier(stage: str, supporting: int = 1, opposing: int = 0, **details: int | tuple[object, ...]) -> str:
    progress = Progress(stage=stage, step=LADDER.position(stage) or 0, **details)  # type: ignore[arg-type]
    return RULES.tiers.route(evidence(supporting, opposing), progress).tier


def test_stage_and_agreement_lead_from_d_to_a() -> None:
    assert tier("preclinical") == "D"
    assert tier("case report", 2) == "D"
    assert tier("case report", 3) == "C"
    assert tier("case series or observational") == "C"
    assert tier("phase 1 or 2") == "C"
    assert tier("randomised", 2) == "B"
    assert tier("systematic review or guideline", 3) == "A"
    assert tier("approved elsewhere", 3) == "A"
    assert tier("approved elsewhere") == "A"
    assert tier("randomised") == "C"  # a single trial


def test_what_speaks_against_a_use_outweighs_its_stage() -> None:
    assert tier("approved elsewhere", 2, 2) == "D"
    assert tier("randomised", 2, 2) == "D"
    assert tier("randomised", 5, 4) == "C"
    assert tier("approved elsewhere", 5, refusal_count=1) == "D"
    assert tier("approved elsewhere", 5, warning_count=2) == "D"
    assert tier("phase 1 or 2", 5, closed=("randomised: no benefit",)) == "D"


def test_single_signs_against_a_use_do_not_send_it_to_d() -> None:
    assert tier("randomised", 5, 1) == "B"
    assert tier("approved elsewhere", 5, warning_count=1) == "B"
    assert tier("approved elsewhere", 5, refusal_count=1, guideline_count=1) == "A"
    assert tier("approved elsewhere", 5, concern_pmids=(1,)) == "B"
    assert tier("randomised", 5, harm_pmids=(1, 2, 3)) == "B"  # a drug that works has harms


def test_a_tier_says_who_has_to_look_and_how_many_must_agree() -> None:
    routing = RULES.tiers.route(evidence(), Progress(stage="case report", step=2))
    assert (routing.tier, routing.agree_count) == ("D", 3)
    assert "drug safety" in routing.who
    assert routing.reason == "one or two case reports, or no patients at all"


TIER = '[tiers.A]\nmeaning = "m"\nwho = "w"\nagree = 1\n'
REST = '[[rules]]\ntier = "A"\nreason = "r"\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("tiers = 1 1", r"not TOML in UTF-8 \(.*line 1.*\); correct the line"),
        (TIER, r"no rules; write each as \[\[rules\]\] with tier, reason and limits"),
        (REST, r"no tiers; write each as \[tiers\.A\]"),
        (TIER.replace("agree = 1", "agree = 0") + REST, "tier A: agree is 0; it must be a whole number, 1 or more"),
        (TIER.replace('"w"', '""') + REST, "tier A: who is ''; it must be text in quotes"),
        (TIER.replace("who", "whom") + REST, "tier A: 'whom' is not known; did you mean 'who'?"),
        (TIER + REST.replace('"A"', '"E"'), "rule 1: tier is 'E'; it must be one of A"),
        (TIER + '[[rules]]\ntier = "A"\n', "rule 1: no reason; say in words"),
        (
            TIER + REST + "suporting_min = 1\n" + REST,
            "rule 1: 'suporting_min' is not known; did you mean 'supporting_min'",
        ),
        (TIER + REST + 'stage_min = "phase 9"\n' + REST, "rule 1: stage_min is 'phase 9'; it must be a stage: p"),
        (
            TIER + REST + "consistency_min = 75\n" + REST,
            "rule 1: consistency_min is 75; it must be a share from 0 to 1",
        ),
        (TIER + REST + "harms_max = true\n" + REST, "rule 1: harms_max is True; it must be a number, 0 or more"),
        (TIER + REST + "harms_max = nan\n" + REST, "rule 1: harms_max is nan; it must be a number, 0 or more"),
        (TIER + REST + "harms_max = inf\n" + REST, "rule 1: harms_max is inf; it must be a number, 0 or more"),
        (TIER + REST + "harms_min = 3\nharms_max = 1\n" + REST, "rule 1: harms_min is above harms_max, so that no"),
        (TIER + REST + REST, "rule 1 has no limit, so that rules 2 to 2 never fit; give it a limit or move it"),
        (TIER + REST + "harms_min = 3\n", "rule 1, the last, has limits; end with a rule without"),
    ],
)
def test_a_bad_table_says_what_where_and_what_to_do(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "our-tiers.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RulesError, match=message) as caught:
        load_tiers(LADDER, path)
    assert str(caught.value).startswith(str(path))


def test_a_missing_table_is_said(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match="No such file"):
        load_tiers(LADDER, tmp_path / "none.toml")


def test_the_version_follows_the_rules_and_not_the_comments(tmp_path: Path) -> None:
    path = tmp_path / "tiers.toml"
    shipped = place_of(None, "tiers.toml").read_text(encoding="utf-8")
    path.write_text("# our own\n" + shipped, encoding="utf-8")
    assert load_rules(None, path).version == RULES.version
    path.write_text(shipped.replace("supporting_min = 3", "supporting_min = 4"), encoding="utf-8")
    assert load_rules(None, path).version != RULES.version
    assert "supporting_min = 4" in load_rules(None, path).tables["tiers.toml"]
