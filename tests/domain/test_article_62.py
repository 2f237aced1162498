from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from domain import directives as d


def _received(district: Any, on: str, unit: str = "office", **fields: Any) -> None:
    """Given a unit receives directive U1, important unless said otherwise."""
    district.has(d.Received, "U1", on, by=unit, unit=unit, **{"important": True, **fields})


@pytest.mark.parametrize(
    ("reported", "as_of", "verdict", "late"),
    [
        ("2019-06-10 09:10", "2019-12-31", "compliant", None),  # the reference's own example
        ("2019-06-10 23:59", "2019-12-31", "compliant", None),  # last good day
        ("2019-06-11 00:00", "2019-12-31", "deviation", 1),  # first bad day
        (None, "2019-06-09", "pending", None),  # still open
        (None, "2019-06-10", "deviation", None),  # first day overdue
    ],
)
def test_received_on_a_holiday_it_is_reported_on_the_next_working_day(
    district: Any, reported: str | None, as_of: str, verdict: str, late: int | None
) -> None:
    """62.8: received Sat 2019-06-08 (端午) 15:00, 第一时间 is Mon 2019-06-10."""
    _received(district, "2019-06-08 15:00")
    if reported:
        district.has(d.ReportedToPrincipal, "U1", reported, unit="office")
    (finding,) = district.findings("62.8", as_of)
    assert (str(finding.verdict), finding.late_working_days) == (verdict, late)


@pytest.mark.parametrize(
    ("received", "verdict"),
    [("2019-06-11 17:30", "deviation"), ("2019-06-11 17:31", "compliant")],
)
def test_office_hours_decide_which_working_day_counts(
    district: Any, received: str, verdict: str
) -> None:
    """62.8: received by 17:30 it is due that day; after hours, a report of the next day will do."""
    _received(district, received)
    district.has(d.ReportedToPrincipal, "U1", "2019-06-12", unit="office")
    assert district.verdicts("62.8") == [verdict]


@pytest.mark.parametrize(
    ("deployed", "as_of", "verdict", "late"),
    [
        ("2019-10-09", "2019-12-31", "compliant", None),  # last good day
        ("2019-10-10", "2019-12-31", "violation", 1),  # the reference's own example
        (None, "2019-10-08", "pending", None),  # still open
        (None, "2019-10-09", "violation", None),  # first day overdue
    ],
)
def test_it_is_arranged_for_within_two_working_days(
    district: Any, deployed: str | None, as_of: str, verdict: str, late: int | None
) -> None:
    """62.9: received Mon 2019-09-30, the second working day after 国庆 is Wed 2019-10-09."""
    _received(district, "2019-09-30")
    if deployed:
        district.has(d.Deployed, "U1", deployed, unit="office", manner="meeting")
    (finding,) = district.findings("62.9", as_of)
    assert (str(finding.verdict), finding.late_working_days) == (verdict, late)


def test_each_unit_runs_its_own_clock_from_its_own_receipt(district: Any) -> None:
    """62.9: Finance got it a week after the Office; both arrange on 10-10, only the Office late."""
    _received(district, "2019-09-30")
    _received(district, "2019-10-08", unit="finance")
    district.has(d.Deployed, "U1", "2019-10-10", unit="office")
    district.has(d.Deployed, "U1", "2019-10-10", by="finance", unit="finance")
    found = {one.organ: str(one.verdict) for one in district.findings("62.9")}
    assert found == {"office": "violation", "finance": "compliant"}


@pytest.mark.parametrize(("unit", "important"), [("finance", False), ("street_1", True)])
def test_unimportant_papers_and_streets_are_not_judged(
    district: Any, *, unit: str, important: bool
) -> None:
    """62.8–62.9 speak of important directives to 区政府及各部门: no finding otherwise."""
    _received(district, "2019-09-30", unit=unit, important=important)
    assert district.verdicts("62.8") == []
    assert district.verdicts("62.9") == []


@pytest.mark.parametrize(
    ("issued", "as_of", "verdict", "late"),
    [
        ("2019-04-30 23:59", "2019-12-31", "compliant", None),  # last good day
        ("2019-05-01 00:00", "2019-12-31", "violation", 0),  # first bad day, a holiday
        ("2019-05-06", "2019-12-31", "violation", 2),  # the reference's own example
        (None, "2019-04-29", "pending", None),  # still open
        (None, "2019-04-30", "violation", None),  # first day overdue
    ],
)
def test_a_plan_is_out_within_the_limit_the_directive_sets(
    district: Any, issued: str | None, as_of: str, verdict: str, late: int | None
) -> None:
    """62.10: a directive of 2019-04-08 asks for a plan by 2019-04-30."""
    _received(district, "2019-04-08", plan_required=True, plan_limit=dt.date(2019, 4, 30))
    if issued:
        district.has(d.PlanIssued, "U1", issued, unit="office")
    (finding,) = district.findings("62.10", as_of)
    assert (str(finding.verdict), finding.late_working_days) == (verdict, late)


def test_a_plan_without_a_limit_cannot_be_judged(district: Any) -> None:
    """62.10: the limit is the directive's own; where it is missing, nobody can say who was late."""
    _received(district, "2019-04-08", plan_required=True)
    district.has(d.PlanIssued, "U1", "2019-05-06", unit="office")
    (finding,) = district.findings("62.10")
    assert (str(finding.verdict), finding.due) == ("indeterminate", None)


def test_no_plan_is_owed_where_none_was_asked_for(district: Any) -> None:
    """62.10: 要求制定…的: without such a requirement there is no occasion."""
    _received(district, "2019-04-08")
    assert district.verdicts("62.10") == []


@pytest.mark.parametrize("step", [d.ReportedToPrincipal, d.Deployed, d.PlanIssued])
def test_nobody_carries_out_what_he_has_not_received(district: Any, step: Any) -> None:
    """Impossible order: a step of a unit the directive has not reached, or before it did."""
    _received(district, "2019-09-30")
    assert district.refused_by(step, "U1", "2019-10-08", unit="finance") == ""
    assert district.refused_by(step, "U1", "2019-09-29", unit="office") == ""


def test_a_unit_receives_a_directive_once_and_it_is_closed_once(district: Any) -> None:
    """Impossible order: a second receipt by one unit, a second end, an end before a beginning."""
    assert district.refused_by(d.Closed, "U1", "2019-09-30") == ""
    _received(district, "2019-09-30")
    again = {"unit": "office", "important": True}
    assert district.refused_by(d.Received, "U1", "2019-10-08", **again) == ""
    for step in (d.Deployed, d.Conveyed, d.ReportedBack):
        district.command(step, "U1", "2019-10-08", unit="office")
    district.command(d.Closed, "U1", "2019-10-09")
    assert district.refused_by(d.Closed, "U1", "2019-10-10") == ""


def test_a_directive_that_is_closed_asks_for_nothing_more(district: Any) -> None:
    """62.5, 62.8–62.10: recalled by the city the day after, and closed: nobody is late with it."""
    for unit in ("office", "housing"):
        district.has(
            d.Received, "U1", "2019-06-17", by=unit, unit=unit, important=True,
            plan_required=True, plan_limit=dt.date(2019, 6, 28),
        )  # fmt: skip
    district.has(d.ReportedToPrincipal, "U1", "2019-06-17 10:00", by="office", unit="office")
    district.has(d.Closed, "U1", "2019-06-18")
    assert district.verdicts("62.5", "2020-12-31") == []
    assert district.verdicts("62.8") == ["deviation", "compliant"]  # Housing, the Office
    assert district.verdicts("62.9") == []
    assert district.verdicts("62.10") == []


def test_a_second_report_back_is_not_judged_again(district: Any) -> None:
    """62.5: an interim report without assignment is one deviation; the final report adds none."""
    district.has(d.Received, "U1", "2019-06-17", unit="office", important=False)
    district.has(d.ReportedToPrincipal, "U1", "2019-06-17 10:00", unit="office")
    for on in ("2019-07-01", "2019-08-01"):
        district.has(d.ReportedBack, "U1", on, unit="office")
    assert [str(one.verdict) for one in district.findings("62.5") if one.due is None] == [
        "deviation"
    ]
