"""How texts say how often and how long a drug is given, in the text in lower case: values with their patterns."""

WORD_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twelve": 12, "eighteen": 18, "a": 1, "other": 2, "second": 2, "third": 3,
}  # fmt: skip
_COUNT = r"(?:\d+(?:\.\d+)?|" + "|".join(WORD_NUMBERS) + ")"
_SPAN_UNIT = r"(?P<unit>hours?|hrs?|days?|weeks?|wks?|months?|years?|yrs?|cycles|courses)\b"
SCHEDULES = (
    ("every other day", r"\b(?:every (?:other|second) day|on alternate days|alternate[- ]day)"),
    ("every other day", r"\bqod\b"),
    (
        "twice weekly",
        r"\b(?:twice (?:a |per |each )?week(?:ly)?|two times (?:a |per )?week(?:ly)?|2 times (?:a |per )?week)\b",
    ),
    ("every 2 weeks", r"\b(?:bi-?weekly|fortnightly|every (?:other|second) week|(?:once )?every fortnight)\b"),
    ("three times weekly", r"\b(?:(?:three|3) times ?(?:/|a |per |each )?week(?:ly)?|thrice (?:a )?week(?:ly)?|tiw\b)"),
    ("four times daily", r"\b(?:(?:four|4)[- ]times ?(?:/|a |per |each )?(?:day|daily)|4 ?x ?daily)"),
    ("four times daily", r"\bqid\b"),
    ("four times daily", r"\bq\.i\.d\b\.?"),
    ("three times daily", r"\b(?:(?:three|3)[- ]times ?(?:/|a |per |each )?(?:day|daily)|thrice (?:a )?(?:day|daily))"),
    ("three times daily", r"\btid\b"),
    ("three times daily", r"\btds\b"),
    ("three times daily", r"\bt\.i\.d\b\.?"),
    (
        "twice daily",
        r"\b(?:twice[- ](?:a[- ]|per |each )?(?:day|daily)|(?:two|2)[- ]times ?(?:/|a |per |each )?(?:day|daily))",
    ),
    ("twice daily", r"\bbid\b"),
    ("twice daily", r"\bb\.i\.d\b\.?"),
    ("twice daily", r"(?<![a-z]\.)\bb\.d\.(?!\w)"),
    ("twice daily", r"\bevery 12 ?(?:h|hours|hr)\b"),
    (
        "every {n} {u}",
        rf"\bevery (?P<n>{_COUNT})(?:[-\u2013]{_COUNT})?[\s-]?(?P<unit>weeks?|wks?|days?|months?|hours?|h|years?|w)\b",
    ),
    ("every {n} {u}", r" q ?(?P<n>\d+) ?(?P<unit>weeks?|wks?|days?|h|w)\b"),
    (
        "once yearly",
        (
            r"\b(?:annual(?:ly)? (?=intraven|infus|zoled|dos|inject)|once (?:a |per )?year|once[- ]yearly|yearly "
            r"(?=intraven|infus|dos|inject))"
        ),
    ),
    ("patient-controlled", r"\b(?:patient-controlled|patient controlled)\b"),
    ("patient-controlled", r"\bpca\b"),
    ("weekly", r"\b(?:(?:once[- ])?weekly|once (?:a |per |every )?week|every week|once-weekly)\b"),
    ("monthly", r"\b(?:monthly|once a month|once per month|every month)\b"),
    (
        "once daily",
        (
            r"\b(?:once[- ](?:a[- ]|per |each )?(?:day|daily)|once-daily|daily|each day|every day|nightly|at "
            r"bedtime|every night|every morning|once nightly)\b"
        ),
    ),
    ("once daily", r"\b(?:qd|qhs|nocte)\b"),
    ("once daily", r"\bq\.d\b\.?"),
    ("once daily", r"\bo\.d\.(?!\w)"),
    ("once daily", r" od\b(?! \()"),
    ("once daily", "|".join(rf"{digit}od\b(?! \()" for digit in "0123456789")),
    (
        "single dose",
        (
            r"\b(?:single[- ](?:[\w-]+ )?(?:dose|injection|infusion|bolus|administration|application|oral dose)|"
            r"(?<!least )one dose of|single-dose|as a single (?=(?:[\w-]+ ){0,3}(?:dose|injection|infusion|bolus)))"
        ),
    ),
    (
        "continuous infusion",
        (
            r"\b(?:continuous(?:ly)? (?:[\w-]+ )?(?:infusion|infused)|infused continuously|constant infusion|24[- "
            r"]?h(?:our)? infusion)\b"
        ),
    ),
    ("as needed", r"\b(?:as[- ]needed|on[- ]demand|as[- ]required|prn|when needed)\b"),
)
_LASTED = r"(?:\d+(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen)"
SPANS = (
    rf"(?<![\w.,-])(?P<n>{_LASTED})(?P<mark>[ -])(?:consecutive )?{_SPAN_UNIT}",
    r"\b(?<=through )(?P<unit>week|month)(?P<mark> )(?P<n>\d+)",
)
"""Times that may be how long the drug is given; `mark` is what joins number and unit."""
DURATION_BEFORE = (
    r"\bfor (?:a (?:total |period |further )?(?:of )?|a total of |up to |another |an additional )?$|"
    r"(?<!for )\bover (?:a )?$|\bthrough $|"
    r"\b(?:treatment|therapy|study|trial) (?:period |duration )?(?:lasted|lasting|was continued for|"
    r"continued for|was|of) $"
)
"""What stands before a time that is a duration, whatever follows."""
NO_DURATION_BUT = r"\bin an? (?:[\w-]+, )?$"
"""What stands before the length of the study itself, whatever was "evaluated" or "measured" in it."""
DURATION_AFTER = (
    r"['\u2019]? (?:of )?(?:(?:oral|active|continuous|combined|daily|drug|continued) )?(?:treatment|"
    r"therapy|administration) (?:with|of)\b|"
    r"['\u2019] (?:[\w-]+ )?(?:treatment|therapy)\b"
)
"""What stands behind one."""
TRIAL_AFTER = (
    r"(?:-long)?,? (?:(?!after|follow|in\b|wash|run|base|post|pre|of\b|extension|titration|recruit|safety|"
    r"interval|history|screening)[\w-]+,? ){0,5}?"
    r"(?:study|trial|treatment|therapy|course|regimen|period|phase|"
    r"double-blind|double-masked|open-label|randomi[sz]ed|placebo-controlled|crossover|parallel|"
    r"comparison|administration)\b"
)
"""What stands behind one that is joined by a hyphen: "a 12-week randomised trial"."""
DURATION_AROUND = ((r"\b(?:assigned|randomi[sz]ed)[^.;]{0,40} to $", r" of\b"),)
"""What stands before and behind one, where both are needed."""
NO_DURATION = (
    r"\b(?:follow(?:ed)?(?:-| )?(?:up)?(?: \w+)?|history|survived|alive|observed|monitored|wash-?out|"
    r"run-?in|stable|interval|recorded|amenorrh\w+|"
    r"collected|lasting|persist\w*|previous|prior|preceding|within the|infus\w+|fast\w+|assessed|measured|"
    r"evaluated|recurred|prolong\w+|decreas\w+|"
    r"reduc\w+|delay\w+|maintained|sustained|free|remain\w+|relief|entered(?: prospectively)?|enrolled|"
    r"recruited|admitted|symptoms|disease|lasted|duration of action|effective|"
    r"waited|stored|incubated|abstinen\w+|off|held|withheld|stopped|discontinued|interrupted|titrat\w+|rated|"
    r"severity|scored|followed by placebo)\b[\w ,()%]{0,20}$|"
    r"\b(?:run-?in|wash-?out|lead-?in)\b[^.;,]{0,50}$"
)
NO_DURATION_AFTER = (
    r",? (?:treatment|drug|medication|therapy)-free|,? (?:[\w-]+,? ){0,2}?placebo (?:[\w-]+ )?(?:period|phase|"
    r"baseline|run|lead|wash)|"
    r"[- ](?:['\u2019] )?(?:[\w-]+ ){0,2}?(?:follow(?!ed by)|sampling|recording|would|data collection|discontinuation|"
    r"withdrawal|wash|run-in|survival|mortality|history|"
    r"before|prior|after|later|old|"
    r"of age|interval|apart|rate|placebo run|titration|drug-titration|baseline|observation|pre-?treat|"
    r"prestudy)"
)
GIVING = (
    r"\b(?:dos(?:es?|ed|ages?|ing)\b|receiv|g[ai]ven?\b|administ|treat|therap|inject|infus|tablet|capsule|"
    r"take[ns]?\b|took\b|"
    r"appl(?:y|ied)\b|drops?\b|inhal|oral|intraven|subcutan|intramusc|topical|regimen|prescri|supplement|ingest|patch|"
    r"randomi|assign|allocat|placebo|cream\b|gel\b|spray|mouthwash|bolus|cycles?\b|sessions?\b|exercise|practi[cs]ed\b|"
    r"double-blind|open-label|crossover|cross-over|controlled|trial\b|study\b|\d+ ?(?:mg|mcg|\u00b5g|\u03bcg|iu|"
    r"units?|ml)\b)"
)
"""Words of which one stands near what says how often or how long a treatment is given."""
MEASURING = (
    r"\b(?:examin|measur|assess|monitor|collect|test|evaluat|record|visit|rat(?:ed|ing)|review|sampl|seen\b|follow|"
    r"interview|"
    r"scan|biops|endoscop|question|smok|experienc|worked\b|working\b)\w*(?: [\w-]+){0,2} $"
)
"""What stands before how often something is measured or done, where no drug follows."""
