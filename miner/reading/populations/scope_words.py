"""The wordings by which a sentence speaks of its own study, of others' work, or of studies to come. Lower case."""

from miner.reading.populations.dose_words import SHARE_SIGNS

_VERBS = (
    r"(?:randomi[sz]ed|randomly|enrolled|recruited|treated|included|assigned|allocated|studied|evaluated|investigated|"
    r"followed|administered|given|prescribed|assessed|analy[sz]ed|reviewed|identified|performed|conducted|"
    r"carried out|examined|"
    r"measured|compared|observed|collected|undertaken|designed|tested|entered|divided|admitted|monitored|screened)"
)
_P_VALUES = (r"\bp <", r"\bp<", r"\bp =", r"\bp=", r"\bp >", r"\bp>")
OWN = (
    r"(?<![a-z])we (?!have previously|previously|know)",
    r"\bour (?:study|patients?|results|findings|aim|objective|trial|data|case|series|hypothesis|experience)\b",
    (
        r"\b(?:this|the present|the current|present) (?:[\w-]+,? ){0,4}?(?:study|trial|report|"
        r"analysis|investigation|case|"
        r"article|paper|work|series|cohort|survey|meta-analysis|review)\b"
    ),
    rf"\b(?:was|were) (?:[\w-]+ )?{_VERBS}\b",
    (
        r"\b(?:patients|subjects|participants|women|men|children|volunteers|infants|adults|"
        r"individuals) (?:[^.;]{0,60} )?"
        r"(?:received|underwent|took|completed|had|entered|participated|were)\b"
    ),
    r"\b(?:double|single|triple)[- ](?:blind|masked)|\bopen[- ]label\b|\bplacebo[- ]controlled\b",
    r"\b\d+[- ](?:year|month|week|day)s?[- ]old\b",
    r"\(n ?= ?\d",
    *_P_VALUES,
)
"""The study itself: its authors, its patients, its conduct."""

AIMS = (
    r"\b(?:aims?|purposes?|objectives?|goals?) (?:of (?:this|the|our) [^.;]{0,60}|here )?(?:is|was|were|are)\b",
    r"\b(?:aimed|sought|hypothesi[sz]ed|designed) (?:to|that)\b",
)
"""What the study is for."""

OPENINGS = (
    (
        r"(?:\W*(?:aims?|purpose|objectives?|goals?|background|methods?|design)\b\W+(?:and \w+\W+)?)?to (?:\w+ly )?"
        r"(?:determine|evaluate|assess|compare|investigate|examine|test|describe|study|explore|establish|analy[sz]e|"
        r"identify|review|report|characteri[sz]e|verify|measure|find|clarify|estimate|elucidate|observe|confirm)\b"
    ),
)
"""How a sentence begins that tells an aim."""

RESULTS = (
    *_P_VALUES,
    (
        r"\bci\b|\bsignificant|\b(?:improved|decreased|increased|reduced|showed|achieved|occurred|responded|"
        r"resulted|developed|"
        r"observed|experienced|did not|there (?:was|were)|median)\b"
    ),
    SHARE_SIGNS,
)
"""What came out; a sentence that tells an aim as well tells the aim."""

ENROLLED = (
    (
        r"\b(?:were|was) (?:then |subsequently |prospectively |randomly |consecutively )?(?:randomi[sz]ed|"
        r"randomly|enrolled|recruited|assigned|allocated|"
        r"included|entered|treated|given|studied|divided|eligible)\b"
    ),
    r"\b(?:entered|participated in|enrolled)\b|\breceived (?:either|oral|intravenous|\d)",
)
"""Who took part and what they were given: a method, whatever numbers stand beside it."""

OTHERS = (
    (
        r"\b(?:has|have) (?:not |never |also |recently |previously |been |long |shown |only "
        r")*(?:been|shown|demonstrated|"
        r"reported|proved|proven|become|suggested|documented|achieved|developed|attributed|associated|"
        r"considered|used|advocated|proposed|recognized|linked|implicated|found)\b(?! (?:randomi|enrolled|included|"
        r"treated in (?:our|this)))"
    ),
    (
        r"\b(?:previous|prior|recent|earlier|several|numerous|many|other|published|some) "
        r"(?:[\w-]+ ){0,3}?(?:stud(?:y|ies)|"
        r"trials?|reports?|work|data|investigations|observations|analys[ie]s|research|literature)\b"
    ),
    r"\b(?:we|our group) (?:have )?previously\b",
    (
        r"\b(?:further|subsequent|early|earlier) (?:[\w-]+ )?(?:studies|trials) (?:have |had )?(?:revealed|showed|"
        r"shown|"
        r"demonstrated|confirmed|suggested|reported)\b"
    ),
    r"\b(?:demonstrated|reported|described|introduced|discovered) [^.;]{0,80}\bin (?:19|20)\d\d\b",
    r"\bmost (?:commonly|frequently|widely) (?:prescribed|used)\b",
    (
        r"\bauthor information:|\(\d+\)\s?(?:department|division|service|unit|school|institute|cent(?:er|re)|faculty|"
        r"clinic)\b"
    ),
    (
        r"\b(?:is|are) (?:[\w-]+ly )?(?:used|recommended|considered|known|believed|thought|"
        r"approved|prescribed|indicated|"
        r"regarded|established)\b"
    ),
    (
        r"\bis an? (?:[\w-]+ ){0,5}(?:drug|agent|antagonist|inhibitor|antibiotic|agonist|blocker)s? (?:[\w-]+ "
        r"){0,2}(?:used|approved|effective|indicated|for)\b"
    ),
    r"\b(?:few|little|limited|no) (?:data|evidence|information) (?:exists?|(?:is|are) available)\b",
    r"\bis an? (?:[\w-]+ ){0,4}(?:complication|disorder|condition) (?:of|that|which|characteri[sz]ed)\b",
    r"\bguidelines?\b|\bit is (?:well )?known\b|\bin the literature\b",
)
"""What is known, common or done by others."""

FUTURE = (
    r"\b(?:ongoing|on-going|planned) (?:[\w-]+ ){0,3}?(?:studies|trials)\b",
    r"\b(?:studies|study|trials?)\b[^.;]{0,90}\b(?:is|are) (?:currently )?(?:underway|ongoing|planned)\b",
    r"\b(?:studies|study|trials?)\b[^.;]{0,90}\b(?:is|are) (?:currently )?under way\b",
    r"\baims? of (?:the|an?) (?:ongoing|planned)\b",
    r"\b(?:is|are) (?:also |currently |now )?being (?:evaluated|studied|investigated|tested|conducted|developed)\b",
    (
        r"\b(?:further|future|additional|larger|more|long-term|controlled|prospective) "
        r"(?:[\w-]+,? ){0,4}?(?:stud(?:y|ies)|"
        r"trials?|research|investigations?|data|evaluation|work)\b[^.;]{0,60}\b(?:need|require|warrant|necess|"
        r"should|will|must|"
        r"justif|await|would)"
    ),
    (
        r"\b(?:need|required|warranted|necessary|will be critical|remains? to be|should be (?:studied|investigated|"
        r"evaluated|"
        r"tested))\b[^.;]{0,40}"
        r"\b(?:stud(?:y|ies)|trials?|research|confirm|determine)"
    ),
)
"""What remains to be done."""
