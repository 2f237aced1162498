from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from domain import execution as e
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


def _handed_over(district: Any, unit: str, month: str = "05") -> None:
    """Given Housing leads what was decided on 2019-05-14, and a unit takes it over on the 21st."""
    fields = {"origin": "M1/1", "lead_unit": "housing", "limit": dt.date(2019, 6, 14)}
    district.has(s.ItemOpened, "S1", "2019-05-14", **fields)
    roles = (
        ("housing", e.LEAD, "05-14"),
        ("housing", e.ASSISTING, f"{month}-20"),
        (unit, e.LEAD, f"{month}-21"),
    )
    for who, role, day in roles:
        assigned = {"unit": who, "role": role, "person": "li"}
        district.has(e.ResponsibilityAssigned, "S1", f"2019-{day} 10:00", **assigned)


@pytest.mark.parametrize("norm", ["67.1", "62.15", "62.3"])
def test_whoever_took_the_lead_over_answers_for_it(district: Any, norm: str) -> None:
    """67.1, 62.15, 62.3: nothing was ever reported: Finance leads now, Housing only assists."""
    _handed_over(district, "finance")
    found = district.findings(norm, "2020-12-31")
    assert [(one.bearer, str(one.verdict) != "compliant") for one in found] == [("finance", True)]


def test_a_limit_extended_before_stays_extended_for_the_new_lead(district: Any) -> None:
    """67.1: extended on 05-15 to 07-31; Finance, leading since 05-21, has until then."""
    until = dt.date(2019, 7, 31)
    _handed_over(district, "finance")
    extended = {"unit": "housing", "until": until, "reason": "资金"}
    district.has(e.LimitExtended, "S1", "2019-05-15", **extended)
    assert district.verdicts("67.1", "2019-07-30") == ["pending"]


def test_whoever_takes_over_what_is_overdue_has_not_breached_it(district: Any) -> None:
    """67.1: Housing had until 06-14; Finance, leading since 06-21, is not blamed for that."""
    _handed_over(district, "finance", "06")
    (finding,) = district.findings("67.1")
    assert (finding.bearer, str(finding.verdict)) == ("housing", "violation")
    assert (finding.late_working_days, finding.evidence[-1]) == (5, "supervision:S1#4")


def test_a_street_that_took_the_lead_over_is_no_member(district: Any) -> None:
    """67.1: 组成人员 lead departments; handed to a street the duty of Art. 67 is nobody's."""
    _handed_over(district, "street_1")
    assert district.verdicts("67.1") == []


def test_at_the_closing_the_lead_of_then_answers(district: Any) -> None:
    """62.14: closed without a report back: Finance's, which led it, not Housing's."""
    _handed_over(district, "finance")
    district.has(s.Closed, "S1", "2019-06-28")
    (finding,) = district.findings("62.14")
    assert (str(finding.verdict), finding.bearer) == ("violation", "finance")
