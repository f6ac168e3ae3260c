"""Every pattern of the finders, compiled once, with the filter that tells which of them a sentence can match."""

import re
from collections.abc import Iterable

from miner.reading.populations import drug_words, scope_words, sex_words
from miner.reading.populations.age_words import AGES
from miner.reading.populations.cues import CueFilter
from miner.reading.populations.dose_words import SHARE_SIGNS, UNIT_SIGNS
from miner.reading.populations.schedule_words import SCHEDULES, SPANS
from miner.reading.populations.severity_words import VALUES
from miner.reading.populations.wordings import WORDINGS


def compile_all(patterns: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    """Return the patterns compiled, in order."""
    return tuple(map(re.compile, patterns))


def _words(rows: Iterable[tuple[str, str]]) -> tuple[re.Pattern[str], ...]:
    return compile_all(rf"\b(?:{pattern})\b" for _, pattern in rows)


CUES = CueFilter(
    {
        "own": compile_all(scope_words.OWN),
        "aims": compile_all(scope_words.AIMS),
        "openings": compile_all(scope_words.OPENINGS),
        "results": compile_all(scope_words.RESULTS),
        "enrolled": compile_all(scope_words.ENROLLED),
        "others": compile_all(scope_words.OTHERS),
        "future": compile_all(scope_words.FUTURE),
        "wordings": compile_all(wording.pattern for wording in WORDINGS),
        "ages": compile_all(AGES),
        "schedules": compile_all(pattern for _, pattern in SCHEDULES),
        "spans": compile_all(SPANS),
        "units": compile_all((UNIT_SIGNS,)),
        "shares": compile_all((SHARE_SIGNS,)),
        "severity": _words(VALUES.items()),
        "placebo": compile_all((drug_words.PLACEBOS,)),
        "no drug": compile_all(pattern for _, pattern in drug_words.NO_DRUG_COMPARATORS),
        "comparison": compile_all((drug_words.COMPARED, drug_words.ASSIGNED, drug_words.BETWEEN)),
        "ties": compile_all((drug_words.TIES.replace(r"|\+", ""),)),
        "female": compile_all(sex_words.FEMALE),
        "male": compile_all(sex_words.MALE),
        "modalities": _words(drug_words.MODALITIES),
        "prior": compile_all((*drug_words.PRIOR_WAYS, drug_words.PRIOR_AFTER, drug_words.PRIOR_FAILED)),
        "prior words": _words(drug_words.PRIOR_WORDS),
    }
)
"""The patterns by group. Those of "wordings", "schedules" and the words of drugs are in the order of their tables."""
