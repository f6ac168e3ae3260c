"""Wordings by which a disease is where the patients are, and OBJECT what the drug was given for.

The notation is that of `miner.reading.claims.cues`; OBJECT is a disease or word that the tables of hosts name for the
group of DISEASE. Each row has an example and a guard, a near sentence that it must leave alone: <drug>, [host],
{object}.
"""

from typing import NamedTuple

from miner.reading.claims.cues import compile_cue
from miner.reading.claims.vetoes import PROCEDURE

_PEOPLE = (
    r"(patients?|subjects?|adults?|children|women|men|infants?|neonates?|individuals|people|participants|recipients|"
    r"survivors|population|adolescents|girls|boys|rats|mice)"
)
_SLIP = r"((?!(and|but|or|while|whereas|which|that|improv\w*|reduc\w*|treat\w*|with) )[\w-]+ )"
_NEXT = r"((?!(in|of|among|for|and|or|with|to) )[\w-]+ )"
_HAVING = (
    rf"((with|who had|who have|having|suffering from|affected by|treated for|undergoing|receiving|after) "
    rf"{_SLIP}{{0,4}})"
)
_PLACE = rf"{_HAVING}?"
_THERAPY = rf"({PROCEDURE}|(radio)?chemotherapy|(remission )?induction|mastectomy|therapy|treatment)"


class HostWording(NamedTuple):
    """One row: pattern, example, guard."""

    pattern: str
    example: str
    guard: str


HOST_WORDINGS = (
    HostWording(
        rf"OBJECT {_SLIP}{{0,4}}(in|of|among|during) ({_PEOPLE} (and|or) )?{_SLIP}{{0,5}}{_PLACE}DISEASE",
        "<Gabapentin> reduces certain types of {pain} in the [sclerosis] population.",
        "<Gabapentin> reduces {pain} and [sclerosis] in the elderly.",
    ),
    HostWording(
        rf"OBJECT ({_PEOPLE} )?{_HAVING}DISEASE",
        "<Valsartan> was effective in {hypertensive} patients with [diabetes].",
        "<Valsartan> was effective in {hypertension} and in [diabetes].",
    ),
    HostWording(
        rf"DISEASE {_NEXT}?{_PEOPLE} ({_SLIP}{{0,2}}(and|with|who (had|have|developed)|experiencing|suffering from|"
        rf"complicated (by|with)|(co-?)?infected with) )({_SLIP}{{0,3}}|(\w+ )?and )OBJECT",
        "<Roxadustat> was effective for [cancer] patients with {anaemia}.",
        "<Roxadustat> was effective for [cancer] and {anaemia}.",
    ),
    HostWording(
        rf"OBJECT {_SLIP}{{0,3}}(associated with|due to|secondary to|related to|caused by|complicating|accompanying|"
        rf"resulting from|after|following) {_SLIP}{{0,4}}DISEASE",
        "<Sildenafil> is effective in {erectile dysfunction} due to spinal [injury].",
        "<Sildenafil> is effective in {erectile dysfunction}, and in [injury].",
    ),
    HostWording(
        rf"DISEASE[- ](associated|related|induced|dependent) {_SLIP}{{0,3}}OBJECT",
        "<Oxycodone> was effective in managing [cancer]-related {pain}.",
        "<Oxycodone> was effective in [cancer] and related {pain}.",
    ),
    HostWording(
        rf"OBJECT ... {_THERAPY} (of|for|in) {_SLIP}{{0,4}}DISEASE",
        "<Granisetron> inhibited {vomiting} induced by chemotherapy for [leukaemia].",
        "<Granisetron> inhibited {vomiting} and cured [leukaemia].",
    ),
    HostWording(
        rf"OBJECT ... (after|following|during|from|undergoing|receiving) {_SLIP}{{0,3}}DISEASE {_THERAPY}",
        "<Ropivacaine> improved {analgesia} and satisfaction following breast [cancer] surgery.",
        "<Ropivacaine> improved {analgesia} and [cancer].",
    ),
    HostWording(
        rf"(protect\w*|prevent\w*) {_SLIP}{{0,2}}DISEASE {_NEXT}?{_PEOPLE} ... (from|against) {_SLIP}{{0,4}}OBJECT",
        "<Dexrazoxane> protects [cancer] patients with diabetes from {cardiotoxicity}.",
        "<Dexrazoxane> protects from [cancer] and {cardiotoxicity}.",
    ),
    HostWording(
        rf"^(in|among|for) {_SLIP}{{0,5}}{_PLACE}DISEASE[^A-Z;.]{{0,40}}DRUG ~ {{better}} ~ OBJECT",
        "In patients with spinal [injury], <gabapentin> relieved {pain}.",
        "In patients with spinal [injury], <gabapentin> was given and {pain} was seen.",
    ),
    HostWording(
        rf"DRUG ~ {{better}} {_SLIP}{{0,3}}OBJECT[^A-Z;.]{{0,60}}(in|among|of) {_SLIP}{{0,5}}{_PLACE}DISEASE",
        "<Zolpidem> improves {sleep} and quality of life in [cancer] survivors.",
        "<Zolpidem> improves {sleep}; it was active in [cancer].",
    ),
    HostWording(
        rf"DRUG {_SLIP}{{0,2}}(to|in|for) {_SLIP}{{0,4}}DISEASE {_NEXT}?{_PEOPLE} [^A-Z;.]{{0,60}}{{better}} "
        rf"((in|of) )?{_SLIP}{{0,2}}OBJECT",
        "<Cholecalciferol> given to [cancer] patients was safe and improved {pain}.",
        "<Cholecalciferol> given to [cancer] patients was safe, and {pain} was common.",
    ),
)  # fmt: skip
COMPILED_WORDINGS = tuple(compile_cue(wording.pattern) for wording in HOST_WORDINGS)
