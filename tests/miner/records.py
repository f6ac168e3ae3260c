"""Factories of records for tests; all texts are invented."""

from datetime import date

from miner.records import (
    Article,
    Certainty,
    Claim,
    ClaimRelation,
    Design,
    Link,
    Mention,
    MentionType,
    Reading,
    Relation,
    Section,
)

DRUG = "DRUGBANK:DB00571"
DISEASE = "MONDO:0003110"


def article(
    pmid: int = 1,
    title: str = "Propranolol for hemangioma.",
    abstract: str = "Propranolol led to regression of hemangioma.",
    *,
    revised_on: date | None = None,
    year: int | None = 2008,
    entered_on: date | None = None,
    indexed_on: date | None = None,
    publication_types: tuple[str, ...] = ("Journal Article",),
    trial_ids: tuple[str, ...] = (),
    relations: tuple[Relation, ...] = (),
) -> Article:
    text = f"{title}\n{abstract}" if abstract else title
    sections = [Section(start=0, end=len(title), category="TITLE")]
    if abstract:
        sections.append(Section(start=len(title) + 1, end=len(text)))
    return Article(
        pmid=pmid,
        text=text,
        sections=tuple(sections),
        journal="Invented Journal",
        year=year,
        entered_on=entered_on,
        revised_on=revised_on,
        indexed_on=indexed_on,
        publication_types=publication_types,
        trial_ids=trial_ids,
        relations=relations,
        languages=("eng",),
    )


def claim(
    pmid: int = 1,
    relation: ClaimRelation = ClaimRelation.TREATS,
    *,
    drugs: tuple[str, ...] = (DRUG,),
    disease: str = DISEASE,
    biomarkers: tuple[str, ...] = (),
    certainty: Certainty = Certainty.STATED,
) -> Claim:
    return Claim(
        pmid=pmid,
        sentence_start=0,
        sentence_end=27,
        drugs=drugs,
        disease=disease,
        biomarkers=biomarkers,
        relation=relation,
        certainty=certainty,
        cue="for",
    )


def reading(pmid: int = 1, *claims: Claim, design: Design = Design.CASE_REPORT) -> Reading:
    mention = Mention(
        start=0,
        end=11,
        text="Propranolol",
        type=MentionType.DRUG,
        found_by="lexicon",
        link=Link(curie=DRUG, score=1.0, reason="name in the lexicon"),
    )
    return Reading(pmid=pmid, has_drug=True, design=design, mentions=(mention,), claims=claims or (claim(pmid),))
