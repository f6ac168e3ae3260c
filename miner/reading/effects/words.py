"""Word lists of the cue table, and its notation compiled to regular expressions."""

import re

WORDS = {
    "resistant": r"((chemo|radio|cross|multi-?drug )?-?resistan(t|ce|cy)|insensitiv\w+|refractor\w+|unresponsive\w*|"
    r"non-?respons\w+|non-?responders?|non-?sensitiv\w+|intolerance of|treatment failure|primary failure)",
    "poor": r"(lower(ed)?|low|poor(er|ly)?|reduc(ed|es|ing|tion (of|in))|decreas(ed|es|ing)|worse|inferior|less|"
    r"shorter|short|impair(ed|s|ing)|diminish(ed|es|ing)|lack(s|ed|ing)?( of)?|minimal|limited|little|attenuat\w+|"
    r"loss of|suboptimal|(negative(ly)?|inverse(ly)?) (correlat\w+|associat\w+|relat\w+)( with)?( the)?|"
    r"unfavou?rable|adverse|compromis\w+|weaker|fewer|early|rapid|faster)",
    "good": r"(higher|high|better|improv\w+|longer|greater|increas\w+|superior|favou?rable|prolong\w+|enhanc\w+|more|"
    r"good|complete|partial|dramatic|excellent|objective|major|marked|durable|promising|clinical|robust|significant|"
    r"pathologic(al)?|potentiat\w+|likely|profound|exceptional|rapid|sustained|long[- ]term|impressive)",
    "outcome": r"((chemo|radio)?-?respon(ses?(?! elements?)|ds?|ded|ding|ders?|sive\w*)|"
    r"(chemo|radio|hyper)?-?sensitiv\w+|benefit\w*|"
    r"efficac\w+|surviv\w+|pfs|os|dfs|rfs|efs|ttp|remissions?|regressions?|outcomes?|activity|active|effectiv\w*|"
    r"susceptib\w+|cytotoxic\w*|control|pcr|orr|cr|sensiti[sz]\w+|growth inhibition|shrinkage|killing|apoptosis)",
    "response": r"((chemo|radio)?-?respon(ses?(?! elements?)|ds?|ded|ding|ders?|sive\w*)|"
    r"(chemo|radio|hyper)?-?sensitiv\w+|"
    r"benefit\w*|efficac\w+|remissions?|activity|active|effectiv\w*|susceptib\w+|cytotoxic\w*|pcr|orr|"
    r"sensiti[sz]\w+|regressions?|shrinkage)",
    "sensitive": r"((chemo|radio|hyper)?-?sensitiv\w+|(hyper)?-?respons(es?|ive\w*)|respond(s|ed|ers?)?|"
    r"benefit(s|ed|ted)?|susceptib\w+|remissions?|vulnerab\w+|efficacy|effectiveness|activity|addict\w+)",
    "no": r"(no|not|never|neither|nor|without|cannot|n't|lack(s|ed|ing)?( of)?|fail(s|ed|ing|ure)?( to)?|unlikely|"
    r"less likely|absence of|none of)",
    "to": r"(to|with|from|of|for|on|after|by|in|against|under|following|upon|when)",
    "link": r"(associat\w+|correlat\w+|relat(ed|ion\w*)|link(ed)?|predict\w*|influenc\w+|affect\w*|impact\w*|"
    r"differ\w*|effects?|modif\w+|determin\w+|interact\w*|depend\w*|prognostic|role|value|relevan\w+|evidence)",
    "confer": r"(confer\w*|caus(ed?|es|ing)|induc\w+|mediat\w+|lead(s|ing)? to|led to|result\w* in|contribut\w+ to|"
    r"associated with|responsible for|underl(ies|ying|ie)|render\w*|mechanisms? of|linked to|drives?|driven|"
    r"correlat\w+ with|develop\w*|acquir\w+|secondary|gatekeeper|due to|because of|via|through)",
    "undo": r"(overc[oa]m\w+|revers\w+|restor\w+|circumvent\w*|abrogat\w+|abolish\w*|re-?sensiti[sz]\w+|eliminat\w+|"
    r"antagoni[sz]\w+|counteract\w*|prevent\w*|delay\w*)",
    "less": r"(reduc\w+|decreas\w+|diminish\w*|impair\w*|abrogat\w+|abolish\w*|lower(s|ed|ing)?|suppress\w*|"
    r"attenuat\w+|block(s|ed|ing)?|inhibit(s|ed|ing)?|compromis\w+|limit(s|ed|ing)?)",
    "more": r"(increas\w+|enhanc\w+|improv\w+|potentiat\w+|sensiti[sz]\w+|augment\w*|boost\w*|promot\w+|restor\w+|"
    r"confer\w*|elevat\w+|synergi\w+)",
    "people": r"(patients?|subjects?|women|men|children|adults|individuals|those|cases?|carriers?|tumou?rs?|cells?|"
    r"cell lines?|cancers?|disease|xenografts?|models?|mice|groups?|population|clones?|lesions?|lines?|samples?|"
    r"leuk[ae]+mias?|melanomas?|gliomas?|carcinomas?|adenocarcinomas?)",
    "finite": r"(show\w*|found|mechanism|demonstrat\w+|were|was|is|are|confirm\w*|improv\w+|observ\w+|achiev\w+|"
    r"had|has|proved|superior|better|associated|predict\w*|confer\w*|(reduc|increas|enhanc|induc|caus|mediat|render|depend|"
    r"inhibit|revers|restor|overc[ao]m|sensiti[sz]|respond|contribut|underl)\w*|due|meant?|made|gave|did|not|no|than|"
    r"failed|benefit(s|ed)|until|acquired|limited|except|without)",
    "down": r"(knock-?(down|out|ing down)|silenc\w+|sirnas?|shrnas?|rnai|deplet\w+|deficien\w+|suppress\w+|"
    r"(down-?regulat|under-?express)\w*|inactivat\w+|abrogat\w+|loss|low|lower|reduced|decreased|absent|absence|lack|"
    r"interference|inhibition|inhibiting|blockade|blocking|hypermethylation|promoter methylation|methylation)",
}
"""Alternatives for a word in braces; the outcome words are those that abstracts on predictive markers use."""

_GAPS = {" ~ ": r"\W(?:[^A-Z;]{0,70}?\W)??", " ... ": r"\W(?:[^;]{0,150}?\W)??"}


def compile_cue(pattern: str) -> re.Pattern[str]:
    r"""Return a pattern of the table as a regular expression for a masked sentence.

    In a pattern " ~ " is a gap without another mention, " ... " any gap within a clause; a word in braces is its list
    in `WORDS`; DRUG, OTHERDRUG, MARKER and OTHERMARKER are mentions.
    """
    pieces = re.split(r"( ~ | \.\.\. )", pattern)
    text = "".join(_GAPS.get(piece, piece) for piece in pieces)
    text = text.replace(r"(\w+ )", r"([a-z\d/%.'-]+,? \(?)")
    text = re.sub(r"\{([a-z]+)\}", lambda found: WORDS[found[1]], text)
    text = re.sub(r"\b((?:OTHER)?(?:DRUG|MARKER))\b", r"\\b\1\\b", text)
    return re.compile(re.sub(r"(?<!\\)\((?!\?)", "(?:", text))
