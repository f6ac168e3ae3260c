"""In which ways a use of a labelled disease is yet outside the label: rules that the engine's tests do not show."""

import pytest

from miner.labels.kinds import kinds_outside
from miner.records import LabelFact, OffLabelKind, Use

AGE, ROUTE, CONDITION = OffLabelKind.AGE, OffLabelKind.ROUTE, OffLabelKind.CONDITION
DOSE = OffLabelKind.DOSE


def _use(**limits: object) -> Use:
    return Use(drugs=("D:1",), disease="X:1", **limits)  # type: ignore[arg-type]


def _fact(**limits: object) -> LabelFact:
    return LabelFact(fact_id="f", drugs=("D:1",), disease="X:1", jurisdiction="US", **limits)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("limits", "use", "kinds"),
    [
        ({"routes": ("injection",)}, {"route": "intravenous"}, ()),
        ({"routes": ("injection",)}, {"route": "subcutaneous"}, ()),
        ({"routes": ("injection",)}, {"route": "ophthalmic"}, (ROUTE,)),
        ({"routes": ("intravenous",)}, {"route": "subcutaneous"}, (ROUTE,)),
        ({"routes": ("injection",)}, {"route": "epidural"}, ()),
        ({"routes": ("injection",)}, {"route": "intrathecal"}, (ROUTE,)),
        ({"partners": ("DRUGBANK:2",)}, {"partners": ("DRUGBANK:3",)}, (DOSE,)),
        ({"partners": ("DRUGBANK:2",)}, {"partners": ("DRUGBANK:2", "DRUGBANK:3")}, ()),
        ({"partners": ("DRUGBANK:2",)}, {}, ()),
        ({}, {"partners": ("DRUGBANK:3",)}, ()),
        ({"partners": ("MESH:D1",)}, {"partners": ("DRUGBANK:3",)}, ()),
        ({"routes": ("oral", "nasal")}, {"route": "nasal"}, ()),
        ({"line": "later line|maintenance"}, {"line": "maintenance"}, ()),
        ({"line": "later line|maintenance"}, {"line": "first line"}, (CONDITION,)),
        ({}, {"line": "first line"}, ()),
        ({"ages": "children"}, {"ages": "elderly"}, (AGE,)),
        ({"ages": "children"}, {"ages": "adults"}, (AGE,)),
        ({"biomarkers": ("SIGNATURE:X",)}, {}, ()),
        ({}, {"biomarkers": ("SIGNATURE:X",)}, ()),
        (
            {"biomarkers": ("SIGNATURE:X",), "line": "later line"},
            {"biomarkers": ("SIGNATURE:Y",), "line": "first line"},
            (CONDITION,),
        ),
    ],
)
def test_a_use_is_outside_where_both_say_what_they_are(
    limits: dict[str, object], use: dict[str, object], kinds: tuple[OffLabelKind, ...]
) -> None:
    assert kinds_outside(_use(**use), [_fact(**limits)]) == kinds


def test_every_fact_must_exclude_a_use() -> None:
    use = _use(ages="children", route="oral")
    adults, oral, silent = _fact(ages="adults"), _fact(ages="children", routes=("nasal",)), _fact()
    assert kinds_outside(use, [adults]) == (AGE,)
    assert kinds_outside(use, [adults, oral]) == ()
    assert kinds_outside(use, [adults, silent]) == ()
    assert kinds_outside(use, []) == ()


def test_several_kinds_are_in_one_order() -> None:
    fact = _fact(ages="adults", routes=("oral",), line="later line")
    assert kinds_outside(_use(ages="children", route="nasal", line="first line"), [fact]) == (AGE, ROUTE, CONDITION)
