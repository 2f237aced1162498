from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from domain import field_inspections as f
from domain import organisation as org
from domain import supervision as s


@pytest.mark.parametrize("norm", ["65.1", "65.3"])
def test_what_was_deployed_from_above_needs_no_approval_of_its_own(
    district: Any, norm: str
) -> None:
    """65.1, 65.3: Commerce carries out what Party committee or government deployed to all."""
    for number, deployed in (("1", True), ("2", False)):
        how = {"unit": "commerce", "cross_department": True, "deployed": deployed}
        district.has(f.Conducted, f"I{number}", "2019-09-18", by="commerce", **how)
    assert district.verdicts(norm) == ["compliant", "violation"]


def test_the_office_inspects_in_the_name_of_the_government(district: Any) -> None:
    """65.3: 不得以区直部门、单位名义; the government's own inspection is planned (65.1)."""
    district.has(f.Planned, "I1", "2019-03-28", unit="office")
    district.has(f.Conducted, "I1", "2019-09-18", unit="office", cross_department=True)
    assert district.verdicts("65.3") == []
    assert district.verdicts("65.1") == ["compliant"]


def test_a_decision_is_carried_out_by_the_unit_whoever_leads_it(district: Any) -> None:
    """67.1: the chief who had it on 2019-05-14 left on 05-20; at the limit nobody blames him."""
    fields = {"origin": "M1/1", "lead_unit": "housing", "limit": dt.date(2019, 6, 14)}
    district.has(s.ItemOpened, "S1", "2019-05-14", **fields)
    gone = {"person": "housing_principal", "post": "principal"}
    district.has(org.Removed, "wujiagang", "2019-05-20", by="head", **gone)
    (finding,) = district.findings("67.1")
    assert (str(finding.verdict), finding.bearer, finding.organ) == (
        "violation", "housing", "housing",
    )  # fmt: skip
