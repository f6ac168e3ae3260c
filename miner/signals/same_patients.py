"""Which articles of one group likely report the same patients, so that they are counted as one study.

Groups publish a case, then the series, then the cohort. Registrations join trials (`counts`); most other studies have
none. The rule, for two articles on the same drugs and disease, is what the tables below say:

- their designs are of one kind (`KINDS`), and the later article is no smaller by its design: a case report after the
  series is a new patient. One group runs many randomised trials of a drug, so the titles of two must name the same one;
- they appeared within `YEARS_MAX` years;
- they share the first or the last author (either in either place) and `FURTHER_AUTHORS` more, or half of the shorter
  list and at least `SHARED_MIN`. A common family name (`COMMON_NAMES`) counts half. Lists longer than `AUTHORS_MAX` say
  who took part, and no group;
- nothing says that they are different studies: registrations that differ, or patients of other sex or age (MeSH).

The later article is counted. Each earlier one is compared with articles that are counted, never with one that is itself
set aside, so that ten years of work do not become one study link by link.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

from miner.records import Design, EvidenceRow

KINDS = {
    Design.CASE_REPORT: ("uncontrolled", 1),
    Design.CASE_SERIES: ("uncontrolled", 2),
    Design.OBSERVATIONAL: ("uncontrolled", 3),
    Design.UNKNOWN: ("uncontrolled", 3),
    Design.PHASE_1: ("early phase", 1),
    Design.SINGLE_ARM: ("early phase", 2),
    Design.PHASE_2: ("early phase", 2),
    Design.PHASE_3: ("early phase", 3),
    Design.RANDOMISED: ("randomised", 1),
}
"""Design to its kind and its rank of size among that kind; the others have no patients of their own."""

NAMED_KINDS = frozenset({"randomised"})
"""The kinds of which two articles are the same study only if their titles name the same trial."""

YEARS_MAX = 5
AUTHORS_MAX = 40
FURTHER_AUTHORS = 2
SHARED_MIN = 2
SHARED_PART = 0.5

SEXES = frozenset({"Male", "Female"})

COMMON_NAMES = frozenset(
    """
    ahmed ali bai cai cao chan chang chen cheng cho choi chung cui das deng ding dong du fan fang feng fu gao gong gu
    guo gupta han he ho hong hu huang hwang ito jang jeong ji jia jiang jin jung kang khan kim kobayashi kumar kwon lam
    lau le lee lei li liang liao lim lin liu lo lu luo ma nakamura ng nguyen oh pan park patel peng qian qin ryu saito
    sato shah sharma shen shi shin singh smith song su sun suzuki takahashi tan tanaka tang tian tran wang watanabe wei
    wong wu xia xiao xie xu yamada yamamoto yan yang yao ye yin yoon yu yuan zeng zhang zhao zheng zhong zhou zhu zou
    """.split()  # noqa: SIM905 - a table of 120 names
)
"""Family names that so many authors have that with the same initial it need not be the same person."""


def find_same_patients(rows: Sequence[EvidenceRow]) -> dict[int, int]:
    """Return the PMID of each article whose patients are likely those of a later one, with that one's PMID.

    Args:
        rows: the evidence of one set of drugs and one disease; an article may have several rows.
    """
    comparable = {row.pmid: row for row in rows if _is_comparable(row)}
    latest_first = sorted(comparable.values(), key=_newest, reverse=True)
    counted: dict[str, list[EvidenceRow]] = defaultdict(list)
    found: dict[int, int] = {}
    for row in latest_first:
        sharing = Counter(other.pmid for name in row.authors for other in counted[name])
        later = (comparable[pmid] for pmid, shared in sharing.items() if shared >= SHARED_MIN)
        same = next((other for other in later if _is_same(row, other)), None)
        if same is not None:
            found[row.pmid] = same.pmid
        else:
            for name in row.authors:
                counted[name].append(row)
    return found


def _newest(row: EvidenceRow) -> tuple[int, int, int]:
    return row.year or 0, KINDS[row.design][1], row.pmid


def _is_comparable(row: EvidenceRow) -> bool:
    return row.design in KINDS and row.year is not None and SHARED_MIN <= len(row.authors) <= AUTHORS_MAX


def _is_same(earlier: EvidenceRow, later: EvidenceRow) -> bool:
    """Return whether an article likely has the patients of a later one."""
    (kind, size), (later_kind, later_size) = KINDS[earlier.design], KINDS[later.design]
    return (
        kind == later_kind
        and size <= later_size
        and (kind not in NAMED_KINDS or not set(earlier.trial_names).isdisjoint(later.trial_names))
        and (later.year or 0) - (earlier.year or 0) <= YEARS_MAX
        and is_one_group(earlier.authors, later.authors)
        and not _is_other_trial(earlier.trial_ids, later.trial_ids)
        and not _are_other_patients(set(earlier.patients), set(later.patients))
    )


def is_one_group(authors: Sequence[str], others: Sequence[str]) -> bool:
    """Return whether two lists of authors are so alike that one group wrote both articles."""
    shared = set(authors) & set(others)
    weight = sum(0.5 if name.rpartition(" ")[0] in COMMON_NAMES else 1.0 for name in shared)
    has_head = not shared.isdisjoint({authors[0], authors[-1]} & {others[0], others[-1]})
    shorter = min(len(authors), len(others))
    return (has_head and weight >= 1 + FURTHER_AUTHORS) or weight >= max(SHARED_MIN, SHARED_PART * shorter)


def _is_other_trial(trial_ids: Collection[str], others: Collection[str]) -> bool:
    return bool(trial_ids) and bool(others) and set(trial_ids).isdisjoint(others)


def _are_other_patients(patients: set[str], others: set[str]) -> bool:
    """Return whether both articles say whom they are about, and no patient can be in both: by sex or by age."""
    return any(
        bool(one) and bool(other) and one.isdisjoint(other)
        for one, other in ((patients & SEXES, others & SEXES), (patients - SEXES, others - SEXES))
    )
