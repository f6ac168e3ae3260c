"""The words of severity and stage, in the text in lower case."""

VALUES = {
    "early": r"early(?:[- ]stage)?|stage (?:i|1)(?:[- ]ii[ab]?)?|limited[- ](?:stage|disease)",
    "locally advanced": r"locally[- ]advanced",
    "advanced": (
        r"(?:far[- ])?advanced(?:[- ]stage)?|unresectable|inoperable|end-stage|extensive[- ](?:stage|disease)|"
        r"stage (?:iii|iv)[ab]?"
    ),
    "metastatic": r"metastatic|metastasi[sz]ed|disseminated",
    "mild": r"mild(?:ly)?",
    "moderate": r"moderate(?:ly)?",
    "severe": r"(?:very )?severe(?:ly)?|life[- ]threatening|critical(?:ly)?|fulminant|profound",
    "acute": r"acute(?:ly)?",
    "chronic": r"chronic(?:ally)?",
}
"""Values with the words that say them, in the text in lower case; the first that fits counts."""

FIXED_NAMES = (
    r"(?:acute|chronic) (?:myelo\w+|lymph\w+|(?:pro)?myelo\w+|monocytic|promyelocytic|non-?lymph\w+|"
    r"leuk\w+|eosinophilic|"
    r"granulocytic|phase|disseminated|idiopathic)|chronic (?:obstructive|kidney|fatigue|granulomatous|"
    r"inflammatory demyelinating|"
    r"regional|venous|airflow|airway|thromboembolic|angle|open|renal|progressive|bacterial prostatitis)|acute "
    r"(?:respiratory distress|coronary|kidney|"
    r"intermittent|chest|phase|retroviral|on)|severe (?:combined|acute|fever|chronic)|moderate sedation|"
    r"early (?:onset|phase)|"
    r"advanced (?:glycation|practice|oxidation|life|maternal|age)|chronic (?:treatment|administration|"
    r"therapy|use|dosing|oral|care|"
    r"exposure|ethanol|alcohol)|acute (?:treatment|effects?|administration|therapy|phase|toxicity|care|dose|stress)|"
    r"severe (?:adverse|side|toxicit\w+|hypogly\w+|events?|complications|neutropenia|reactions?)|mild "
    r"(?:adverse|side|sedation|to moderate adverse)"
)
"""Names and phrases in which these words say nothing of the studied patients."""
