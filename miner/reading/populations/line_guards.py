"""What stands around a line or prior therapy that is not the patients': microbes, outcomes, advice, another's."""

from miner.reading.populations.guard import LINE, PRIOR, SETTING, Guard

_MICROBES = (
    r"\b(?:species|strains?|isolates?|organisms?|bacteri\w+|pathogens?|parasites?|virus\w*|mutants?|clones?|"
    r"cell lines?|cells (?:that|which|were|made|are)|xenografts?|mice|rats|susceptib\w+|mosquito\w*)\b(?:(?!"
    r"\b(?:patients?|subjects?|child|women|men|adults?|infants?|cases?|those)\b)[^.;]){0,70}$"
)

LINE_GUARDS: tuple[Guard, ...] = (
    Guard(
        frozenset({LINE, PRIOR}),
        "We tested strains that were resistant to <B>.",
        "We tested <A> in patients who were resistant to <B>.",
        before=_MICROBES,
        words=r"(?!previously|pre-?treated|untreated|newly)",
    ),
    Guard(
        frozenset({LINE}),
        "We saw progression of refractory anemia with <A>.",
        "We saw progression of refractory lymphoma with <A>.",
        after=r" (?:an[a]?emias?|cytopenias?)\b",
    ),
    Guard(
        frozenset({LINE, PRIOR}),
        "We gave <A> in asthma, a disease that is sometimes refractory to <B>.",
        "We gave <A> in asthma that was refractory to <B>.",
        before=r"\b(?:sometimes|often|usually|frequently|commonly|generally|typically|rarely|notoriously|highly|can be|"
        r"may be) (?:\w+ |(?:refractory|resistant|unresponsive|intolerant) to )?$",
    ),
    Guard(
        frozenset({LINE}),
        "We gave <A>, and those with an inadequate response to <A> stopped it.",
        "We gave <A> to those with an inadequate response to <B>, who had stopped it.",
        before=r"\b(?:and|or|whereas|while|but|if|when) (?:those|patients|the others|others) (?:with )?(?:an )?$",
        after=r"[^.;]{0,40}\b(?:stopped|discontinued|withdr\w+|were switched|switched to|crossed over|received rescue|"
        r"increased|escalat\w+)\b",
    ),
    Guard(
        frozenset({PRIOR}),
        "We studied failure of <copper> metabolism.",
        "We studied failure of <copper> treatment.",
        after=r" (?:metabolism|absorption|transport|excretion|homeostasis|secretion|uptake|synthesis|production|"
        r"balance|"
        r"levels?|deficiency)\b",
    ),
    Guard(
        frozenset({PRIOR}),
        "We enrolled patients tolerant or intolerant to <B>.",
        "We enrolled patients intolerant to <B>.",
        before=r"\b(?:with (?:or|and) without|with/without|tolerant or intolerant|regardless of|irrespective of|"
        r"whether or "
        r"not|either|recorded|demographics?)\b[^.;]{0,50}$",
    ),
    Guard(
        frozenset({PRIOR}),
        "We saw diabetes in 45 patients: 20 had received <B>.",
        "We treated 45 patients who had received <B>.",
        before=r"(?:\b\d+|one|two|three|four|five|six|seven|eight|nine|ten)(?: \([^)]*\))?(?: (?:patients?|cases?|of "
        r"them|women|men))? had (?:already )?received (?:\w+ )?$",
    ),
    Guard(
        frozenset({PRIOR}),
        "Our results show persistence of symptoms despite <B>.",
        "We enrolled patients with symptoms despite <B>.",
        before=r"\b(?:results|persist\w*|findings|data)\b[^.;]{0,60}\bdespite(?: [\w-]+)? $",
    ),
    Guard(
        frozenset({PRIOR}),
        "We studied 30 patients who were <aspirin>-resistant.",
        "We studied 30 patients who were <B>-resistant.",
        after=r"[- ](?:non-?)?(?:resistan|respon)",
        values=frozenset({"aspirin", "clopidogrel"}),
    ),
    Guard(
        frozenset({LINE, PRIOR}),
        "We saw that <A> helped symptoms unresponsive to <B>.",
        "We saw that <A> helped patients unresponsive to <B>.",
        before=r"\bsymptoms (?:that (?:are|were) )?(?:(?:unresponsive|resistant|refractory) to )?$",
    ),
    Guard(
        frozenset({LINE}),
        "We saw no risk of newly diagnosed lymphoma with <A>.",
        "We gave <A> to patients with newly diagnosed lymphoma.",
        before=r"\b(?:risk|incidence|odds|rates?|development|number) (?:of|for)(?: [\w-]+){0,2}[ -]$",
    ),
    Guard(
        frozenset({LINE}),
        "We report on refractory shock after <A>.",
        "We report on refractory shock treated with <A>.",
        after=r" (?:[\w-]+ )?(?:shock|hypotension|hypoglyc[a]?emia|bradycardia|cardiac arrest|toxicity|"
        r"hyperkal[a]?emia)\b"
        r"[^.;]{0,50}\b(?:after|following|due to|induced by|caused by|associated with)\b",
    ),
    Guard(
        frozenset({LINE}),
        "We report on the lethal course of lymphoma despite standard treatment with <A>.",
        "We gave <A> to patients with lymphoma despite standard treatment.",
        before=r"\b(?:severity|died|death|worsen\w*|deteriorat\w*|fatal|lethal|outcomes?)\b[^.;]{0,40}$",
        words="despite",
    ),
    Guard(
        frozenset({PRIOR}),
        "We studied the role of genes in success or failure of <B>.",
        "We studied patients after failure of <B>.",
        before=r"\bsuccess (?:or|and|/) failure of $",
    ),
    Guard(
        frozenset({PRIOR}),
        "We switched from conventional to <B> drugs.",
        "We switched from <B> to <A>.",
        before=r"\bfrom (?:[\w-]+ ){1,3}to (?:the |an? )?$",
    ),
    Guard(
        frozenset({LINE, PRIOR}),
        "We found that H. pylori was resistant to <B> in three cases.",
        "We found that three cases were resistant to <B>.",
        before=r"\b(?:pylori|bacter\w+|coli|aureus|tubercul\w+|falciparum|gonorrh\w+|candida|plasmodium)"
        r"(?: (?:was|were|is|are|that|which|strains?|highly|also|found|to|be))+ (?:resistant to )?$",
    ),
    Guard(
        frozenset({LINE, PRIOR}),
        "We know that an alternative to <A> is needed for those who are refractory to <B>.",
        "We treated those who are refractory to <B>.",
        before=r"\b(?:desirable|needed|necessary|lacking|unmet|alternatives? (?:treatments?|therap\w+|"
        r"options?) (?:is|are))"
        r"\b[^.;]{0,60}$",
    ),
    Guard(
        frozenset({PRIOR}),
        "We compare <A> with previous <B> trials.",
        "We gave <A> after previous <B> treatment.",
        after=r"(?: [\w-]+)? (?:trials?|studies|reports?|experience|experiments?|work|series)\b",
    ),
    Guard(
        frozenset({LINE}),
        "We saw healing, but where treatment with <A> and <B> had failed there was none.",
        "We gave <A> to patients in whom treatment with <B> had failed.",
        before=r"\b(?:where|if|when)\b[^.;]{0,60}\b(?:treatment|therapy)\b[^.;]{0,50}$",
        words="had",
    ),
    Guard(
        frozenset({LINE, PRIOR}),
        "We killed cells with <A>: <B>-resistant lung cancer cells.",
        "We gave <A> to patients with <B>-resistant lung cancer.",
        after=r"(?:[- ][\w-]+){0,4} (?:cells\b|cell lines?\b|xenografts?|mice\b|rats\b)",
    ),
    Guard(
        frozenset({LINE, PRIOR}),
        "After 12 weeks <B> was added for patients not controlled on <A>.",
        "We added <A> for patients not controlled on <B>.",
        before=r"\b(?:was|were) (?:then |subsequently )?(?:added|increased|titrated|doubled|"
        r"up-?titrated)\b[^.;]{0,90}$",
    ),
    Guard(
        frozenset({LINE, PRIOR}),
        "We counted events with <A>, defined as hypotension unresponsive to <B>.",
        "We treated hypotension unresponsive to <B> with <A>.",
        before=r"\bdefined as\b[^.;]{0,150}$",
    ),
    Guard(
        frozenset({PRIOR}),
        "Patients were randomly pre-treated with <B> before <A>.",
        "We studied patients pre-treated with <B>.",
        before=r"\b(?:randomly |randomi[sz]ed [^.;]{0,30})pre-?treated with (?:\w+ )?$",
    ),
    Guard(
        frozenset({PRIOR}),
        "Failure of <B> in the treatment of lymphoma.",
        "We gave <A> after failure of <B> in the treatment of lymphoma.",
        before=r"^failure of (?:[\w-]+ )?$",
        after=r" (?:in|to|for|as) (?:the )?(?:treat|prevent|prophyla|manag|therap)",
    ),
    Guard(
        frozenset({LINE}),
        "We saw an effect of <A> by crossing over nonresponders to <B>.",
        "We gave <A> to nonresponders to <B>.",
        before=r"\b(?:cross\w+[ -]over|switching|transferring) (?:the )?$",
    ),
    Guard(
        frozenset({LINE, PRIOR}),
        "We gave <A> to ten patients with arthritis and one with <B>-resistant fever.",
        "We gave <A> to ten patients with <B>-resistant fever.",
        before=r"\band (?:one|1)(?: patient| case| child)? (?:with|had|was) $",
    ),
    Guard(
        frozenset({LINE, SETTING}),
        "We know that intractable hiccups should be treated with <A>.",
        "We report that intractable hiccups were treated with <A>.",
        after=r" ?[\w-]+ (?:should|must|can) be (?:treated|managed)\b",
    ),
    Guard(
        frozenset({PRIOR}),
        "The patient developed withdrawal despite oral <B>.",
        "We gave <A> to patients with pain despite oral <B>.",
        before=r"\b(?:experienced|developed|withdrawal|deteriorat\w+|worsen\w+|"
        r"died)\b[^.;]{0,120}\bdespite (?:[\w-]+ ){0,3}$",
    ),
    Guard(
        frozenset({PRIOR}),
        "Despite one course of chemotherapy, we saw that the patient deteriorated under <A>.",
        "Despite one course of chemotherapy, we saw pain and gave <A>.",
        before=r"^\W*despite [^.;,]{0,40}$",
        after=r"[^.;]{0,80}\b(?:deteriorat\w+|died|death|fatal|worsen\w+)\b",
    ),
    Guard(
        frozenset({PRIOR}),
        "No patients of those whom we treated with <A> reported prior <B>.",
        "All patients whom we treated with <A> reported prior <B>.",
        before=r"^\W*(?:no|none)\b[^.;]{0,155}$",
    ),
    Guard(
        frozenset({PRIOR}),
        "We divided patients on <A> according to prior <B>.",
        "We gave <A> to patients with prior <B>.",
        before=r"\b(?:according to|stratified (?:by|for|according)|subdivided|adjust\w+ for|"
        r"depending on)\b[^.;]{0,50}$",
    ),
    Guard(
        frozenset({LINE}),
        "We saw that the onsets of refractory pain were fewer under <A>.",
        "We saw that patients with refractory pain did well under <A>.",
        before=r"\b(?:onsets?|episodes?|attacks?|occurrence|development) of $",
    ),
    Guard(
        frozenset({LINE}),
        "We saw that pain was alike despite different treatments with <A>.",
        "We treated pain that was alike despite previous treatments with <A>.",
        words="despite",
        after=r" ?(?:different|various|equal|identical|similar|these|both)\b",
    ),
)
