"""Names that titles give to trials: "APSIS" in "results from the APSIS study", "MERIT-HF" after its long form.

A name has two capitals in a row and three characters. It stands before "study", "trial" or "investigators", or in
brackets after the words that it abbreviates, one of which is "study", "trial" and the like.
"""

import re

_NAME = r"(?=[A-Za-z0-9/-]*[A-Z]{2})[A-Z][A-Za-z0-9/-]+"
_BEFORE_STUDY = re.compile(
    rf"(?<![\w-])({_NAME})\)?,? (?:[a-z]+ )?(?:[Tt]rials?|[Ss]tudy|[Ss]ub-?study|[Ii]nvestigators|TRIAL|STUDY)\b"
)
_AFTER_STUDY = re.compile(
    r"\b(?:Trial|Study|Evaluation|Investigation|Intervention|Survey|Program(?:me)?|Registry)\b"
    rf"[^().:;]{{0,80}}\(({_NAME})\)"
)
_LENGTH_MIN = 3
_NO_NAMES = frozenset({"AIDS", "COPD", "HIV", "I/II", "II/III", "IIA", "IIB", "III", "MRI", "PET", "PTSD", "RCT"})
"""Phases, designs, methods and the diseases that "trial" follows most."""


def trial_names_in(title: str) -> tuple[str, ...]:
    """Return the names of trials in a title in upper case, each once, sorted."""
    if "tud" not in title and "rial" not in title and "nvestigat" not in title and "(" not in title:
        return ()
    names = {found[1].upper() for pattern in (_BEFORE_STUDY, _AFTER_STUDY) for found in pattern.finditer(title)}
    return tuple(sorted(name for name in names - _NO_NAMES if len(name) >= _LENGTH_MIN))
