"""Units and the words around numbers, as tables: percent, time, people, doses, measures."""

from miner.reading.outcomes.word_sets import word_set

PERCENT_WORDS = frozenset({"%", "percent", "percentage", "pct"})

TIME_UNITS = {
    **dict.fromkeys(("month", "months", "mo", "mos", "mth", "mths"), "months"),
    **dict.fromkeys(("week", "weeks", "wk", "wks"), "weeks"),
    **dict.fromkeys(("day", "days"), "days"),
    **dict.fromkeys(("year", "years", "yr", "yrs", "y"), "years"),
    **dict.fromkeys(("hour", "hours", "hr", "hrs", "h"), "hours"),
    **dict.fromkeys(("minute", "minutes", "min", "mins"), "minutes"),
    **dict.fromkeys(("second", "seconds", "sec", "s"), "seconds"),
}

PEOPLE = word_set(
    "case man woman child male female patient patients subject subjects participant participants women men "
    "children adults infants neonates individuals volunteers people persons pts cases boys girls adolescents "
    "recipients outpatients inpatients mothers males females babies newborns smokers users responders "
    "controls students nurses eyes pairs couples parents veterans residents postmenopausal patients' "
    "survivors toddlers youths families households members practitioners pregnancies animals rats mice "
    "rabbits dogs pigs pupils respondents preschoolers schoolchildren carriers healthy hypertensives "
    "diabetics ones"
) - {"postmenopausal", "healthy", "ones"}
"""Nouns for those who are studied. Eyes, limbs and animals are counted as patients are."""

DOSE_UNITS = word_set(
    "mg g mcg µg μg ug ng kg iu ui mg/kg mg/m2 mg/m mg/day mg/d units unit ml mmol gy cgy mci gbq mbq kcal "
    "tablets tablet capsules capsule drops drop puffs puff doses dose courses course cycles cycle sessions "
    "session injections injection visits fractions litres meq"
)
"""Units in which drugs are given; "mg/dL" and the like are measures."""

MEASURE_UNITS = word_set(
    "mmhg mm cm m kg lb lbs mg/dl g/dl g/l mmol/l mmol/mol µmol/l umol/l μmol/l nmol/l pmol/l ng/ml pg/ml "
    "ng/dl µg/l ug/l μg/l µg/ml ug/ml μg/ml mg/l mg/g u/l iu/l iu/ml miu/l kg/m2 ml/min l/min ml/kg ml "
    "beats/min bpm points point letters letter lines line diopters diopter d µm um μm log log10 copies/ml "
    "cells/mm3 cells/µl cells/μl ms msec sec seconds s w watts watt kcal mgh/l ml/min/1.73 meq/l mosm/kg dyn "
    "m/s cm/s mm2 cm2 mm3 cm3 g/cm2 mm/h mm/year units unit db l ml/kg/min nm n kpa cmh2o mg/24 g/day g/24 episodes "
    "attacks seizures headaches times fold events g"
)

TWO_WORD_UNITS = {("mm", "hg"): "mmHg", ("per", "cent"): "%", ("kg", "m2"): "kg/m2", ("percentage", "points"): "points"}
