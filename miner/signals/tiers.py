"""Who has to look at a row: tiers A to D by rules that a medical team can edit (`corpora/labels/tiers.toml`).

The first rule whose limits all hold decides. The table is checked as a whole when it is read, so that a rule which
never fits, or a row that no rule fits, is an error before a list is made.
"""

import difflib
import math
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any

from miner.errors import RulesError
from miner.records import PairEvidence, Progress, Routing
from miner.signals.stages import Ladder

_SHIPPED = "the shipped table is corpora/labels/tiers.toml"
_TIER_KEYS = {"meaning": str, "who": str, "agree": int}
_RULE_WORDS = ("tier", "reason")

Measure = Callable[[PairEvidence, Progress], float]

MEASURES: dict[str, Measure] = {
    "stage": lambda _, progress: progress.step,
    "supporting": lambda evidence, _: evidence.supporting_count,
    "opposing": lambda evidence, _: evidence.opposing_count,
    "consistency": lambda evidence, _: consistency_of(evidence),
    "harms": lambda _, progress: len(progress.harm_pmids),
    "warnings": lambda _, progress: progress.warning_count,
    "warning_share": lambda evidence, progress: progress.warning_count / max(1, evidence.evidence_count),
    "guidelines": lambda _, progress: progress.guideline_count,
    "refusals": lambda _, progress: progress.refusal_count,
    "closed": lambda _, progress: len(progress.closed),
    "concerns": lambda _, progress: len(progress.concern_pmids),
}
"""What a rule can limit; the table's head says what each counts."""

_SHARES = frozenset({"consistency", "warning_share"})
_LIMITS = tuple(f"{name}_{end}" for name in MEASURES for end in ("min", "max"))


def consistency_of(evidence: PairEvidence) -> float:
    """Return supporting studies as a share of supporting and opposing ones, 1 if there are neither."""
    found = evidence.supporting_count + evidence.opposing_count
    return evidence.supporting_count / found if found else 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """A tier: its letter, what it means, who has to look and how many of them must agree."""

    name: str
    meaning: str
    who: str
    agree_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule: the tier of the rows within its limits, and why. `limits` maps "stage_min" and the like to a number."""

    tier: str
    reason: str
    limits: Mapping[str, float]

    def fits(self, evidence: PairEvidence, progress: Progress) -> bool:
        """Return whether a row is within all limits."""
        for name, limit in self.limits.items():
            measure, _, end = name.rpartition("_")
            value = MEASURES[measure](evidence, progress)
            if value < limit if end == "min" else value > limit:
                return False
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiers:
    """The tiers by name and the rules in order; the last rule fits every row."""

    tiers: Mapping[str, Tier]
    rules: tuple[Rule, ...]

    def route(self, evidence: PairEvidence, progress: Progress) -> Routing:
        """Return the tier of a row and who has to look at it."""
        rule = next(rule for rule in self.rules if rule.fits(evidence, progress))
        tier = self.tiers[rule.tier]
        return Routing(tier=tier.name, reason=rule.reason, who=tier.who, agree_count=tier.agree_count)


def load_tiers(ladder: Ladder, path: Traversable) -> Tiers:
    """Return the tiers of a table.

    Raises:
        RulesError: the file is missing, is not TOML, or has a tier or rule that does not parse; the message says which
            and what to do.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise RulesError(f"{path}: {error.strerror}; {_SHIPPED}") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RulesError(f"{path}: not TOML in UTF-8 ({error}); correct the line, {_SHIPPED}") from error
    _check_keys(str(path), table, ("tiers", "rules"))
    tiers = _read_tiers(path, table.get("tiers"))
    rules = table.get("rules")
    if not isinstance(rules, list) or not rules or not all(isinstance(rule, dict) for rule in rules):
        raise RulesError(f"{path}: no rules; write each as [[rules]] with tier, reason and limits; {_SHIPPED}")
    read = tuple(_read_rule(f"{path}: rule {n}", rule, tiers, ladder) for n, rule in enumerate(rules, start=1))
    for number, rule in enumerate(read[:-1], start=1):
        if not rule.limits:
            raise RulesError(
                f"{path}: rule {number} has no limit, so that rules {number + 1} to {len(read)} never fit; give it a "
                "limit or move it to the end"
            )
    if read[-1].limits:
        raise RulesError(f"{path}: rule {len(read)}, the last, has limits; end with a rule without, for all other rows")
    return Tiers(tiers=tiers, rules=read)


def _read_tiers(path: Traversable, table: object) -> dict[str, Tier]:
    if not isinstance(table, dict) or not table:
        raise RulesError(f"{path}: no tiers; write each as [tiers.A] with meaning, who and agree; {_SHIPPED}")
    found = {}
    for name, tier in table.items():
        where = f"{path}: tier {name}"
        if not isinstance(tier, dict):
            raise RulesError(f"{where}: not a table; write [tiers.{name}] with meaning, who and agree")
        _check_keys(where, tier, tuple(_TIER_KEYS))
        for key, kind in _TIER_KEYS.items():
            if type(tier.get(key)) is not kind or not tier[key] or (kind is int and tier[key] < 1):
                needed = "a whole number, 1 or more" if kind is int else "text in quotes"
                raise RulesError(f"{where}: {key} is {tier.get(key)!r}; it must be {needed}")
        found[name] = Tier(name=name, meaning=tier["meaning"], who=tier["who"], agree_count=tier["agree"])
    return found


def _read_rule(where: str, rule: Mapping[str, Any], tiers: Mapping[str, Tier], ladder: Ladder) -> Rule:
    _check_keys(where, rule, (*_RULE_WORDS, *_LIMITS))
    if rule.get("tier") not in tiers:
        raise RulesError(f"{where}: tier is {rule.get('tier')!r}; it must be one of {', '.join(tiers)}")
    if not isinstance(rule.get("reason"), str) or not rule["reason"]:
        raise RulesError(f"{where}: no reason; say in words why a row is in the tier, since the list shows it")
    limits = {key: _read_limit(where, key, rule[key], ladder) for key in rule if key not in _RULE_WORDS}
    for name in MEASURES:
        low, high = limits.get(f"{name}_min"), limits.get(f"{name}_max")
        if low is not None and high is not None and low > high:
            raise RulesError(f"{where}: {name}_min is above {name}_max, so that no row fits; correct one of them")
    return Rule(tier=rule["tier"], reason=rule["reason"], limits=limits)


def _read_limit(where: str, key: str, value: object, ladder: Ladder) -> float:
    measure = key.rpartition("_")[0]
    if measure == "stage":
        position = ladder.position(value) if isinstance(value, str) else None
        if position is None:
            stages = ", ".join(step.stage for step in ladder.climbed)
            raise RulesError(f"{where}: {key} is {value!r}; it must be a stage: {stages}")
        return position
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    if not is_number or value < 0 or (measure in _SHARES and value > 1):  # type: ignore[operator]
        needed = "a share from 0 to 1" if measure in _SHARES else "a number, 0 or more"
        raise RulesError(f"{where}: {key} is {value!r}; it must be {needed}")
    return float(value)  # type: ignore[arg-type]


def _check_keys(where: str, table: Mapping[str, object], known: tuple[str, ...]) -> None:
    for key in table:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1, cutoff=0.6)
            hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(known)}"
            raise RulesError(f"{where}: {key!r} is not known; {hint}")
