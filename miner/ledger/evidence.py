"""Claims and evidence per pair, read from the ledger."""

import json
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from miner.ledger.database import STATES, Subject
from miner.ledger.studies import traits_of_cells
from miner.lexicon.endpoints import read_endpoints
from miner.lexicon.roles import roles_of
from miner.lexicon.symptoms import read_symptoms
from miner.records import (
    STUDIED_RELATIONS,
    Certainty,
    ClaimRelation,
    Design,
    EffectDirection,
    EvidenceRow,
    Role,
    RouteWords,
)
from miner.sources.trial_names import trial_names_in

_TITLE_END = """CASE WHEN json_extract(article.sections, '$[0][3]') = 'TITLE'
                   THEN json_extract(article.sections, '$[0][1]') ELSE 0 END"""

_SUPPORTS = "claim.relation IN ('treats', 'prevents', 'recommended') AND claim.certainty IN ('stated', 'hedged')"
NEAR = 60
"""Characters between a route and the name of its drug, at most."""
_STUDIED = "(" + ", ".join(f"'{relation.value}'" for relation in sorted(STUDIED_RELATIONS)) + ")"

_NEAREST = "FROM mention WHERE mention.pmid = trait.pmid AND mention.curie = trait.drug AND"
_WORDS = f"""
(SELECT substr(article.text, max(mention.end) + 1, trait.start - max(mention.end)) {_NEAREST}
 mention.end BETWEEN trait.start - {NEAR} AND trait.start),
(SELECT substr(article.text, trait.end + 1, min(mention.start) - trait.end) {_NEAREST}
 mention.start BETWEEN trait.end AND trait.end + {NEAR}),
substr(article.text, trait.end + 1, {NEAR})
"""
"""SQL: the words from a drug's name to its route, from the route to the drug's name, and whatever follows the route."""

_ROWS = f"""
SELECT claim.drug_id, claim.disease, claim.pmid, claim.relation, claim.certainty, claim.biomarkers,
       {{design}} AS design, article.year, article.entered_on, article.authors, article.mesh_headings,
       article.has_concern,
       (SELECT max(value) FROM outcome WHERE outcome.pmid = claim.pmid AND kind IN ('enrolled', 'evaluable'))
       AS enrolled,
       EXISTS (SELECT 1 FROM claim AS harm WHERE harm.pmid = claim.pmid AND harm.drug_id = claim.drug_id
               AND harm.relation = 'causes' AND harm.certainty IN ('stated', 'hedged')) AS reports_harm,
       (SELECT json_group_array(DISTINCT curie) FROM mention
        WHERE mention.pmid = claim.pmid AND mention.type = 'disease' AND curie IS NOT NULL
        AND mention.start < {_TITLE_END}) AS title_diseases,
       {_TITLE_END} AS title_end, substr(article.text, 1, {_TITLE_END}) AS title,
       CASE WHEN {_SUPPORTS} THEN article.text END AS text, claim.sentence_start, claim.sentence_end,
       CASE WHEN {_SUPPORTS} THEN (SELECT json_group_array(json_array(mention.start, mention.end)) FROM mention
        WHERE mention.pmid = claim.pmid AND mention.type = 'disease' AND (curie = claim.disease
        OR instr(other_links, '"' || claim.disease || '"'))) END AS places,
       CASE WHEN claim.relation IN {_STUDIED} THEN (SELECT json_group_array(json_array(kind, value, start, end, role,
       curie, drug, CASE WHEN drug <> '' AND kind = 'route' THEN json_array({_WORDS}) END)) FROM trait
       WHERE trait.pmid = claim.pmid AND kind IN ('age group', 'route')) END AS traits,
       (SELECT json_group_array(trial_id) FROM article_trial
        WHERE article_trial.pmid = claim.pmid) AS trial_ids,
       (SELECT json_group_array(target) FROM article_relation
        WHERE article_relation.pmid = claim.pmid AND kind IN ('UpdateIn', 'UpdateOf', 'RepublishedIn',
        'RepublishedFrom')) AS same_as
FROM claim JOIN article USING (pmid)
WHERE NOT article.is_retracted AND {STATES} AND {{condition}}
ORDER BY claim.drug_id, claim.disease, claim.pmid, claim.claim_id
"""

DESIGN_OF_A_DAY = "CASE WHEN article.medline_known_on <= ? THEN article.design ELSE article.text_design END"
"""SQL: the design that was known on a day, the parameter: MEDLINE's word counts from the day it is known from."""

PATIENT_TAGS = (
    "Male", "Female", "Infant, Newborn", "Infant", "Child, Preschool", "Child", "Adolescent", "Young Adult", "Adult",
    "Middle Aged", "Aged", "Aged, 80 and over",
)  # fmt: skip
"""The check tags of MeSH that say whom an article is about."""

Pair = tuple[str, str]
"""Drug (or combination) identifier and disease identifier."""


_HELD = "coalesce(article.entered_on, article.year || '-01-01', '0000') <= ?"
"""SQL: PubMed held the article on a day, the parameter."""


class Evidence(Subject):
    """Claims of articles, and the evidence for each pair of drug and disease."""

    def by_pair(
        self, *, as_of: date | None = None, changed_after: int = -1
    ) -> Iterator[tuple[Pair, list[EvidenceRow]]]:
        """Yield each pair with its counted evidence, ordered by pair; retracted articles and co-mention are left out.

        Args:
            as_of: leave out articles that PubMed added after this day (by year if the day is not known), and what
                MEDLINE has said of an article's design since: it is then what the text says.
            changed_after: only pairs that changed after this change_seq.
        """
        conditions, parameters, design = ["1"], [], "article.design"
        if as_of is not None:
            design = DESIGN_OF_A_DAY
            conditions.append(_HELD)
            parameters += [as_of.isoformat()] * 2
        if changed_after >= 0:
            conditions.append(
                "(claim.drug_id, claim.disease) IN (SELECT drug_id, disease FROM pair WHERE change_seq > ?)"
            )
            parameters.append(str(changed_after))
        sql = _ROWS.format(design=design, condition=" AND ".join(conditions))
        cursor = self._connection.execute(sql, parameters)
        for pair, rows in groupby(cursor, key=lambda row: (row["drug_id"], row["disease"])):
            yield pair, [_evidence_row(row) for row in rows]

    def claims(
        self,
        *,
        drug_id: str | None = None,
        disease: str | None = None,
        pmids: Sequence[int] | None = None,
        relations: Collection[ClaimRelation] | None = None,
        has_co_mentions: bool = False,
    ) -> Iterator[dict[str, Any]]:
        """Yield claims with their sentence and article, ordered by PMID and position in the text.

        Each is a dictionary of the columns of table `claim` with `biomarkers` as a list, and `sentence`, `title`,
        `journal`, `year`, `entered_on`, `design` (a Design), `is_retracted` and `has_concern`. Co-mention is included
        only with `has_co_mentions`.
        """
        conditions, parameters = ["1"], []
        for column, value in (("claim.drug_id", drug_id), ("claim.disease", disease)):
            if value is not None:
                conditions.append(f"{column} = ?")
                parameters.append(value)
        if pmids is not None:
            conditions.append("claim.pmid IN (SELECT value FROM json_each(?))")
            parameters.append(json.dumps(list(pmids)))
        if relations is not None:
            conditions.append("claim.relation IN (SELECT value FROM json_each(?))")
            parameters.append(json.dumps(sorted(relations)))
        if not has_co_mentions:
            conditions.append(STATES)
        sql = (
            "SELECT claim.*, substr(text, sentence_start + 1, sentence_end - sentence_start) AS sentence, "
            "text, sections, journal, year, entered_on, design, is_retracted, has_concern "
            "FROM claim JOIN article USING (pmid) "
            f"WHERE {' AND '.join(conditions)} ORDER BY pmid, sentence_start, claim_id"
        )
        for row in self._connection.execute(sql, parameters):
            yield _claim(row)

    def sentence_pairs(self, *, as_of: date | None = None) -> Iterator[tuple[Pair, int]]:
        """Yield each pair that shares a sentence, co-mention included, with the PMID; no retracted articles.

        With `as_of` articles that PubMed added after this day are left out, by year if the day is not known.
        """
        cursor = self._connection.execute(
            f"SELECT DISTINCT drug_id, disease, pmid FROM claim JOIN article USING (pmid) WHERE NOT is_retracted "
            f"AND {_HELD} ORDER BY drug_id, disease, pmid",
            (_bound(as_of),),
        )
        for drug_id, disease, pmid in cursor:
            yield (drug_id, disease), pmid

    def biomarker_effects(self, *, as_of: date | None = None) -> Iterator[tuple[str, str, str, EffectDirection, int]]:
        """Yield drug (or set, "" for none), disease, biomarker, direction and PMID of each effect of a biomarker.

        Retracted articles are left out, and with `as_of` articles as in `sentence_pairs`.
        """
        cursor = self._connection.execute(
            "SELECT DISTINCT drug_id, disease, biomarker, direction, pmid FROM biomarker_effect "
            f"JOIN article USING (pmid) WHERE NOT is_retracted AND {_HELD} "
            "ORDER BY pmid, drug_id, disease, biomarker, direction",
            (_bound(as_of),),
        )
        for drug_id, disease, biomarker, direction, pmid in cursor:
            yield drug_id, disease, biomarker, EffectDirection(direction), pmid

    def naming(self, curies: Collection[str]) -> dict[str, frozenset[int]]:
        """Return the PMIDs of the articles that name each of some drugs and diseases anywhere in their text."""
        wanted = json.dumps(sorted(curies))
        found: dict[str, set[int]] = {curie: set() for curie in curies}
        cursor = self._connection.execute(
            "SELECT curie, pmid FROM mention WHERE curie IN (SELECT value FROM json_each(?1)) UNION "
            "SELECT json_extract(link.value, '$[0]') AS curie, pmid FROM mention, json_each(other_links) AS link "
            "WHERE other_links <> '[]' AND curie IN (SELECT value FROM json_each(?1))",
            (wanted,),
        )
        for curie, pmid in cursor:
            if curie in found:
                found[curie].add(pmid)
        return {curie: frozenset(pmids) for curie, pmids in found.items()}

    def mentions_between(self, pmid: int, start: int, end: int) -> list[dict[str, Any]]:
        """Return the mentions of an article inside [start, end), in order, as dictionaries of table `mention`.

        `curies` is added: the identifiers of all links, in order; empty for a mention without a link.
        """
        cursor = self._connection.execute(
            "SELECT * FROM mention WHERE pmid = ? AND start >= ? AND end <= ? ORDER BY start, end",
            (pmid, start, end),
        )
        return [{**row, "curies": _curies(row)} for row in cursor]


def _bound(as_of: date | None) -> str:
    return "9999" if as_of is None else as_of.isoformat()


def _evidence_row(row: sqlite3.Row) -> EvidenceRow:
    return EvidenceRow(
        pmid=row["pmid"],
        relation=ClaimRelation(row["relation"]),
        certainty=Certainty(row["certainty"]),
        design=Design(row["design"]),
        year=row["year"],
        trial_ids=tuple(json.loads(row["trial_ids"])),
        same_as=tuple(json.loads(row["same_as"])),
        biomarkers=tuple(json.loads(row["biomarkers"])),
        authors=tuple(json.loads(row["authors"])),
        patients=tuple(tag for tag in PATIENT_TAGS if f'"{tag}"' in row["mesh_headings"]),
        trial_names=trial_names_in(row["title"]),
        title_diseases=tuple(json.loads(row["title_diseases"])),
        entered_on=date.fromisoformat(row["entered_on"]) if row["entered_on"] else None,
        has_concern=bool(row["has_concern"]),
        enrolled=None if row["enrolled"] is None else int(row["enrolled"]),
        reports_harm=bool(row["reports_harm"]),
        roles=_roles_in(row) if row["text"] else frozenset(),
        **_traits(row["traits"]),
        sentence=(row["sentence_start"], row["sentence_end"]),
        title_end=row["title_end"],
    )


def _roles_in(row: sqlite3.Row) -> frozenset[Role]:
    """Return the roles of a claim's disease in an article that supports the use; of most diseases nobody asks."""
    endpoint = read_endpoints().get(row["disease"])
    if endpoint is None and row["disease"] not in read_symptoms():
        return frozenset()
    sentence = row["text"][row["sentence_start"] : row["sentence_end"]]
    is_measured = endpoint is not None and endpoint.measures is not None and endpoint.measures.search(sentence)
    found = roles_of(row["text"], row["title_end"], map(tuple, json.loads(row["places"])))
    return frozenset(found | {Role.MEASURED} if is_measured else found)


def _traits(found: str | None) -> dict[str, Any]:
    """Return the fields of a row of evidence that have the traits of its article, and the words around routes."""
    cells = json.loads(found) if found else []
    if not cells:
        return {}
    words = {cell[2]: RouteWords(*(each or None for each in cell[7])) for cell in cells if cell[7]}
    return {"traits": traits_of_cells(cell[:7] for cell in cells), "route_words": words}


def _claim(row: sqlite3.Row) -> dict[str, Any]:
    claim = dict(row)
    text, sections = claim.pop("text"), json.loads(claim.pop("sections"))
    claim["title"] = text[: sections[0][1]] if sections and sections[0][3] == "TITLE" else ""
    claim["biomarkers"] = json.loads(claim["biomarkers"])
    claim["design"] = Design(claim["design"])
    claim["is_retracted"] = bool(claim["is_retracted"])
    claim["has_concern"] = bool(claim["has_concern"])
    return claim


def _curies(row: sqlite3.Row) -> list[str]:
    return [row["curie"], *(curie for curie, _, _ in json.loads(row["other_links"]))] if row["curie"] else []
