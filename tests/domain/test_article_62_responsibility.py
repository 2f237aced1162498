from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from domain import execution as e
from domain import supervision as s


def _opened(district: Any, on: str = "2019-05-20", **fields: Any) -> None:
    """Given a leader's instruction is taken under supervision, Housing leading."""
    district.has(s.ItemOpened, "S1", on, lead_unit="housing", focus=7, **fields)


def _assigned(district: Any, unit: str, on: str, role: str = e.LEAD) -> None:
    district.has(e.ResponsibilityAssigned, "S1", on, unit=unit, role=role, person=f"{unit}_x")


def test_each_unit_answers_for_itself_when_the_item_is_closed(district: Any) -> None:
    """62.3: Housing listed and reported, Finance did neither; each has a finding of its own."""
    _opened(district)
    _assigned(district, "housing", "2019-05-20 10:00")
    _assigned(district, "finance", "2019-05-20 11:00", e.ASSISTING)
    district.has(
        e.ListsFiled, "S1", "2019-05-24", by="housing", unit="housing", tasks=True,
        responsibilities=True, time_limits=dt.date(2019, 6, 28),
    )  # fmt: skip
    district.has(e.CompletionReported, "S1", "2019-06-20", by="housing", unit="housing")
    district.has(s.Closed, "S1", "2019-06-28")
    found = {one.bearer: str(one.verdict) for one in district.findings("62.3") if one.due is None}
    assert found == {"housing": "compliant", "finance": "deviation"}


def test_a_second_lead_is_refused_until_the_first_has_handed_over(district: Any) -> None:
    """62.4: the lead passes by making the old one assist first; there is never a second."""
    _opened(district, assisting_units=("finance",))
    lead = {"unit": "finance", "role": e.LEAD}
    assert district.refused_by(e.ResponsibilityAssigned, "S1", "2019-06-03", **lead) == "62.4"
    _assigned(district, "housing", "2019-06-03", e.ASSISTING)
    district.command(e.ResponsibilityAssigned, "S1", "2019-06-04", **lead)
    assert set(district.verdicts("62.4")) == {"compliant"}


def test_units_that_rectify_their_own_problem_have_no_lead(district: Any) -> None:
    """62.4: two units found at fault each rectify; the sentence is about joint work."""
    for unit in ("housing", "finance"):
        district.has(s.ProblemFound, "S1", "2019-05-20", unit=unit, found_by="office")
        _assigned(district, unit, "2019-05-21")
    assert district.findings("62.4") == []


@pytest.mark.parametrize(
    ("closed", "reported", "verdict"),
    [
        ("2019-06-28", "2019-06-20", "compliant"),
        ("2019-06-28", "", "violation"),
    ],
)
def test_a_reopened_item_is_reported_back_anew(
    district: Any, closed: str, reported: str, verdict: str
) -> None:
    """62.14: the report before the first closing does not serve for the second."""
    _opened(district)
    _assigned(district, "housing", "2019-05-20 10:00")
    district.has(e.CompletionReported, "S1", "2019-05-30", by="housing", unit="housing")
    district.has(s.Closed, "S1", "2019-06-03")
    district.has(s.Reopened, "S1", "2019-06-10", reason="反弹")
    if reported:
        district.has(e.CompletionReported, "S1", reported, by="housing", unit="housing")
    district.has(s.Closed, "S1", closed)
    assert district.verdicts("62.14") == ["compliant", verdict]
