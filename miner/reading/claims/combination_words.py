"""What stands between, before and after drugs that are given together: the patterns of `combinations`."""

import re

_I = re.IGNORECASE
_UNIT = r"(?:mg|g|kg|mcg|microg(?:rams?)?|ug|[µμ]g|ng|ml|mL|l|L|IU|iu|U|units?|mmol|[µμ]mol|[µμnm]M|MIU|AUC|%|percent)"
_PER = r"(?:\.?(?:\s?/\s?|\s?\.\s?|\s+per\s+)(?:kg|m\(?\.?2?\)?|m²|day|d|h|week|wk|ml|l)(?:-[12])?(?![\w]))"
_NUMBER = r"\d+(?:[.,]\d+)*"
_ROUTE = (
    r"i\.?v\.?|i\.?m\.?|s\.?c\.?|i\.?p\.?|p\.?o\.?|q\.?d\.?|b\.?i\.?d\.?|t\.?i\.?d\.?|"
    r"intravenous(?:ly)?|oral(?:ly)?|subcutaneous(?:ly)?|intramuscular(?:ly)?|intraperitoneal(?:ly)?|"
    r"daily|weekly|twice|once|every|per|day|days|weeks?|months?|years?|cycles?|min|hours?|h|d|q\d+h|bolus|infusions?|"
    r"on|at|for|in|over|an?|the|doses?|of|continuous|concurrent"
)
AMOUNT = re.compile(
    rf"\s*(?:\b(?:of|over|at|in|for) (?:an? )?)?(?<![\w.]){_NUMBER}"
    rf"(?:\s?(?:[-\u2013]|to)\s?{_NUMBER})?\s?{_UNIT}?{_PER}*"
    rf"(?:[\s-]+(?:(?:{_ROUTE})(?![\w-])|[\d.-]+(?:\s?{_UNIT}(?!\w))?))*(?=[\s,;)]|$)"
)
"""A dose with route and days: "50 mg/m2 intravenously on days 1-5"."""
_SCHEDULE_WORD = (
    r"(?:\d[\d.,:-]*(?:st|nd|rd|th)?|daily|weekly|monthly|biweekly|twice|thrice|once|times?|every|each|per|days?|"
    r"d|weeks?|wks?|months?|"
    r"hours?|hourly|hrs?|h|min|minutes?|cycles?|courses?|on|in|at|for|over|of|from|to|through|until|an?|the|by|mouth|"
    r"orally|oral|intravenous(?:ly)?|iv|subcutaneous(?:ly)?|intramuscular(?:ly)?|topically|bolus|push|infusion|"
    r"continuous|"
    r"doses?|given|administered|starting|beginning|morning|evening|night|bedtime|once-daily|twice-daily|level|"
    r"tablets?|capsules?|cream|ointment|gel|foam|injections?|infusions?|solution|drops|eye|ophthalmic|"
    r"patch(?:es)?|syrup|spray|inhaler|"
    r"nasal|vaginal|topical|therapy|treatment|chemotherapy|regimens?|dosing|q\d+\w*|qd|bid|tid|po|both|first|"
    r"second|third|other|consecutive|"
    r"mg|g|mcg|m2|kg|AUC)"
)
SCHEDULE = re.compile(
    rf"(?:\s+{_SCHEDULE_WORD}\b(?:\s?[/-]\s?{_SCHEDULE_WORD}\b)*)+"
    r"(?=\s*[,;+]|\s+(?:and|plus|or|with|combined|followed|in combination|together)\b)",
    _I,
)
"""How a drug is given, after its name: " in the morning", " daily on days 1 to 5"."""
BRACKETS = re.compile(r"\s*\((?:[^()]|\([^()]*\))*\)|\s*\[[^\[\]]*\]")
FORM = re.compile(
    r"^(?:\s*(?=[\w-]))?(?:sodium|hydrochloride|acetate|mesylate|besylate|maleate|acid|tablets?|orally|"
    r"intravenously|daily|weekly|"
    r"i\.v\.|(?:HCl|XR|SR|ER|CR|LAR)\b|"
    r"-(?:based|containing) (?:[\w-]+ ){0,2}?(?:therapy|chemotherapy|regimens?|treatment|chemoradi\w+))(?=[\s,+/]|$)",
    _I,
)
APPOSITION = re.compile(r",\s(?:an?|the)\s[^,;:.()]{3,60}(?=,)")
"""What a drug is, said between commas: ", a humanised antibody, and"."""

_CLASS = (
    r"(?:the|an?) (?:[\w/\u2010-\u2015-]+ ){0,4}?(?:agent|inhibitor|antibody|antagonist|blocker|agonist|analogue?|"
    r"antibiotic|antimetabolite|antihistamine|sympathomimetic|anthracycline|taxane|fluoropyrimidine|TKI|steroid|"
    r"corticosteroid|glucocorticoid|anti-?androgen|immunosuppressant|immunomodulator|antidepressant|"
    r"antipsychotic|antiepileptic|anticonvulsant|bisphosphonate|cephalosporin|aminoglycoside|(?:fluoro)?quinolone|"
    r"macrolide|"
    r"opioid|NSAID|benzodiazepine|beta-?blocker|modulator|compound|an(?:a)?esthetic|analgesic|progestin|estrogen|"
    r"cytokine|"
    r"platinum|chemotherapeutic|alkaloid|prodrug|hormone|metabolite|polyphenol|flavonoid|diuretic|statin|drug),?(?= )"
)
"""What a drug is, said before its name: "the alkylating agent cyclophosphamide"."""
_QUALIFIERS = (
    rf"(?:(?:{_CLASS}|"
    r"\d+-(?:hour|h|day|week|weekly)|hyper-?fractionated|dose-(?:dense|adjusted|escalated)|protracted|schedule|"
    r"(?:high|low|standard|fixed|reduced|full|intermediate|single|escalating|weekly|daily)(?:[ -]dose[sd]?)?|"
    r"oral|intravenous|i\.v\.|IV|subcutaneous|intramuscular|topical|inhaled|intravitreal|intrathecal|systemic|"
    r"liposomal|pegylated|recombinant|human|concurrent|concomitant|adjuvant|infusional|bolus|generic|"
    r"metronomic|maintenance|continuous|extended|prolonged|scheduled|modified|a|an|the|then|"
    r"also|either|both|(?:(?:increasing|fixed|escalating|standard|low|small|high|various|different) )?doses? of|"
    r"treatment with|(?:infusions?|injections?|courses?|cycles?) of|"
    r"therapy with|additional|standard[ -]of[ -]care|pulse|"
    r"\d[\d.,]*(?: ?(?:-|to|\u2013) ?\d[\d.,]*)?[ -]?(?:mg|g|%|mcg|microg|[µμ]g)\.?(?:(?:/| per )(?:kg|m\.?2|day|d))*)"
    r"(?:\s+|-))*"
)
"""Words that may stand before a drug that joins others."""


def _before_drug(words: str) -> re.Pattern[str]:
    """Return the pattern of words between two drugs, with what may qualify the second."""
    return re.compile(words + _QUALIFIERS, _I)


TIE = _before_drug(
    r"\s*(?:-boosted\s|\+|/|-|\u2013|&|(?:plus|with the addition of|"
    r"(?:in (?:continuous )?infusion )?associated with|"
    r"(?:when |then |and |(?:was|were|is|are|be) )?(?:combined|combining|combination) (?:with|to)|"
    r"(?:given |used |administered |taken )?in (?:combination|conjunction|association|addition) (?:with|to)|"
    r"combination(?: therapy)? with|(?:and|with|plus) (?:concomitant|concurrent|simultaneous|adjunctive)|"
    r"(?:(?:is|was|are|were) )?added to|in addition to|co-?administered with|administered with|together with|"
    r"along with|coupled with|paired with|mixed with|(?:given|used|taken) with|boosted (?:with|by)|"
    r"supplemented (?:with|by)|alternat(?:ed|ing) with|in (?:the )?presence of|added on to|adjunctive to|"
    r"concomitant(?:ly)? with|concurrent(?:ly)? with|"
    r"(?:as (?:an )?)?(?:add-on|adjunct|adjuvant|augmentation)(?: (?:therapy|treatment))? (?:to|of|for))\s)\s*"
    r"(?:(?:the |an? )?(?:[\w-]+ ){0,3}(?:schedules?|regimens?|courses?|cycles?|combination) of )?"
)
STRENGTH_STROKE = re.compile(rf"\s?{_NUMBER}\s?(?:%|mg|g|mcg|[µμ]g)?\s?/\s?")
"""Between the drugs of one product: "fluorouracil 0.5%/salicylic acid 10%"."""
_DOSE = (
    rf"{_NUMBER}(?:\s?(?:[-\u2013]|to)\s?{_NUMBER})?\s?(?:mg|g|mcg|microg|ug|[µμ]g|IU|U|units|"
    rf"MIU)(?!\s?/\s?(?:m?l|L)\b)"
    rf"{_PER}*(?![\w])"
)
DOSED_AND = re.compile(
    rf"[\s(]*(?:(?:at|of|in|was|were|given|a|the|total|dose|doses|daily)\s)*\(?{_DOSE}"
    r"(?:(?!\b(?:or|versus|vs|than|compar\w+|respectively|groups?|arms?|either|placebo|randomi[sz]\w+|if|instead|"
    r"treated|had|respon\w+|those|(?:and|in|but) \d+ (?:with|received|patients|were))\b|[.;] )[\s\S]){0,100}?"
    rf"(?:,\s*|\s+)(?:and|plus|combined with|followed by|with (?=(?:a )?(?:conc|"
    rf"sim)))\s*(?:{_DOSE}\s+(?:of\s+)?)?{_QUALIFIERS}",
    _I,
)
"""From a drug with its dose to the next one: "12 g/m2 was given over 3 days, and "."""
WITH = _before_drug(r"\s+with\s+")
FOLLOWED = _before_drug(r"\s*,?\s*(?:and then |then |sequentially )?followed (?:sequentially )?by\s+")
"""One regimen where a dose is given or the drugs were taken; else one treatment after another has ended."""
RANKED = re.compile(
    r"\b(?:most|highest|best|greatest|lowest|largest|commonest|first|rank\w*|frequent\w*|common\w*|more|higher|"
    r"effective) ",
    _I,
)
"""Before drugs that are put in an order: "the most common drug was A, followed by B"."""
TO = _before_drug(r"\s+to\s+(?:(?:ongoing|existing|stable|background|standard|treatment|therapy|with|maintenance)\s)*")
AND = _before_drug(r"-?\s*(?:,|;)?\s*(?:and|&|as well as|(?:along|coupled) with)\s+")
OR = _before_drug(r"-?\s*,?\s*(?:and/)?or\s+(?:of\s+)?")
COMMA = _before_drug(r"\s*,\s*")
ALSO = _before_drug(
    r"\s*,?\s*(?:with or without(?: (?:the )?addition of)?|\+\s?/\s?-|"
    r"(?:(?:given |used |administered )?(?:alone|as monotherapy|by itself),? )?(?:and|or|and/or) "
    r"(?:in combination|combined|together) with)\s+"
)
"""The first drug is given alone and with the second."""
FAR_ALSO = _before_drug(
    r"[^.;:]{1,90}?\b(?:in combination with|(?<!when )combined with|together with|in addition to|added to|"
    r"concomitantly with|concurrently with|synerg\w+(?: \w+){0,2} (?:with|to)|additive (?:\w+ ){0,2}with)\s+"
)
HELPS = _before_drug(
    r"\s+(?:\w+ly\s+|can\s+|may\s+|to\s+)*"
    r"(?:enhanc|potentiat|augment|increas|improv|sensiti[sz]|boost|synergi[sz]|restor|overc[oa]m|revers|circumvent|"
    r"amplif|intensif|prolong|strengthen)\w*"
    r"\s+(?:[\w\u2010-\u2015-]+\s+){0,7}?(?:(?:efficacy|effects?|effectiveness|activity|activities|cytotoxicity|"
    r"sensitivity|benefits?|potency) (?:of|to)|to|with|(?:by|through|"
    r"via) increasing the efficacy of)\s+(?:[A-Z]{2,6}\s)?"
)
"""One drug helps another: "A enhanced the antitumour activity of B"."""
_WITH_WHAT = (
    r"(?![\s-]+(?:(?:therapy|treatment) )?"
    r"(?:with|of|between|to|including|containing|or|and|drugs?|medications?|agents?)\b)"
)
"""What must not follow: it would say what else is combined."""
SPOKEN_OF = re.compile(
    rf"\b(?:(?:their|the|this|low[ -]dose|full[ -]dose|these two) (?:\w+ )?combination{_WITH_WHAT}|"
    r"combinations? of (?:the two|the 2|both|these|them|the drugs|these drugs)\b|combination partners?|"
    rf"(?<=alone )(?:and|or|versus|vs\.?|compared (?:with|to)|as well as) (?:in combination|combined){_WITH_WHAT})",
    _I,
)
"""Words that speak of the two drugs of a sentence as one treatment, wherever they stand."""
SPOKEN_OF_BOTH = re.compile(
    rf"\b(?:(?:in|as|as a) combination(?! [\w-]+ (?:regimens?|therap\w+|treatments?)){_WITH_WHAT}|"
    rf"(?:combined|combination|combinatorial|concomitant|concurrent|simultaneous|dual) (?:drug )?"
    rf"(?:treatment|therapy|administration|use|regimen|exposure|application){_WITH_WHAT}|"
    rf"co-?(?:administration|administered|treatment|therapy){_WITH_WHAT}|"
    r"synerg(?:y|istic|ism)\b|complementary (?:effects?|mechanisms?|actions?|activit\w+)|(?:two|2)-drug\b|doublets?\b|"
    r"(?:both|the two|two) (?:drugs|agents|compounds|antibiotics)(?: \w+)? (?:together|concurrently|"
    r"simultaneously|combined))",
    _I,
)
"""The same where the sentence compares nothing."""
NOT_BOTH = re.compile(
    r"\b(?:in combination with|combined with|combination (?:therapy |treatment )?(?:with|of)|(?:radio|chemo)therapy|"
    r"radiation|irradiation|placebo|either|rather than|instead of|with (?:[\w/-]+ ){1,4}inhibitors)\b",
    _I,
)
"""Words of a sentence in which something else than its two drugs may be what is combined."""
HELPS_BEFORE = re.compile(
    r"[^.;:]{0,90}?\b(?:enhanc|potentiat|augment|increas|improv|sensiti[sz]|boost|synergi[sz]|restor|overc[oa]m|"
    r"revers|amplif|"
    r"intensif|prolong|strengthen)\w*"
    r"\s+(?:[\w\u2010-\u2015-]+\s+){0,3}?|"
    r"[^.;:]{0,90}?\bon\s+(?:the\s+)?",
    _I,
)
"""Between two drugs of which the first acts on what the second does, if `HELPED` follows: "A enhanced "."""
HELPED_BY = re.compile(
    r"[^.;:]{0,90}?\b(?:(?:enhanced|potentiated|augmented|boosted|strengthened|sensiti[sz]ed) (?:\w+ly )?by|"
    rf"(?:improved|increased|enhanced) (?:\w+ly )?(?:by|with) (?:the )?(?:addition of|adding))\s+{_QUALIFIERS}",
    _I,
)
"""Between a drug and the one that helps it: "the activity of A was enhanced by B"."""
HELPED = re.compile(
    r"(?:[- ]induced)?\s+(?:anti-?\s?(?:tumou?r|cancer|proliferative|leuk\w+|my\w+|bacterial|fungal)\s+)?"
    r"(?:chemo)?(?:sensitivity|sensitization|cytotoxicity|efficacy|activity|effectiveness|potency|resistance|"
    r"apoptosis|killing|cell death|"
    r"analgesi\w+|anti-?noci\w+|ana?esthesia|block(?:ade)?|growth inhibition|response|effects?|"
    r"chemosensitivity|antitumou?r effects?)\b",
    _I,
)
"""After a drug that another one helps: "restored doxorubicin sensitivity"."""
ADDITION = re.compile(
    r"\b(?<!no benefit of )(?<!no effect of )(?:the addition of|addition of|adding|incorporat\w+ of|add-on of)\s+"
    r"(?:[\w-]+\s){0,3}$",
    _I,
)
"""Before the first drug of "addition of A to B"."""
COMBINATION_OF = re.compile(rf"\bcombinations? of\s+(?:(?!plus|and|with)[\w-]+\s+){{0,3}}?{_QUALIFIERS}$", _I)
FAR = re.compile(
    r"(?:\s+(?!(?:is|was|were|are|as|than|or|versus|vs)\b)[\w%/.-]+){0,6}\s+(?:with|and)\s+(?:[\w.-]+\s+){0,4}", _I
)
"""What may stand between the two parts of a combination that was announced: "combination of A at 5 mg with oral B"."""
ALONE_AND = re.compile(r"\balone,? (?:and|or|versus|vs\.?) $", _I)
"""Before the second arm of "A alone and A with B"."""
COMPARED_WITH = re.compile(r"\b(?:compar\w+|replac\w+|switch\w+|substitut\w+|between|contrast\w*|differ\w*)\b", _I)
"""Before a drug that "with" sets against the next: "comparison of A with B"."""
BETWEEN = re.compile(
    r"(?:(?<!combination )(?<!synergism )(?<!synergy )(?<!interaction )(?<!interactions )\bbetween|"
    r"\bstep(?:ped|-?up|-?down|-?wise) (?:\w+ )?(?:with|of|using)) (?:the )?$",
    _I,
)
"""Before drugs that are not one treatment: "the interval between A and B", "step-up therapy with A and B"."""
OPENING = re.compile(
    r"\s*(?:In|Among|For|When|After|With)\b[^,;:]*\b(?:with|receiving|received|taking|given|on|using) $"
)
"""What stands between the start of a sentence and a drug with which its opening phrase ends."""
VERB_NEXT = re.compile(
    r"\s+(?:was|were|is|are|ha(?:s|ve|d)|did|does|do|may|might|can|could|should|would|significantly|also|"
    r"(?!follow|combin|add|associat|compar|bas)\w{3,}ed)\b"
)
"""After a list that is the subject: "in patients given A, B and C reduced pain" is of B and of C."""
VERSUS = _before_drug(r"\s*,?\s*(?:versus|vs\.?|compared (?:with|to)|or)\s+")
"""Between two lists that are compared."""
REPLACED = re.compile(r"\b(?:compar\w+|versus|vs|than|replac\w+|switch\w+|substitut\w+)\b", _I)
COMPARED = re.compile(
    r"\b(?:compar\w+|versus|vs\.?|replac\w+|switch\w+|substitut\w+|interact\w+|between|either|randomi[sz]ed|than|"
    r"as (?:effective|good|safe|efficacious|well|potent) as|"
    r"contrast\w*|differ\w*)\b",
    _I,
)
ARMS = re.compile(r"\b(?:random\w*|(?<!with )(?<!plus )either|compar\w+|versus|vs|monotherapy|alone|n ?= ?\d+)\b", _I)
"""What says that "or" stands between the arms of a trial, not between alternatives within one treatment."""
EACH = re.compile(r"\s+(?:treatments|therapies|groups|arms|monotherapies)\b|.*\brespectively\b", _I | re.DOTALL)
"""After a list of which each drug was given to others, however far "respectively" stands."""
APART = re.compile(
    r"\b(?:respectively|separately|each|either|versus|vs|compar\w+|individually|whereas|independently|"
    r"sequential\w*|monotherap\w+|differ\w+)\b",
    _I,
)

_KIND = (
    r"(?:(?:chemo|immuno|radio|chemoimmuno|immunochemo|bio|hormono|pharmaco|mono)?therap(?:y|ies)|treatments?|"
    r"regimens?|protocols?|schedules?|programs?|programmes?|products?|drugs?|agents?|tablets?|inhibition|blockade|"
    r"prophylaxis|immunosuppression|administration|use|induction|conditioning|cocktails?|doublets?|triplets?|cycles?|"
    r"courses?|medications?|intervention|infusions?|doses?|arms?)"
)
_OF = (
    r"(?:of|with|using|by|consist(?:ing|s|ed) of|compris(?:ing|es|ed)(?: of)?|composed of|includ(?:ing|es|ed)|"
    r"contain(?:ing|s|ed)|involving|based on|such as|was|were|:|,|\()"
)
_JOINT = (
    r"(?:(?<!in )combination|combinations|combined|combining|co-?(?:administ|treat|deliver|ingest|prescri|load|"
    r"encapsul|medicat|expos|infus|formul|inject|cultur)\w+|"
    r"(?:ad)?mixtures?|blends?|concomitant|concurrent|"
    r"simultaneous|association|dual|double|triple|quadruple|multi-?(?:drug|agent|modal\w*)|poly-?chemotherapy|"
    r"two-drug|three-drug|four-drug|synerg\w+|additive|combinatory|combinatorial|interactions?|cocktails?|"
    r"doublets?|triplets?|regimens?|protocols?|"
    r"cycles? of|courses? of|(?:poly|immuno|bio|radio)?chemo(?:immuno)?therap(?:y|ies)|chemoradi\w+|"
    r"immunosuppress\w+|conditioning|backbone|schedules?)"
)
TOGETHER_BEFORE = re.compile(
    rf"(?:\b{_JOINT}[\s-]+(?:[\w-]+\s+){{0,3}}?(?:{_KIND}\s+)?(?:[\w%.-]+\s+){{0,2}}?{_OF}\s*|"
    r"\b(?:synerg\w+|additive|potentiati\w+|interactions?|combinations?)\b[^.;]{0,60}\bbetween (?:the )?|"
    r"\b(?:combined|combination|combining|co-?administered|synergistic|fixed-dose)\s+(?:[\w-]+\s+)?|"
    r"\b(?:consist(?:ing|s|ed) of|comprised of|compris(?:ing|es|ed)|composed of|cocktail of|impregnated with|"
    r"(?:tablets?|products?|formulations?|catheters?|solutions?|creams?) (?:containing|of|impregnated with)|"
    r"(?:[a-z]+s|gel|film|ointment|drop|cement|patch|mixture|preparation|media|medium|[a-z]+tion) (?:containing|"
    r"loaded with|coated with)|"
    r"(?:drug|medical|therapy|treatment|medication|immunosuppression|prophylaxis) (?:therapy |treatment )?"
    r"(?:consisted of|included|comprised))\s+)"
    rf"{_QUALIFIERS}$",
    _I,
)
"""Before a list that is one treatment: "regimen of", "combination therapy with", "chemotherapy consisting of"."""
TOGETHER_AFTER = re.compile(
    r"\s*(?:[-\s](?:based |containing )?(?:combination|combined|co-?therapy|co-?treatment|co-?administration|"
    r"association|(?:dual|double|triple|quadruple)(?:[ -](?:drug|agent|combination))? (?:therapy|treatment|"
    r"regimen)|fixed-dose|(?:drug |treatment |chemo)?regimen|chemotherapy|protocol|"
    r"doublet|triplet|cocktail|polytherapy)|,? (?:plus|with|and) (?:\w+ )?(?:radi(?:ation|otherapy)|irradiation)|"
    r",? (?:\w+ ){0,2}?(?:(?:in combination|combined|together)(?! with)|concurrently|concomitantly|simultaneously|"
    r"synerg\w+|co-?administered|as (?:a )?combination)\b)",
    _I,
)
JOINT_SHORT = re.compile(r"\s*[(\[][A-Za-z][\w-]{0,7}\s?[/+]\s?[A-Za-z][\w-]{0,7}[)\]]")
"""After a list, its short forms as one: "(MTX/Ara-C)"."""
THERAPY_OPENED = re.compile(
    r"\b(?:(?:chemo|immuno|radiochemo)?therapy|regimens?|protocol|conditioning|prophylaxis|blockade|inhibition|"
    r"combination|doublet|triplet|backbone|cocktail|duplet) [(\[]$",
    _I,
)
CLOSED = re.compile(r"[^()\[\],;A-Z]{0,40}[)\];,]")
"""Around a list that says what a therapy was: "chemotherapy (A, B and C; n = 16)"."""
GIVEN_BEFORE = re.compile(
    r"\b(?:(?:treat(?:ed|ment|ments|ing)|therap(?:y|ies)|managed|management|prophylaxis|pretreat(?:ed|ment)|"
    r"induction|maintenance|maintained|immunosuppression)\s+(?:[\w-]+\s+){0,2}?(?:with|by|using|of)|"
    r"receiv(?:ed|ing|e|es)|administered|phase (?:[IVX]+|\d)[\w/-]* (?:\w+ ){0,2}?(?:study|trial|evaluation) of|"
    r"maximum[ -]tolerated doses? (?:(?:has been |was )?reached )?(?:of|for|at|was)|condition(?:ed|ing) (?:\w+ )?with|"
    r"(?:controlled|cured|achieved|resolved|preserved|suppressed|respond(?:ed|ing)|response) (?:\w+ )?(?:with|by|to)|"
    r"(?:was|were|been|being|be) (?:given|administered|started on|commenced on|prescribed|put on|on)|"
    r"(?:ana?esthe(?:sia|ti[sz]ed)|sedat(?:ion|ed)|premedicat\w+|infused|injected|supplement(?:ed|ation)|"
    r"immunosuppress\w+|prim(?:ed|ing)|mobili[sz]\w+|consolidat\w+|salvage\w*|re-?treat\w+) (?:\w+ )?(?:with|by|using)|"
    r"(?:pilot|feasibility|dose[ -](?:finding|escalation|ranging)|single-arm|uncontrolled) (?:study|trial|"
    r"evaluation) of|"
    r"dose[ -](?:intensi\w+|escalat\w+|finding|densit\w+) (?:\w+ )?of|"
    r"(?:was|were|while|patients|subjects|children|adults) on|"
    r"treatment of (?:(?!(?:is|was|were|has|have|are|been)\b)[\w/-]+ ){1,10}?(?:with|by|using)|in the presence of|"
    rf"administration of|taking|started on|(?:injections?|infusions?|use) of)\s+{_QUALIFIERS}$",
    _I,
)
"""Before a list that people took; only `APART` says that they did not take all of it."""
GIVEN_AFTER = re.compile(
    r"[\s-]+(?:therapy|treatment|administration)\b|"
    r"\s+(?:as|for|in) (?:the )?(?:treatment of |patients with )?(?:salvage|first-line|second-line|frontline|induction|"
    r"(?:neo)?adjuvant|relapsed|refractory|recurrent|metastatic|advanced|untreated|newly diagnosed)\b|"
    r"\s+(?:was|were) (?:given|administered|started|initiated|commenced|added)\b",
    _I,
)
ALONE_AFTER = re.compile(
    r"(?:\s*\([^()]*\))?[\s-]+(?:treatment |therapy )?(?:alone|only|monotherapy|by itself|"
    r"as (?:a )?(?:monotherapy|single agent)|single-agent)\b",
    _I,
)
"""After a drug that is set against its combination: "B alone"."""
JOINED_BEFORE = re.compile(
    r"\b(?:in (?:combination|conjunction|addition) (?:with|to)|combined with|added to|together with|"
    r"adjunct\w* to|"
    rf"add-on to|co-?administered with|concomitantly with|concurrently with)\s{_QUALIFIERS}$",
    _I,
)
"""Before the second of a sentence's two drugs, however far the first one is."""
ADDED_AFTER = re.compile(
    r"(?:\s*\([^()]*\))?\s+(?:(?:was|were|is|being|(?:had|has|have) been|could be|therapy|treatment)\s+)*"
    r"(?:then |subsequently |also |later )?added\b(?! to)",
    _I,
)
"""After a drug that others get as well: "B was added"."""
THEIRS = re.compile(
    r"(?:\s*\([^()]*\))?,? (?:(?:and|or) (?:also |with )?((?:their|a|the|both in|in) (?:\w+ )?combination)|"
    r"(?:each |given |used |either )?(?:alone|singly|individually|separately|as single agents),? (?:and|or|and/or|"
    r"versus|vs\.?|compared with|as well as) "
    r"((?:in )?(?:combination|combined|together)))(?! (?:with|of|therapy|to))\b",
    _I,
)
"""After two drugs, what speaks of both as one treatment: ", and their combination"."""
QUALIFIES = re.compile(
    r"[- ](?:resistan\w+|refractory|sensitive|responsive|na[iï]ve|unresponsive|tolerant|experienced|binding)\b", _I
)
"""After a drug that only says which cells or patients: "B-resistant cells"."""
BOTH = re.compile(r"\b[Bb]oth \||\|.*\b(?:both|each)\b", _I)
"""Before or after two drugs of which each was given to others: "Both A and B were effective"."""
AND_SUPPORTIVE = re.compile(
    r"\band (?:concomitant |oral )?(?:low-dose|adjunctive|supportive|supplemental|maintenance) $", _I
)
"""Before a drug that goes with another: "A and low-dose B"."""
HELP_OF = re.compile(
    r"\b(?:potentiation|enhancement|augmentation|(?:chemo|radio)?sensiti[sz]ation|reversal|modulation|synergism) "
    r"(?:of|to) (?:[\w-]+ ){0,3}$",
    _I,
)
BY = _before_drug(r"(?:[- ][\w-]+){0,6}\s+(?:by|with)\s+")
"""Around the first of two drugs of which the second helps: "potentiation of A activity by B"."""
LIST_BEFORE = re.compile(r"(?:[A-Za-z)\]],| or) $")
"""Before two drugs that end a longer list: "amantadine, A and B"."""
COMPARES = re.compile(r"\bcompar\w+", _I)
GROUPS = re.compile(r"\b(?:groups?|arms?) (?:and|or|than)\b|\b(?:versus|vs)\b", _I)
SENTENCE_END = re.compile(r"\.(?= [A-Z])")
OPENED = re.compile(r"\s*[(\[]\s*")
_TREATMENT = r"(?:[ -](?:regimen|therapy|chemotherapy|protocol|treatment))?"
ACRONYM_AFTER = re.compile(rf"\s*(?:\(|\[)(?:the |modified )?(m?[A-Z][A-Za-z0-9/-]{{1,11}}){_TREATMENT}[)\];,:]")
ACRONYM_BEFORE = re.compile(
    rf"\b([A-Z][A-Za-z0-9-]{{1,9}}){_TREATMENT}(?: \([^()]*\))?"
    r"(?: ?[(\[:]| --| [\u2013\u2014]| consisting of| which includes?d?| \(?(?:i\.e\.|containing))\s*$"
)
