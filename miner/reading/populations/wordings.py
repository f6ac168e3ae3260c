"""Wordings of traits: age group, pregnancy, line, setting and route as texts say them. One table.

A pattern is searched in the text in lower case. `before` must not match just before it, `after` not just behind it.
Every row has an example, whose words get the row's value, and a guard, near words that must not.
"""

from miner.reading.populations.course_wordings import COURSE_WORDINGS
from miner.reading.populations.patient_wordings import PATIENT_WORDINGS
from miner.reading.populations.route_wordings import ROUTE_WORDINGS
from miner.reading.populations.wording import Wording

WORDINGS: tuple[Wording, ...] = (*PATIENT_WORDINGS, *COURSE_WORDINGS, *ROUTE_WORDINGS)
"""All rows."""
