"""Supported pairs whose disease is only measured, or only the patients', in studies of another disease.

Articles that support a use of a drug name a symptom, a finding or a scale of another disease that the same article
treats: rash in lupus, the depression cluster in schizophrenia, fibrosis scores in hepatitis. `Measured` weighs what the
text around the name says (`Role`), which other disease the article claims the drugs for or names in its title (the
host), and whether a label covers the host.

An article speaks of an endpoint if

- its title does not name the disease, and it has a host that a label covers, or one that its title names and that it
  claims the drugs for; or
- its title names the disease as what was measured ("effects of A on rash in patients with lupus") and it claims the
  drugs for a host that a label covers.

It does not if the text says that the drug is for the disease or that the patients had to have it: A for itch in kidney
disease, depression in Parkinson's disease as what a trial is for. A pair is set aside if all its articles speak of an
endpoint, or most do and none is for the disease; a mere finding ("cysts", "inflammation") is set aside too unless a
title names it. Where studies in people support it, only these are asked.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from miner.lexicon.endpoints import Endpoint, EndpointKind
from miner.lexicon.lexicon import Lexicon
from miner.records import EvidenceRow, Role, stance_of
from miner.signals.set_aside import NAMED_MAX, PRECLINICAL, Endpoints, is_enrolled_for

Rows = Sequence[EvidenceRow]

MOST = 2 / 3
"""The share of articles that must speak of an endpoint if none is for the disease itself."""
NEARLY_ALL, NEARLY_ALL_MIN = 0.8, 5
"""The share, and the number of articles from which it is enough though one of them is for the disease itself."""
_BARE_FINDING = "a finding that no study names in its title"
OWN_USE_MIN, OWN_USE_TIMES = 3, 2
"""Articles that make an unlabelled host a use of its own that counts like one on label, and how many times those of the
pair they must be more than."""


@dataclass(frozen=True, slots=True)
class _Hosts:
    """The other diseases of an article, by what speaks for them."""

    labelled: frozenset[str]
    labelled_symptoms: frozenset[str]
    others: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Article:
    """One supporting article: its rows as one, the roles in all of them."""

    row: EvidenceRow
    roles: frozenset[Role]


class Measured:
    """Which pairs of one set of drugs are endpoints, or patients, of studies in another disease.

    Args:
        by_disease: all evidence of the set, by disease.
        uses: what a label covers and what each article claims the drugs for.
        lexicon: names.
        symptoms: the diseases that are symptoms.
        endpoints: the other diseases that trials of others measure, and those that their patients have.
    """

    def __init__(
        self,
        by_disease: Mapping[str, Rows],
        uses: Endpoints,
        lexicon: Lexicon,
        symptoms: frozenset[str],
        endpoints: Mapping[str, Endpoint],
    ) -> None:
        self._by_disease = by_disease
        self._uses = uses
        self._lexicon = lexicon
        self._symptoms = symptoms
        self._endpoints = endpoints

    def describe(self, disease: str) -> str:
        """Return in which studies a disease is an endpoint or the patients', "" if the use is one of its own."""
        endpoint = self._endpoints.get(disease)
        if endpoint is None and disease not in self._symptoms:
            return ""
        articles = _supporting(self._by_disease[disease])
        if endpoint is not None and endpoint.kind is EndpointKind.POPULATION:
            return self._as_population(disease, articles)
        kind = endpoint.kind if endpoint is not None else None
        found = [self._hosts_if_endpoint(disease, kind, article, len(articles)) for article in articles]
        aims = sum(not hosts and _is_aim(article, kind) for hosts, article in zip(found, articles, strict=True))
        if not _is_enough(sum(map(bool, found)), aims, len(articles)):
            is_titled = any(Role.TITLE in article.roles for article in articles)
            return "" if kind is not EndpointKind.FINDING or is_titled else _BARE_FINDING
        return f"an endpoint of studies in {self._in_words(found)}"

    def _as_population(self, disease: str, articles: Sequence[_Article]) -> str:
        """Return of which labelled uses a disease is the patients', "" if it is treated itself in an article."""
        found = []
        for article in articles:
            is_patients = Role.POPULATION in article.roles and article.roles.isdisjoint(
                {Role.TREATED, Role.TITLE_AIM, Role.MEASURED}
            )
            studied = (each for each in self._studied(disease, article.row.pmid) if not self._is_sign(each))
            found.append(frozenset(filter(self._uses.is_labelled, studied)) if is_patients else frozenset())
        if not all(found):
            return ""
        return f"the patients of studies in {self._in_words(found)}"

    def _hosts_if_endpoint(
        self, disease: str, kind: EndpointKind | None, article: _Article, article_count: int
    ) -> frozenset[str]:
        """Return in which diseases an article measures a disease, none if it does not speak of an endpoint."""
        roles = article.roles
        hosts = self._hosts(disease, kind, article, article_count)
        is_finding = kind is EndpointKind.FINDING
        if Role.NAMED not in roles or (Role.TITLE in roles and Role.TITLE_ENDPOINT not in roles):
            return frozenset()
        if Role.TITLE not in roles and kind is None and not is_enrolled_for(roles):
            found = hosts.labelled or hosts.labelled_symptoms
            if found:
                return found
        if _is_aim(article, kind):
            return frozenset()
        if Role.TITLE in roles and not is_finding:
            return hosts.labelled & self._studied(disease, article.row.pmid)
        is_aim = Role.AIM in roles and not is_finding
        return hosts.labelled or (frozenset() if is_aim else hosts.others)

    def _hosts(self, disease: str, kind: EndpointKind | None, article: _Article, article_count: int) -> _Hosts:
        """Return the hosts of an article; a symptom or finding is one only if a label covers it."""
        studied = self._studied(disease, article.row.pmid)
        in_title = {each for each in article.row.title_diseases if not self._uses.is_kin(disease, each)}
        about = studied if Role.UNTITLED in article.roles else studied & in_title
        about = about | in_title if kind is EndpointKind.FINDING else about
        named = studied | in_title
        labelled = set(filter(self._uses.is_labelled, named))
        diseases = {each for each in named if not self._is_sign(each)}
        own = {each for each in about & diseases - labelled if self._is_own_use(each, article_count)}
        return _Hosts(
            labelled=frozenset(labelled & diseases | own),
            labelled_symptoms=frozenset(labelled - diseases),
            others=frozenset(about & diseases - labelled - own),
        )

    def _studied(self, disease: str, pmid: int) -> set[str]:
        """Return the other diseases that an article claims the drugs for."""
        found = self._uses.studied_in.get(pmid, set())
        return {each for each in found if not self._uses.is_kin(disease, each)}

    def _is_sign(self, disease: str) -> bool:
        endpoint = self._endpoints.get(disease)
        return disease in self._symptoms or (endpoint is not None and endpoint.kind is EndpointKind.FINDING)

    def _is_own_use(self, disease: str, article_count: int) -> bool:
        """Return whether so many articles support the use in a host that it counts like one on label."""
        count = len(_supporting(self._by_disease[disease])) if disease in self._by_disease else 0
        return count >= OWN_USE_MIN and count > OWN_USE_TIMES * article_count

    def _in_words(self, found: Iterable[Iterable[str]]) -> str:
        """Return the names of hosts, those of most articles first, and whether a label covers them."""
        counts = Counter(disease for hosts in found for disease in hosts)
        by_count = sorted(counts, key=lambda disease: (-counts[disease], self._lexicon.name_of(disease), disease))
        first = by_count[:NAMED_MAX]
        names = ", ".join(map(self._lexicon.name_of, first))
        return f"{names}, which a label covers" if all(map(self._uses.is_labelled, first)) else names


def _supporting(rows: Rows) -> list[_Article]:
    """Return the articles that support a use, in the order of their PMIDs; those in people, if there are any."""
    by_pmid: defaultdict[int, list[EvidenceRow]] = defaultdict(list)
    for row in rows:
        if stance_of(row.relation, row.certainty) == "supports":
            by_pmid[row.pmid].append(row)
    articles = [
        _Article(found[0], frozenset().union(*(row.roles for row in found))) for _, found in sorted(by_pmid.items())
    ]
    return [article for article in articles if article.row.design not in PRECLINICAL] or articles


def _is_aim(article: _Article, kind: EndpointKind | None) -> bool:
    """Return whether an article is for the disease itself: what it treats, or what its patients were taken in with."""
    roles = article.roles
    if kind is EndpointKind.FINDING:
        return Role.TITLE_AIM in roles
    if Role.TITLE in roles and Role.TITLE_ENDPOINT not in roles:
        return True
    if {Role.TITLE_ENDPOINT, Role.SECONDARY} <= roles:
        return False
    return Role.TREATED in roles or is_enrolled_for(roles)


def _is_enough(endpoint_count: int, aim_count: int, article_count: int) -> bool:
    """Return whether so many articles speak of an endpoint that the pair is one."""
    if endpoint_count == article_count:
        return article_count > 0
    if aim_count == 0 and endpoint_count > 1 and endpoint_count >= MOST * article_count:
        return True
    return article_count >= NEARLY_ALL_MIN and endpoint_count >= NEARLY_ALL * article_count and aim_count <= 1
