"""A reading as one line of JSON, for programs: everything known about each mention and claim, with the reasons."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from miner.formats.pubtator import Identify, names_in, replace_surrogates, type_of
from miner.lexicon.lexicon import Lexicon
from miner.records import Article, BiomarkerEffect, Claim, Mention, MentionType, Reading


def write_json(article: Article, reading: Reading, lexicon: Lexicon, identify: Identify) -> str:
    """Return one JSON object and a line feed; offsets are those of `text`, which has one section per line.

    `links` is empty for a mention that names nothing known, and has several entries for a composite mention. Claims
    include MENTIONED. Lone surrogates become U+FFFD.
    """
    names = names_in(reading.mentions)
    document: Mapping[str, Any] = {
        "pmid": article.pmid,
        "text": article.text,
        "skipped": reading.skipped,
        "design": reading.design.title,
        "design_of_text": reading.text_design.title,
        "design_of_medline": reading.medline_design.title,
        "design_of_medline_known_on": reading.medline_known_on.isoformat() if reading.medline_known_on else None,
        "design_reason": reading.design_reason,
        "mentions": [_mention(mention, names, lexicon, identify) for mention in reading.mentions],
        "claims": [_claim(claim, names, lexicon, identify) for claim in reading.claims],
        "traits": [asdict(trait) for trait in reading.traits],
        "outcomes": [asdict(outcome) for outcome in reading.outcomes],
        "comparisons": [asdict(comparison) for comparison in reading.comparisons],
        "biomarker_effects": [_effect(effect, names, lexicon, identify) for effect in reading.biomarker_effects],
    }
    return replace_surrogates(json.dumps(document, ensure_ascii=False)) + "\n"


def _mention(mention: Mention, names: Mapping[str, str], lexicon: Lexicon, identify: Identify) -> dict[str, Any]:
    links = (mention.link, *mention.other_links) if mention.link else ()
    is_named = not mention.other_links and mention.found_by != "abbreviation"
    own = {links[0].curie: mention.text} if links and is_named else names
    return {
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "type": type_of(mention),
        "found_by": mention.found_by,
        "links": [
            {
                **_entry(link.curie, mention.type, own, lexicon, identify),
                "score": link.score,
                "reason": link.reason,
            }
            for link in links
        ],
    }


def _claim(claim: Claim, names: Mapping[str, str], lexicon: Lexicon, identify: Identify) -> dict[str, Any]:
    return {
        "start": claim.sentence_start,
        "end": claim.sentence_end,
        "drugs": [_entry(drug, MentionType.DRUG, names, lexicon, identify) for drug in claim.drugs],
        "relation": claim.relation.value,
        "disease": _entry(claim.disease, MentionType.DISEASE, names, lexicon, identify),
        "biomarkers": [_entry(marker, MentionType.BIOMARKER, names, lexicon, identify) for marker in claim.biomarkers],
        "certainty": claim.certainty,
        "drug_from": claim.drug_from,
        "disease_from": claim.disease_from,
        "cue": claim.cue,
        "probability": claim.probability,
        "stated_by": claim.statement.by if claim.statement else "",
        "stated_year": claim.statement.year if claim.statement else None,
        "stated_grade": claim.statement.grade if claim.statement else "",
    }


def _effect(effect: BiomarkerEffect, names: Mapping[str, str], lexicon: Lexicon, identify: Identify) -> dict[str, Any]:
    return {
        "start": effect.sentence_start,
        "end": effect.sentence_end,
        "drugs": [_entry(drug, MentionType.DRUG, names, lexicon, identify) for drug in effect.drugs],
        "disease": _entry(effect.disease, MentionType.DISEASE, names, lexicon, identify),
        "biomarker": _entry(effect.biomarker, MentionType.BIOMARKER, names, lexicon, identify),
        "direction": effect.direction.value,
        "cue": effect.cue,
        "probability": effect.probability,
    }


def _entry(
    curie: str,
    type_: MentionType,
    names: Mapping[str, str],
    lexicon: Lexicon,
    identify: Identify,
) -> dict[str, Any]:
    ids = identify(names.get(curie, ""), type_, curie)
    return {"curie": curie, "ids": list(ids), "name": lexicon.name_of(curie)}
