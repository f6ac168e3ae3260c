"""How texts write ages in numbers, in the text in lower case.

Named groups: `low` and `high` of a range, `mean` with or without a range, `least`, `most`, `one`, and their units.
"""

_UNIT = r"(?:years?|yrs?\.?|y(?=[\s,.;)/])|months?|mos?\.?(?=[\s,;)])|weeks?|days?|hours?)"
_NUMBER = r"\d{1,3}(?:\.\d+)?"
_DASH = r"\s?(?:-|\u2013|\u2014|\u2212|to|and|through|until)\s?"
_RANGE = rf"(?P<low>{_NUMBER})\s?(?P<low_unit>{_UNIT})?{_DASH}(?:<\s?)?(?P<high>{_NUMBER})\s?-?(?P<unit>{_UNIT})?"
_PATIENTS = (
    "children", "patients", "boys", "girls", "infants", "adolescents", "subjects", "volunteers", "women", "men",
    "adults",
)  # fmt: skip
_WITH_BRACKET = "|".join(rf"{word} \(" for word in _PATIENTS)
_UNDER = "|".join(
    f"{word} {under}"
    for word in ("aged", "age", "children", "patients", "infants")
    for under in ("<", "\u2264", "under", "below", "younger than", "up to", "less than", "< or =", "<=")
)
"""Written out, since a filter looks for the longest string that must be there."""
AGES = (
    (
        r"\b(?:aged?|ages|age range|age ranged?)(?: (?:range|of|from|between|was|were|ranged|ranging|group|"
        rf"limits?))*[:,;]?\s?\(?{_RANGE}"
    ),
    (
        rf"\b(?:{_WITH_BRACKET})"
        rf"(?:range,? )?(?P<low>{_NUMBER}){_DASH}(?P<high>{_NUMBER})\s?(?P<unit>years?|yrs?|months?|weeks?|"
        r"days?)\)"
    ),
    rf"(?<![\d.\u00b1/-])(?<!\+/- ){_RANGE}(?: of age|[- ]olds?\b| \(?age)",
    (
        rf"\b(?:mean|median|average)(?: ?(?:\([^)]{{1,20}}\)|\u00b1 ?sd|\+/- ?sd))?(?: patient)? ages?"
        rf"(?:[,:;=]| (?:was|of|at \w+|and|range|\u00b1|\+/-|sd|\(sd\)|\(range\)|\([^)]{{1,20}}\)|=|in the|"
        rf"years?))*\s?\(?(?P<mean>{_NUMBER})(?!\s?(?:%|and))"
        rf"(?:\s?(?:\u00b1|\+/-|\+-|\(sd|\(\u00b1)\s?{_NUMBER}\)?)?\s?(?P<mean_unit>{_UNIT})?"
        rf"(?:[,;]?\s?[\[(]?(?:age )?range[,:;=]?(?: of| from)? {_RANGE})?"
    ),
    (
        r"\b(?:aged|ages)\s?(?:of )?(?:>=|> or =|\u2265|\u2a7e|>|at least|over|above|older than|"
        rf"\u2267)\s?(?P<least>{_NUMBER})\s?(?P<unit>{_UNIT})?"
    ),
    (
        r"(?:>=|> or =|[\u2265\u2a7e>\u2267]|\bover|\bat least|\babove|\bolder "
        rf"than)\s?(?P<least>{_NUMBER})[\s-]?(?P<unit>{_UNIT})(?: of age|[- ]olds?\b)"
    ),
    (
        rf"\b(?P<least>{_NUMBER})[\s-]?(?P<unit>{_UNIT})(?:(?: of age| old) (?:and|or) (?:over|"
        r"above|more|greater)|(?: of age| old)? (?:and|or) older)"
    ),
    (rf"\b(?:{_UNDER})\s?(?:the age of )?(?P<most>{_NUMBER})[\s-]?(?P<unit>{_UNIT})"),
    (
        r"(?:<|\u2264|\bunder|\bbelow|\byounger than|\bless "
        rf"than)\s?(?P<most>{_NUMBER})[\s-]?(?P<unit>{_UNIT})(?: of age|[- ]olds?\b)"
    ),
    (
        rf"(?<![-\d.,\u2013])(?<!to )(?P<one>{_NUMBER})[\s-](?P<unit>{_UNIT})[- ]?olds?\b(?! than| or | and "
        r"(?:old|over|ab))"
    ),
    rf"\b(?:aged|age) (?P<mean>{_NUMBER})\s?(?:\u00b1|\+/-|\+-)\s?{_NUMBER}\s?(?P<mean_unit>{_UNIT})?",
    rf"\b(?:aged|age of) (?P<one>{_NUMBER})(?: (?P<unit>{_UNIT}))?(?!\s?(?:-|\u2013|to|and|\d|\.\d|\u00b1|\+))",
)
