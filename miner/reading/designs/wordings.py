"""The wordings of study designs: what titles and abstracts call their own study, and what they call others'."""

import re
from typing import NamedTuple

from miner.records import Design

ANIMAL_WORDS = frozenset(
    """
    mice mouse murine rat rats rodent rodents rabbit rabbits dog dogs canine canines pig pigs piglet piglets swine
    guinea monkey monkeys macaque macaques zebrafish hamster hamsters sheep lamb lambs xenograft xenografts animal
    animals drosophila feline cat cats horse horses equine mare mares foal foals bovine cow cows calf calves cattle goat
    goats ferret ferrets chicken chickens chick chicks hen hens poultry broiler broilers quail quails turkeys duck ducks
    gerbil gerbils mink minks baboon baboons trout porcine ovine sow sows primate primates bird birds avian goose geese
    buffalo buffaloes camel camels llama llamas heifer heifers ewe ewes lambs bull bulls pony ponies fish fishes salmon
    racehorse racehorses stallion stallions geldings puppies kittens parrot parrots pigeons alpaca alpacas koalas
    carp tilapia frog frogs toad xenopus elegans marmoset marmosets
    """.split()  # noqa: SIM905 - a table of names
)
"""Words for animals; `_ANIMALS` has those that name a study's subjects wherever they stand."""
_ANIMALS = (
    r"(mice|mouse|murine|rats?|rodents?|rabbits?|dogs?|canine|pigs?|piglets?|swine|guinea[- ]pigs?|"
    r"monkeys?|macaques?|zebrafish|hamsters?|sheep|lambs?|xenografts?|animal models?|drosophila|feline|cats|horses?|"
    r"equine|mares?|foals?|"
    r"bovine|cows?|heifers?|calves|cattle|goats?|ferrets?|chickens?|hens|poultry|broilers?|quails?|turkeys|ducks?|"
    r"gerbils?|minks?|baboons?|racehorses?|stallions|geldings|puppies|kittens|parrots|pigeons|alpacas|koalas|rainbow "
    r"trout|tilapia|porcine|ovine|sows?|ewes?)"
)
_RANDOM = r"(?:randomi[sz](?:ed|ation)|(?:double|triple)[- ]blind(?:ed)?|placebo[- ]controlled)"
_WORDS = r"(?:[\w-]+,? )"
_POOLED = (
    r"\b(?:(?:pooled|combined|merged|integrated|secondary|exploratory|post[- ]?hoc) (?:[\w-]+ ){0,4}"
    r"analys[ie]s (?!within|nested)|"
    r"two (?:replicate|identical|similar|parallel|separate)\b|we (?:performed|conducted|did) (?:two|three|four) |"
    r"(?:this|the present) (?:article|report|paper) (?:describes|reports|presents) (?:two|three|four) |"
    r"(?:was|were) (?:evaluated|assessed|compared|investigated|studied|examined|tested) in (?:two|three|four) )"
    r"[^.]{0,80}"
)
_PATIENTS = r"(patients?|men|women|children|adults|volunteers|subjects|participants|outpatients|infants|cases)"
_FEW = r"(two|three|2|3)"
_MANY = r"(four|five|six|seven|eight|nine|ten|eleven|twelve|several|[4-9]|1\d)"


ANIMAL_STATES = frozenset(
    """
    male female adult newborn neonatal juvenile young aged old pregnant wistar dawley lewis c57bl balb icr sd nude scid
    nod athymic transgenic knockout knock null deficient wild type diabetic obese hypertensive anesthetized
    anaesthetized treated infected immunized immunised control healthy bearing ovariectomized ovariectomised
    """.split()  # noqa: SIM905 - a table of words
)
"""Words before animals that a study used: "diabetic rats"; parts of compounds are words ("wild-type")."""
ANIMALS_USED = frozenset(
    "were was bearing received treated fed given injected underwent exposed subjected lacking deficient".split()  # noqa: SIM905
)
"""Words after them: "rabbits received"."""
OF_MODELS = frozenset("in using used with developed established to on of".split())  # noqa: SIM905
ONE_OF_MODELS = frozenset("a an our this the two three both".split())  # noqa: SIM905
"""Words before a model that a study used: "in a ... mouse model"."""


class Rule(NamedTuple):
    """A regular expression over lower-cased text and the design that it indicates."""

    design: Design
    pattern: str


TITLE_RULES = (
    Rule(Design.PROTOCOL, r"\b((study|trial|research|review|meta-analysis) protocol|protocol (for|of) (an?|the)|"
         r"rationale and (study )?design|design and rationale|(statistical|economic) (analysis|evaluation) plan|"
         r"(study|trial) design and)\b|^protocol\b|: (a |the )?protocol\b"),
    Rule(Design.PROTOCOL, r"\b(design of an? ([\w-]+ ){0,5}(trial|study)|an? (ongoing|planned) ([\w-]+ ){0,4}(trial|"
        r"study)|trials? in progress|design and methods? (of|for))\b"),
    Rule(Design.SYSTEMATIC_REVIEW, r"\b(meta-?analys[ie]s|systematic (literature )?review|cochrane)\b"),
    Rule(Design.GUIDELINE, r"^(?!.*(randomi|trial|stud|adherence|lowering)).*\b(guidelines?|consensus|"
         r"recommendations? (of|from|for)|position (paper|statement)|practice parameters?)\b"),
    Rule(Design.ECONOMIC, r"\b(cost[- ](effectiv\w+|utility|benefit|minimi[sz]ation|consequence|analysis)|budget "
         r"impact|(health[- ])?(pharmaco)?economic (evaluation|analysis|burden|impact|model\w*|assessment)|"
         r"pharmacoeconomic\w*|costs? of (illness|care|treat\w+))\b"),
    Rule(Design.ANIMAL, rf"\b{_ANIMALS}\b"),
    Rule(Design.IN_VITRO, r"\b(in vitro(?! fertili)|ex vivo|cell lines?|cultured|(organ|spher|tumou?r)oids?|"
         r"(3d|three-dimensional) cultures?|explants?|"
         r"isolated \w+ (cells|hepatocytes|"
         r"myocytes))\b"),
    Rule(Design.RANDOMISED, r"\b(randomi[sz]ed|randomi[sz]ation|placebo[- ]controlled|(double|triple)[- ]"
         r"(blind(ed)?|masked))\b"),
    Rule(Design.PHASE_3, r"\bphase (iii|3|iv|4)[ab]?\b"),
    Rule(Design.PHASE_1, r"\b(phase (i|1)(a|b)?)\b(?!\s*[/-]\s*(ii|2))"),
    Rule(Design.PHASE_2, r"\bphase (ii|2|i+\s*[/-]\s*ii+|1\s*[/-]\s*2)[ab]?\b"),
    Rule(Design.SINGLE_ARM, r"\b(open[- ](label|trial|study)|single[- ]arm|uncontrolled (trial|study)|pilot (study|"
         r"trial)|(non-?randomi[sz]ed|clinical|feasibility|intervention(al)?) trial)\b"),
    Rule(Design.CASE_SERIES, rf"\b(case series|(a )?(report|series) of {_MANY} (\w+ )?(cases|patients)|"
         rf"{_MANY} cases|case reports\b(?! and review))"),
    Rule(Design.CASE_REPORT, rf"\b(case report|(a|one|rare|first|unusual) case\b(?![- ]control)|{_FEW} (\w+ )?cases|"
         r"case study|in an? (\w+[- ]){0,4}(patient|man|woman|boy|girl|child|infant|adolescent|neonate|"
         r"newborn))\b"),
    Rule(Design.SURVEY, r"\b(survey(?! of the literature)|questionnaire|interviews?|focus groups?|qualitative|"
         r"phenomenolog\w+|attitudes|perceptions|perspectives of|(views|experiences|opinions|beliefs|expectations) of|"
         r"knowledge(,| and) )\b"),
    Rule(Design.OBSERVATIONAL, r"\b(retrospective|cohort|case[- ]control|cross[- ]sectional|registry|"
         r"observational|population[- ]based|nationwide|real[- ]world|claims|prospective|follow[- ]up|"
         r"epidemiolog\w+|prevalence|incidence|longitudinal|mendelian|genome[- ]wide|risk factors?)\b"),
    Rule(Design.REVIEW, r"^(?!.*review of the literature).*\b(review|overview|update|state of the art|"
         r"perspectives?|advances in|current (concepts|status|treatment|management)|what('s| is) new)\b"),
)  # fmt: skip
"""Wordings of titles, in order of precedence."""

ABSTRACT_RULES = (
    Rule(Design.SYSTEMATIC_REVIEW, r"\b(we (performed|conducted|undertook|did|carried out) an? ([\w-]+ "
         r"){0,3}meta-?analysis|(this|our|present) (network |updated |current )?meta-?analysis|"
         r"meta-?analys[ei]s ((was|were) "
         r"(conducted|performed|undertaken|carried out|done)|showed|indicated|revealed|included)|"
         r"studies were included in (the|this) meta)"),
    Rule(Design.SYSTEMATIC_REVIEW, r"\b(we (performed|conducted|undertook|did|carried out) an? ([\w-]+ "
         r"){0,3}systematic (literature )?review|(this|our|present) (updated |"
         r"current )?systematic (literature )?review|"
         r"systematic (literature )?reviews? ((was|were) (conducted|performed|undertaken|carried out|done)|showed|"
         r"indicated|revealed|included))"),
    Rule(Design.SYSTEMATIC_REVIEW, r"\b((medline|pubmed|embase)[^.]{0,80}(were|was) searched|(searched|"
         r"search of|searches "
         r"of) [^.]{0,60}(medline|pubmed|embase|cochrane)|databases? (were|was) searched|database search(es)?)"),
    Rule(Design.GUIDELINE, r"\b((this|these|the present|our) (clinical |practice |evidence-based "
         r")*(guidelines?|consensus statement|recommendations) (is|are|was|were|provides?|"
         r"summari[sz]es?|addresse?s?)|expert panel)\b"),
    Rule(Design.PROTOCOL, rf"\b(will be (randomi[sz]ed|randomly|enrolled|recruited|assigned|allocated)|we (will|"
         rf"plan to|intend to) ((randomly|then) )?(randomi[sz]e|enrol|recruit|assign|allocate)|{_PATIENTS} (will|are "
         r"going to) (receive|undergo|be (treated|followed|given|invited))|this (ongoing|planned) ([\w-]+,? "
         r"){0,5}(trial|study)|results are (expected|anticipated|awaited) (in|by) (\w+ )?20\d\d|we are (currently |"
         r"now )?"
         rf"(recruiting|enrolling|randomi[sz]ing)|{_PATIENTS} are to be (randomi[sz]ed|randomly|enrolled|recruited|"
         rf"assigned|allocated)|"
         r"describes? the (design|rationale) (and \w+ )?of (an?|the|our|this)|reports? the (design|rationale) of)\b"),
    Rule(Design.REVIEW, rf"\b((this|the present|our) (?!(retrospective|chart|record)){_WORDS}{{0,2}}review (article )?"
         r"((will|also|further|briefly|critically) )?(aims?|summari|discuss|focus|describ|cover|highlight|examin|"
         r"provid|outlin|present|explor|address|consider|is|attempts|reports|deals)|in this (mini-?)?review|"
         r"we (briefly |critically )?review (the (current|recent|latest|role)|current|recent|advances|how)|"
         r"(article|paper|chapter) reviews)"),
    Rule(Design.REVIEW, r"\b(we (briefly |critically )?(summari[sz]e|discuss) (the (current|recent|latest|role)|"
         r"current|recent|advances|how)|(article|paper|chapter) (discusses|summari[sz]es))"),
    Rule(Design.RANDOMISED, rf"{_POOLED}{_RANDOM}"),
    Rule(Design.RANDOMISED, rf"(^|[.:\n]\s*){_WORDS}{{0,5}}randomi[sz]ed,? {_WORDS}{{0,6}}(trial|study|comparison|"
         r"investigation|design)\b"),
    Rule(Design.RANDOMISED, rf"\b(this|our|the|present) (study|trial) (is|was) an? {_WORDS}{{0,4}}(rct|"
         r"\(?randomi[sz]ed)\b"),
    Rule(Design.RANDOMISED, r"\b(((was|were|been|be) (\w+ )?|(and|then) (\w+ly )?)randomi[sz]ed|"
         rf"randomly (assigned|allocated|divided|"
         rf"received|selected to)|(?<!pseudo)(?<!pseudo-)random(i[sz]ed)? (order|sequence)|"
         rf"(assigned|allocated|divided) {_WORDS}{{0,4}}(randomly|by random|at random|random[- ]numbers?)|(random|"
         rf"randomi[sz]ed) (assignment|allocation|allotment)|(in|this|a|an|our|the) {_WORDS}{{0,6}}(randomi[sz]ed(?=,)|"
         rf"randomi[sz]ed {_WORDS}{{0,6}}(trial|study|design|fashion|manner|comparison|evaluation)|"
         r"placebo[- ]controlled)|(double|triple)[- ]"
         rf"(blind(ed)?|masked)|(block|stratified|computer\w*|simple|after|at|before|by|central|cluster) "
         rf"randomi[sz]ation|randomi[sz]ation (was|to|into|of {_PATIENTS}|ratio|list|sequence|with|using)|"
         rf"randomi[sz]ed (to|into|in \d|\d+|{_WORDS}?{_PATIENTS})|{_PATIENTS} {_WORDS}?(were )?randomi[sz]ed|"
         rf"cross-?over {_WORDS}{{0,2}}(study|studies|trials?|design|fashion|"
         rf"manner)|randomi[sz]ed,? {_WORDS}{{0,5}}(controlled|crossover|"
         rf"parallel|blind(ed)?)(?! {_WORDS}{{0,2}}(trials|studies)))\b"),
    Rule(Design.PHASE_1, r"\b(this|a|our) ([\w-]+,? ){0,4}phase (i|1)[ab]?\b(?!\s*[/-]\s*(ii|2))|"
         r"\bmaximum tolerated dose\b"),
    Rule(Design.PHASE_1, r"\bhealthy ([\w-]+,? ){0,4}(volunteers|subjects|men|women|males|females|adults|participants|"
         r"elderly)\b[\s\S]*\b(mg|dos(e|es|ing)|auc|c ?max|half-li(fe|ves)|infus(ed|ion)|ingest\w+|administ\w+)\b"),
    Rule(Design.PHASE_3, r"\b(this|a|our) ([\w-]+,? ){0,4}phase (iii|3)[ab]?\b"),
    Rule(Design.PHASE_2, r"\b((this|a|our) ([\w-]+,? ){0,4}phase (ii|2)[ab]?|phase (i|1)[ab]?\s*[/-]\s*(ii|2)|"
         r"(simon'?s? )?two-stage design)\b"),
    Rule(Design.SINGLE_ARM, r"\b(open[- ]label|single[- ]arm|uncontrolled (trial|study)|(this|a|our) ([\w-]+,? ){0,3}"
         r"(pilot|feasibility|intervention) (study|trial))\b"),
    Rule(Design.ECONOMIC, r"\b(qalys?|quality-adjusted life[- ]years?|icers?\b|incremental cost|markov model|"
         r"willingness[- ]to[- ]pay|budget impact|cost-effectiveness (analysis|model|ratio))\b"),
    Rule(Design.SURVEY, r"\b((semi-?structured|in-depth|telephone|individual|face-to-face) interviews?|focus groups?|"
         r"thematic(ally)? (content )?analy\w+|grounded theory|(online|web-based|mailed|postal|electronic|anonymous|"
         r"e-?mail|self-administered|structured) (\w+ )?(survey|questionnaires?)|were (surveyed|interviewed)|"
         r"respondents|(survey|questionnaires?) (was|were) (sent|mailed|distributed|e-?mailed|completed))\b"),
    Rule(Design.CASE_SERIES, r"\bcase series\b"),
    Rule(Design.CASE_SERIES, rf"\b(we|authors|here) ([\w-]+ )?(report|describe|present|reported|described) (on )?"
         rf"(the )?{_MANY} ([\w-]+ ){{0,4}}(cases|patients|children|women|men|siblings)\b"),
    Rule(Design.CASE_REPORT, r"(?<!\bin )\b(an?|one|the) (\w+ )?case (of|report)\b"),
    Rule(Design.CASE_REPORT, r"\b(report|describe|present)(s|ed)? (\w+ )?((an?|one|the) ([\w-]+ ){0,5}(patient|"
         r"man|woman|"
         r"boy|girl|child|infant|case|male|female|adolescent)|"
         rf"{_FEW} ([\w-]+ ){{0,4}}(patients|cases|siblings|children|men|women))\b"),
    Rule(Design.CASE_REPORT, r"\ban? [\w-]+[- ]year[- ]old\b"),
    Rule(Design.OBSERVATIONAL, r"\b(retrospective(ly)?|cohort|case[- ]control|cross[- ]sectional|"
         r"registry|observational|medical records|consecutive (\w+ )?patients|prospective(ly)?|"
         r"follow(ed)?[- ]up|longitudinal|questionnaires?|records? (was|were) reviewed|claims "
         r"data(base)?|hazard ratio|odds ratio)\b"),
    Rule(Design.IN_VITRO, r"\b(in vitro(?! fertili)|cell lines?|cultured (\w+ )?cells|were cultured|incubated|"
         r"western blot\w*)\b"),
    Rule(Design.REVIEW, r"\b((this|the present|our) ([\w-]+ )?(review|article reviews|overview)|(is|"
         r"are) reviewed|we review|we summari[sz]e|(article|paper) (reviews|discusses|summari[sz]es))\b"),
)  # fmt: skip
"""Wordings of abstracts about their own study, in order of precedence."""

GIVEN_WORDS = frozenset(
    "received treated given administered administration treatment underwent noncomparative comparative open".split()  # noqa: SIM905
)
"""One of these is in every abstract that `INTERVENED` matches."""
INTERVENED = re.compile(
    r"\b(?:non-?comparative|open (?:multicent\w+ )?(?:study|trial)|(?:received|were (?:treated|given|administered)|"
    r"was (?:given|administered)|treatment with|administration of)\b(?:[^.]|\.\d){0,80}\b"
    r"(?:for (?:\w+|\d+) (?:weeks|months|days|years)|mg|daily|once|twice)\b)"
)
"""Wordings of studies that gave a treatment."""
LOOKED_BACK = frozenset(
    """
    retrospective retrospectively record records registry registries cohort database databases claims chart charts
    naturalistic naturalistically observational reviewed case cases cross prescribed prescription prescriptions
    surveillance compassionate expanded
    """.split()  # noqa: SIM905 - a table of words
)
"""Words of studies that gave none: they watched or looked back."""

PEOPLE_STUDIED = re.compile(
    rf"\b(?:volunteers|participants|human subjects|subjects were|patients (?:were|with|who|received|underwent|"
    rf"undergoing)|\d+ {_WORDS}{{0,3}}{_PATIENTS})\b"
)
"""Wordings of studies in people: an abstract with one of them names animals beside."""

_TRIAL = r"(?:trials?|study|studies|designs?|comparisons?)"
_TO_BE = r"(?:is|are|was|were|(?:will|should|would|may) be|seems?)(?: \w+)?"
_NEEDED = r"(?:needed|required|warranted|necessary|lacking|urgent\w*|awaited|essential|justified|missing|available)"
_ONE_TRIAL = rf"{_WORDS}{{0,4}}{_RANDOM},? {_WORDS}{{0,5}}{_TRIAL}\b"
_THOSE = r"(?:patients|participants|women|men|children|those|subjects|adults)"
_DATA = r"(?:data|samples?) (?:of|from)|(?:obtained|collected|taken|derived|drawn) (?:in|from)"
_FOLD = (
    r"(?:training|validation|test|testing|derivation|development) (?:[\w-]+ ){0,2}(?:sets?|cohorts?|groups?|samples?|"
    r"subsets?|data\w*)"
)
_SHOWN = (
    r"(?:shown|presented|viewed|displayed|rated|judged|listened|watched|tasks?|stimul(?:i|us)|images?|pictures?|"
    r"photographs|faces|sounds?|videos?|vignettes?|scenarios?|odou?rs?)"
)
_RANDOM_ORDER = r"random(?:i[sz]ed|ly)? (?:order|sequence)"
_TO_COME = r"(?:future|further|larger|additional|warrants?|warranting)"
_OTHERS = (
    # kept: trials whose patients are analysed together
    rf"(?P<own>{_POOLED}{_RANDOM})",
    # what is no trial, or none of this study
    rf"(?<=mendelian[ -]){_RANDOM}",
    rf"\bpost[- ]?{_RANDOM}",
    rf"\b(?:(?:non|un|quasi|pseudo)[- ]?{_RANDOM}|(?:not|without|no|lack of) {_WORDS}{{0,3}}{_RANDOM})",
    r"\b(?:not|never|without|no) (?:[\w-]+ ){0,2}random(?:ly)? (?:assign|allocat|divid|distribut)\w*",
    rf"(?:target trial|emulat\w+)[^.]{{0,60}}(?:{_RANDOM}|trial|emulation)",
    rf"\b(?:call|needs?|case|plea|protocol|rationale) (?:for|of) {_WORDS}{{0,4}}{_RANDOM}[^.]{{0,40}}",
    rf"\b(?:within|nested in|embedded in|{_THOSE} (?:of|from|in|enrolled in)|{_DATA}) (?:an?|the) {_ONE_TRIAL}",
    rf"\b(?:an?|one|the) (?:recent|earlier|early|older|previous|prior|only|landmark|small number of) {_ONE_TRIAL}",
    rf"\b(?:a|one|another) {_ONE_TRIAL} (?:has |have )?(?:showed|shown|demonstrated|reported|suggested|found) that",
    # several trials
    rf"{_RANDOM},? {_WORDS}{{0,5}}(?:trials|studies)\b(?! were (?:conducted|performed|carried out|undertaken))",
    rf"\b(?:many|most|few|several|all|included) {_WORDS}{{0,3}}(?:were|are) {_RANDOM}",
    rf"\b(?:trials|studies|criteria) (?:were|are) {_RANDOM}",
    # trials to come
    rf"\b{_TO_COME} [^.]{{0,60}}{_RANDOM}[^.]{{0,40}}{_TRIAL}\b",
    rf"{_RANDOM},? {_WORDS}{{0,5}}{_TRIAL}(?: [\w-]+,?){{0,20}} {_TO_BE} {_NEEDED}",
    rf"\ba {_WORDS}{{0,3}}{_RANDOM},? {_WORDS}{{0,5}}{_TRIAL} (?:that |which )?(?:could|should|would|must|might) ",
    # what else is done at random
    rf"\brandomly (?:\w+ )?(?:divided|split|assigned|allocated|partitioned)[^.]{{0,80}}{_FOLD}",
    rf"{_RANDOM}(?: complete)?[- ](?:blocks?|plots?)|selected [^.]{{0,40}}{_RANDOM}",
    rf"\b(?:weeks|villages|plots|plants|eggs|samples|images|videos|stimuli|questions|items) (?:were|was) {_RANDOM}",
    rf"\b{_SHOWN}\b(?:(?!placebo|treat|drug|dose|mg\b)[^.]){{0,80}}{_RANDOM_ORDER}",
    r"\brandomly (?:presented|shown|displayed|ordered|interleaved|intermixed)",
)
"""Wordings of randomisation that say nothing of this study's design."""

_SPECIES_MADE = (
    r"anti\w*|serum|insulin|heparins?|surfactant|globulins?|derived|pericardi\w+|valves?|monoclonal|antibod\w+|"
    r"collagen|thyroid|atg|secretin|o?estrogens?|thrombin|aprotinin|mucosal|bone (?:graft|mineral|substitute)\w*|"
    r"xenograft|bioprosthe\w+|lactoferrin|colostrum|gelatin|trypsin"
)
_SPECIES = r"(?:rat|mouse|murine|rodent|rabbit|bovine|porcine|pig|canine|ovine|hamster|guinea[- ]pig|chicken|monkey)"
_CELLS = (
    r"(?:cells?|cell[- ]lines?|cultures?|hepatocytes?|chondrocytes?|cardio?myocytes?|fibroblasts?|macrophages?|"
    r"neurons?|astrocytes?|microglia\w*|microsom\w+|mitochondria|oocytes?|(?:pre-?)?osteoblasts?|myoblasts?|"
    r"keratinocytes?|"
    r"splenocytes?|islets|(?:pre)?adipocytes?|cardiomyoblasts?|synaptosomes?|homogenates?|dentin)"
)
_LIVESTOCK = r"(?:swine|pig|poultry|chicken|cattle|dairy|beef|livestock|mink|horse|sheep|goat)"
_NO_ANIMALS = (
    r"\b(?:rat|cat|dog|monkey|horse|pig|snake)[- ]?(?:bites?|scratch\w*)",
    r"\b(?:rat|mouse|cat|dog|bat|bird|pigeon|horse|pig|animal)[- ](?:exposure|contact|handlers?|keepers?|fanciers?)",
    r"\b(?:swine|avian|bird|equine|canine|h1n1 swine)[- ](?:flu|influenza|origin)\w*",
    r"\b(?:mad cow|(?:cow|goat|camel)'?s?'?[- ]milk|(?:chicken|cow|monkey) ?pox|horse ?chestnut)",
    r"\b(?:cat'?s[- ]claw|cat[- ]eye|rat[- ]tail|pig[- ]tail|dog[- ]ear\w*|guinea worm|computer mouse|dust mites?)",
    r"\b(?:cat|dog|horse|mouse|cow|chicken) (?:allerg\w+|dander|hair|epithelium|meat|egg|owners?|ownership)",
    r"\b(?:allerg\w+|sensiti[sz]\w+|exposure|contact) (?:to|with) (?:\w+ ){0,2}(?:cats?|dogs?|horses?|pigs?|cattle)",
    rf"\b(?:horse|rabbit|equine|bovine|porcine|ovine|murine|mouse|goat|sheep|swine)[- ](?:{_SPECIES_MADE})",
    r"\bcanines? (?:displace\w*|impact\w*|retract\w*|fossa|teeth|tooth|guidance|eruption)",
    r"\b(?:maxillary|mandibular|impacted|displaced|upper|lower|permanent) canines?",
    r"\b(?:horse|equine|dog|animal|pet)[- ](?:riding|assisted|related|therapy|mediated)",
    r"\bpolyclonal rabbit|\b(?:cat|cats) (?:score|questionnaire)\b",
    # methods and molecules that are spelled like animals, and reagents of animals
    r"\b(?:in[- ]situ hybridi[sz]ation|interphase|karyotyp\w+) \(?fish\)?|\bfish (?:analys\w+|assays?|prob\w+)",
    r"\b(?:sod|catalase|gpx|gsh|pod|apx)(?: and|,| \() ?cat\b|\bcat(?: and|,) (?:and )?(?:sod|gpx|gsh|pod|apx)\b",
    r"\b(?:f(?:o?e)tal|newborn) (?:calf|bovine) serum|\bcalf (?:muscles?|veins?|pain|thymus|circumference|raises?)",
    r"\brat'?s tail\b|\b(?:goat|rabbit|mouse|donkey|rat) anti-\w+|\banti-(?:goat|rabbit|mouse|rat)\b",
    # cells and tissue of animals, which are no animals
    rf"\b{_SPECIES}[- ](?:(?!models?\b|with\b|bearing\b|and\b|in\b|by\b)[\w-]+ ){{0,2}}?{_CELLS}\b",
    rf"\b{_CELLS} (?:of|from) (?:the )?{_SPECIES}s?\b(?! (?:with|fed|treated|given|model))",
    # work with animals, in people
    rf"\b{_LIVESTOCK}[- ](?:farm(?:s|ers?|ing|workers?)?|industr(?:y|ies)|workers|owners?|meat|products?|breeders)\b",
)
"""Names of animals in the names of diseases, drugs, allergens and cells, which are no animals studied."""

RANDOM_HINTS = ("random", "blind", "placebo-", "placebo c", "emulat", "target trial")
"""One of these is in every sentence that `OTHERS_RANDOM` matches; most have none."""
OWN_RANDOM_HINTS = ("random", "blind", "mask", "placebo-", "placebo c", "crossover", "cross-over")
"""One of these is in every abstract that a rule for RANDOMISED matches."""
OTHERS_RANDOM = re.compile("|".join(_OTHERS))
NO_ANIMALS = re.compile("|".join(_NO_ANIMALS))
