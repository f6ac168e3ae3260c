"""All guards of traits. One table."""

from miner.reading.populations.guard import Guard
from miner.reading.populations.line_guards import LINE_GUARDS
from miner.reading.populations.marker_guards import MARKER_GUARDS
from miner.reading.populations.partner_guards import PARTNER_GUARDS
from miner.reading.populations.patient_guards import PATIENT_GUARDS
from miner.reading.populations.prior_guards import PRIOR_GUARDS
from miner.reading.populations.setting_guards import SETTING_GUARDS
from miner.reading.populations.use_guards import USE_GUARDS

GUARDS: tuple[Guard, ...] = (
    *LINE_GUARDS, *PRIOR_GUARDS, *MARKER_GUARDS, *USE_GUARDS, *SETTING_GUARDS, *PARTNER_GUARDS, *PATIENT_GUARDS
)  # fmt: skip
"""All rows."""
