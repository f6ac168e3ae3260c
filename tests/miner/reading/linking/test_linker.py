"""The linker: loose spellings are linked with a reason, and ambiguous names are resolved by the document."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from miner.reading.linking.candidates import LINK_MIN
from miner.reading.linking.linker import Linker
from miner.records import Link, Mention, MentionType

DRUG, DISEASE, BIOMARKER = MentionType.DRUG, MentionType.DISEASE, MentionType.BIOMARKER
NONE: Mapping[str, str] = {}


def mark(text: str, *names: str, kind: MentionType = DISEASE) -> list[Mention]:
    """The first place of each name in a text as a mention without a link."""
    starts = [text.index(name) for name in names]
    return [
        Mention(start=start, end=start + len(name), text=name, type=kind, found_by="model")
        for start, name in zip(starts, names, strict=True)
    ]


def link(linker: Linker, text: str, *names: str, kind: MentionType = DISEASE) -> dict[str, str]:
    """The names of the entries that the mentions of a text link to, by their words; NIL is ""."""
    linked = linker.link(text, mark(text, *names, kind=kind), NONE)
    return {m.text: linker.lexicon.name_of(m.link.curie) if m.link else "" for m in linked}


def best(linker: Linker, name: str, kind: MentionType) -> str:
    """The identifier that a name alone links to, "" where it links to none."""
    possible = linker.candidates(name, kind)
    return possible[0].curie if possible and possible[0].score >= LINK_MIN else ""


@pytest.mark.parametrize(
    ("text", "curie"),
    [
        ("imatinib", "DRUGBANK:DB00619"),
        ("imatinib mesylate", "DRUGBANK:DB00619"),
        ("Gleevec", "DRUGBANK:DB00619"),
        ("STI-571", "DRUGBANK:DB00619"),
        ("STI 571", "DRUGBANK:DB00619"),
        ("rituximab-abcd", "DRUGBANK:DB00073"),
        ("oral propranolol", "DRUGBANK:DB00571"),
        ("(+/-)-propranolol", "DRUGBANK:DB00571"),
        ("dexametasone", "DRUGBANK:DB01234"),
        ("ciclosporin", "DRUGBANK:DB00091"),
        ("testosterone enanthate", "DRUGBANK:DB13944"),
        ("betamethasone dipropionate", "DRUGBANK:DB00443"),
        ("metformine", "DRUGBANK:DB00331"),
        ("sacubitril/valsartan", "DRUGBANK:DB00177+DRUGBANK:DB09292"),
    ],
)
def test_brands_salts_esters_codes_and_spellings_lead_to_the_ingredient(linker: Linker, text: str, curie: str) -> None:
    assert best(linker, text, DRUG) == curie


@pytest.mark.parametrize("text", ["ACE inhibitor", "aspirin-like", "beta-blockers", "statin therapy", "imatinib-free"])
def test_a_class_of_drugs_is_no_drug(linker: Linker, text: str) -> None:
    curie = best(linker, text, DRUG)
    assert not curie or "not treatment" in linker.lexicon.entry(curie).flags


@pytest.mark.parametrize(
    ("text", "curie"),
    [
        ("infantile haemangiomas", "MONDO:0011191"),
        ("carcinoma of the breast", "MONDO:0004989"),
        ("relapsed or refractory multiple myeloma", "MONDO:0009693"),
        ("moderate to severe plaque psoriasis", "UMLS:C0263361"),
        ("HER2-positive metastatic breast cancer", "MONDO:0006244"),
        ("hypertensive", "MONDO:0005044"),
        ("hypotensive", "MONDO:0005468"),
        ("renal failures", "MONDO:0001106"),
        ("kidney insufficiency", "MONDO:0001106"),
        ("Parkinsonian", "MONDO:0021095"),
        ("schizophrenic patients", "MONDO:0005090"),
        ("nephrotoxic", "MONDO:0005240"),
        ("cardiotoxicity", "MESH:D066126"),
        ("hepatic toxicity", "MONDO:0005359"),
        ("acute lymphoblastic leucemia", "MONDO:0004967"),
        ("neuropathic pain", "MONDO:0021667"),
        ("NMOSD", "MONDO:0019100"),
    ],
)
def test_diseases_link_in_looser_spellings(linker: Linker, text: str, curie: str) -> None:
    assert best(linker, text, DISEASE) == curie


@pytest.mark.parametrize("text", ["ALL", "MS", "AS", "CAT", "ACE", "cold", "RA", "gas", "lung", "startle", ""])
@pytest.mark.parametrize("kind", list(MentionType))
def test_ambiguous_or_unknown_names_do_not_link(linker: Linker, text: str, kind: MentionType) -> None:
    assert best(linker, text, kind) == ""


def test_the_long_form_decides(linker: Linker) -> None:
    text = "MS is treated."
    (mention,) = linker.link(text, mark(text, "MS"), {"MS": "multiple sclerosis"})
    assert (mention.found_by, mention.link) == (
        "abbreviation",
        Link(curie="MONDO:0005301", score=1.0, reason="short for multiple sclerosis: name"),
    )
    (leaks,) = linker.link("CML was low.", mark("CML was low.", "CML"), {"CML": "continuous monitoring of leaks"})
    assert leaks.link is None


def test_a_long_form_cut_short_takes_the_mention_that_ends_as_it_does(linker: Linker) -> None:
    text = "X-linked retinoschisis (XLRS) is rare. XLRS was found."
    mentions = linker.link(text, mark(text, "X-linked retinoschisis", "XLRS"), {"XLRS": "linked retinoschisis"})
    assert [m.link and m.link.curie for m in mentions] == ["MONDO:0010725", "MONDO:0010725"]


def test_a_short_form_inside_a_name_is_spelt_out(linker: Linker) -> None:
    text = "MS was seen, and severe MS."
    (mention,) = linker.link(text, mark(text, "severe MS"), {"MS": "multiple sclerosis"})
    assert mention.link == Link(
        curie="MONDO:0005301", score=0.6, reason="short for severe multiple sclerosis: name, without 'severe'"
    )


@pytest.mark.parametrize(
    ("text", "names", "meaning"),
    [
        ("Relapses in MS. Demyelination fell.", ("MS",), "multiple sclerosis"),
        ("MS after LC separation by chromatography.", ("MS",), ""),
        ("MS with a dilated mitral valve.", ("MS",), "mitral valve stenosis"),
        ("MS: demyelination by mass spectrometry.", ("MS",), ""),
        ("AS and sacroiliitis.", ("AS",), "ankylosing spondylitis"),
        ("AS with a calcified aortic valve.", ("AS",), "aortic valve stenosis"),
        ("Children with ALL got asparaginase.", ("ALL",), "acute lymphoblastic leukemia"),
        ("ALL patients improved.", ("ALL",), ""),
        ("RA: methotrexate for synovitis.", ("RA",), "rheumatoid arthritis"),
        ("RA pressure: right atrial filling.", ("RA",), ""),
        ("HD with chorea.", ("HD",), "Huntington disease"),
        ("HD for uremia.", ("HD",), ""),
        ("ED visits to the emergency room.", ("ED",), ""),
        ("PE in pregnancy.", ("PE",), "preeclampsia"),
        ("BP fell.", ("BP",), ""),
        (
            "Acute liver failure was rare. In ALF the liver fails.",
            ("ALF", "Acute liver failure"),
            "acute liver failure",
        ),
    ],
)
def test_the_subject_of_the_document_decides_a_short_name(
    linker: Linker, text: str, names: tuple[str, ...], meaning: str
) -> None:
    assert link(linker, text, *names)[names[0]].lower() == meaning.lower()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ST-segment depression of 2 mm", "depression"),
        ("bone marrow depression", "depression"),
        ("depression of the ST segment", "depression"),
        ("long-term depression in slices", "depression"),
        ("stroke volume rose", "stroke"),
        ("heat shock proteins", "shock"),
        ("shock wave lithotripsy", "shock"),
        ("the ALS ambulance", "ALS"),
    ],
)
def test_neighbours_take_a_word_its_meaning(linker: Linker, text: str, name: str) -> None:
    (mention,) = mark(text, name)
    scanned = Mention(
        start=mention.start,
        end=mention.end,
        text=name,
        type=DISEASE,
        found_by="lexicon",
        link=Link(curie="MONDO:0002050", score=1.0, reason="name in the lexicon"),
    )
    assert [m.link for m in linker.link(text, [mention], NONE)] == [None]
    assert [m.link for m in linker.link(text, [scanned], NONE)] == [None]
    assert link(linker, f"Patients with {name}.", name)[name] != ""


def test_ace_before_inhibitor_is_no_biomarker(linker: Linker) -> None:
    assert link(linker, "ACE inhibitors were given", "ACE", kind=BIOMARKER)["ACE"] == ""


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("breast and ovarian cancer", ["breast cancer", "ovarian cancer"]),
        ("colon, breast and lung cancers", ["colon cancer", "breast cancer", "lung cancer"]),
        ("hepatitis B and C", ["hepatitis B virus infection", "hepatitis C virus infection"]),
        ("type 1 and type 2 diabetes", ["type 1 diabetes mellitus", "type 2 diabetes mellitus"]),
        ("cancer of the breast and ovary", ["breast cancer", "ovarian cancer"]),
        ("Prader-Willi and Angelman syndromes", ["Prader-Willi syndrome", "Angelman syndrome"]),
        ("Duchenne/Becker muscular dystrophy", ["Duchenne muscular dystrophy", "Becker muscular dystrophy"]),
    ],
)
def test_a_composite_mention_links_to_each_member(linker: Linker, text: str, names: list[str]) -> None:
    (mention,) = linker.link(text, mark(text, text), NONE)
    assert mention.text == text
    assert [best(linker, name, DISEASE) for name in names] == [
        x.curie for x in (mention.link, *mention.other_links) if x
    ]


@pytest.mark.parametrize("text", ["head and neck cancer", "non-small cell lung cancer", "HER2-positive breast cancer"])
def test_one_name_is_never_split(linker: Linker, text: str) -> None:
    (mention,) = linker.link(text, mark(text, text), NONE)
    assert mention.other_links == ()
    assert mention.link is None or linker.lexicon.name_of(mention.link.curie) not in {"lung cancer", "cancer"}


def test_of_overlapping_mentions_the_longest_with_a_link_stays(linker: Linker) -> None:
    text = "non-small cell lung cancer"
    found = mark(text, "lung cancer", "small cell lung cancer", text)
    assert [m.text for m in linker.link(text, found, NONE)] == [text]


def test_the_order_of_mentions_does_not_matter(linker: Linker) -> None:
    text = "MS and multiple sclerosis, breast and ovarian cancer, depression."
    found = mark(text, "MS", "multiple sclerosis", "breast and ovarian cancer", "depression")
    assert linker.link(text, found, NONE) == linker.link(text, found[::-1], NONE)
    assert linker.link(text, found, NONE) == Linker(linker.lexicon).link(text, found, NONE)


@pytest.mark.parametrize(
    ("text", "curie"),
    [
        ("BRAF V600E", "HGNC:1097 p.V600E"),
        ("EGFR T790M mutation", "HGNC:3236 p.T790M"),
        ("HLA-B*5701", "HGNC:4932 *57:01"),
        ("KRAS mutations", "HGNC:6407 mutation"),
        ("EGFR exon 19 deletions", "HGNC:3236 exon 19 deletion"),
        ("PD-L1", "SIGNATURE:PD-L1"),
        ("HER2+", "SIGNATURE:HER2-positive"),
    ],
)
def test_biomarkers_link_with_their_alteration(linker: Linker, text: str, curie: str) -> None:
    assert best(linker, text, BIOMARKER) == curie


def test_a_code_in_brackets_is_the_drug_before_it(linker: Linker) -> None:
    text = "Ifosfamide (XQ-17) was given, and hypertension (BQ4). XQ-17 failed."
    drugs = [
        Mention(start=place, end=place + 5, text="XQ-17", type=DRUG, found_by="model")
        for place in (text.index("XQ-17"), text.rindex("XQ-17"))
    ]
    marked = [*mark(text, "Ifosfamide", kind=DRUG), *drugs, *mark(text, "hypertension", "BQ4")]
    linked = linker.link(text, marked, NONE)
    assert [linker.lexicon.name_of(m.link.curie) if m.link else "" for m in linked] == [
        "Ifosfamide",
        "Ifosfamide",
        "hypertensive disorder",
        "",
        "Ifosfamide",
    ]


def test_a_disease_that_nothing_knows_takes_the_link_of_the_dictionarys_name_at_its_end(linker: Linker) -> None:
    text = "Two renal hamartomas were seen."
    (whole,) = mark(text, "renal hamartomas")
    known = linker.candidates("hamartoma", DISEASE)[0]
    head = replace(mark(text, "hamartomas")[0], found_by="lexicon", link=known)
    (mention,) = linker.link(text, [whole, head], NONE)
    assert (mention.text, mention.link and mention.link.curie) == ("renal hamartomas", known.curie)
    assert mention.link is not None
    assert mention.link.score < known.score
    assert "for its last words 'hamartomas'" in mention.link.reason


def test_a_dictionarys_name_inside_or_before_its_end_gives_nothing(linker: Linker) -> None:
    text = "A hamartoma resection followed."
    (whole,) = mark(text, "hamartoma resection")
    head = replace(mark(text, "hamartoma")[0], found_by="lexicon", link=linker.candidates("hamartoma", DISEASE)[0])
    assert [m.text for m in linker.link(text, [whole, head], NONE)] == ["hamartoma"]


def test_another_link_changes_nothing_else() -> None:
    mention = Mention(start=3, end=10, text="aspirin", type=MentionType.DRUG, found_by="model", label="CHEMICAL")
    link, other = (Link(curie=curie, score=0.5, reason="test") for curie in ("DRUGBANK:DB00945", "DRUGBANK:DB00316"))
    assert mention.with_link(link) == replace(mention, link=link)
    both = mention.with_link(link, (other,), found_by="abbreviation")
    assert both == replace(mention, link=link, other_links=(other,), found_by="abbreviation")
    assert both.with_link(None) == replace(both, link=None)


@pytest.mark.parametrize(
    ("text", "short", "name"),
    [
        ("Sertraline in MDD.", "MDD", "major depressive disorder"),
        ("Secukinumab in PsA.", "PsA", "psoriatic arthritis"),
        ("Four patients in the ARM with tumors.", "ARM", ""),
        ("Sorafenib in SHARP.", "SHARP", ""),
        ("SALBUTAMOL IN ASTHMA.", "ASTHMA", "asthma"),
        ("Tiotropium in COPD.", "COPD", "chronic obstructive pulmonary disease"),
        ("Riluzole in ALS.", "ALS", "amyotrophic lateral sclerosis"),
        ("Lactic acidosis and mitochondrial encephalopathy in MELAS.", "MELAS", "MELAS syndrome"),
    ],
)
def test_an_undefined_short_form_is_settled_clear_or_explained_by_the_article(
    linker: Linker, text: str, short: str, name: str
) -> None:
    assert link(linker, text, short) == {short: name}


def test_a_short_form_after_a_drug_is_that_drug_whatever_it_is_marked_as_later(linker: Linker) -> None:
    text = "Ifosfamide (XQX) and hypertension (BQB). XQX helped. BQB fell."
    first, second = (text.index("XQX"), text.rindex("XQX"))
    shorts = [
        Mention(start=first, end=first + 3, text="XQX", type=DRUG, found_by="model"),
        Mention(start=second, end=second + 3, text="XQX", type=DISEASE, found_by="model"),
    ]
    marked = [*mark(text, "Ifosfamide", kind=DRUG), *shorts, *mark(text, "hypertension", "BQB")]
    linked = [m for m in linker.link(text, marked, NONE) if m.text in {"XQX", "BQB"}]
    assert [m.type for m in linked if m.link] == [DRUG, DRUG]
    assert {m.text for m in linked if m.link} == {"XQX"}


@pytest.mark.parametrize(
    ("text", "short", "name"),
    [("MMF in nephritis.", "MMF", "Mycophenolate mofetil"), ("CSA of the nerve.", "CSA", ""), ("APAP.", "APAP", "")],
)
def test_a_short_form_is_not_the_one_drug_that_a_vocabulary_knows(
    linker: Linker, text: str, short: str, name: str
) -> None:
    assert link(linker, text, short, kind=DRUG) == {short: name}


@pytest.mark.parametrize(
    ("text", "short", "long_form", "name"),
    [
        ("the methotrexate (MTX) group", "MTX", "methotrexate", "Methotrexate"),
        ("a methotrexate adherence scale (MTX)", "MTX", "methotrexate adherence scale", ""),
        ("a methotrexate (MTX) score", "MTX", "methotrexate", ""),
    ],
)
def test_a_short_form_of_a_scale_names_no_drug_and_that_of_a_group_does(
    linker: Linker, text: str, short: str, long_form: str, name: str
) -> None:
    (linked,) = linker.link(text, mark(text, short, kind=DRUG), {short: long_form})
    assert (linker.lexicon.name_of(linked.link.curie) if linked.link else "") == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("septic shock", "septic shock"),
        ("hypomagnesemia", "magnesium deficiency"),
        ("systemic amyloidosis", "amyloidosis"),
        ("secondary hypothyroidism", "hypothyroidism"),
        ("Graves ophthalmopathy", "Graves ophthalmopathy"),
        ("pulmonary lymphangiomatosis", ""),
        ("cold hypersensitivity", ""),
        ("thymus", ""),
        ("multiple myeloma", "plasma cell myeloma"),
        ("familial hypocalciuric hypercalcemia", "familial hypocalciuric hypercalcemia"),
    ],
)
def test_a_general_word_is_no_inherited_form(linker: Linker, text: str, name: str) -> None:
    assert link(linker, text, text) == {text: name}
