from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from domain import leave
from domain import organisation as org


def _leaves(
    district: Any, person: str, on: str = "2019-05-06", reported: str | None = None
) -> None:
    """Given somebody leaves the city, the journey reported to the Office on a day or not at all."""
    if reported:
        district.has(
            leave.Reported, person, reported, by=person, leave="L1",
            departs_on=dt.date(2019, 5, 6), returns_on=dt.date(2019, 5, 8), reason="training",
        )  # fmt: skip
    district.command(leave.Started, person, on, by=person, leave="L1")


@pytest.mark.parametrize(
    ("reported", "verdict", "late"),
    [
        ("2019-05-02", "compliant", None),
        ("2019-05-03 23:59", "compliant", None),  # last good day: the reference's own example
        ("2019-05-04 00:00", "violation", 0),  # first bad day, a holiday
        ("2019-05-05", "violation", 1),  # a make-up working day
        (None, "violation", None),  # never reported
    ],
)
def test_a_principal_reports_three_calendar_days_ahead(
    district: Any, reported: str | None, verdict: str, late: int | None
) -> None:
    """69.6: Education's principal leaves Mon 2019-05-06; by Fri 05-03, holiday though it is."""
    _leaves(district, "education_principal", reported=reported)
    (finding,) = district.findings("69.6")
    assert (str(finding.verdict), finding.late_working_days) == (verdict, late)
    assert str(finding.due) == "2019-05-04 00:00:00+08:00"
    assert (finding.bearer, finding.organ) == ("education_principal", "education")


@pytest.mark.parametrize("on", ["2019-05-06 00:00", "2019-05-06 23:59"])
def test_the_hour_of_departure_does_not_matter(district: Any, on: str) -> None:
    """69.6: the day of departure is not counted, so its hour is of no account."""
    _leaves(district, "education_principal", on=on, reported="2019-05-03 18:00")
    assert district.verdicts("69.6") == ["compliant"]


def _explained(district: Any, on: str) -> None:
    """Given the principal puts the reason for the late report on record."""
    person = "education_principal"
    district.has(leave.LateReportExplained, person, on, by=person, leave="L1", reason="flood")


def test_a_reason_recorded_before_departure_justifies_a_late_report(district: Any) -> None:
    """69.6: an emergency trip on 05-06, explained on 05-05: late, with a reason."""
    _explained(district, "2019-05-05 08:00")
    _leaves(district, "education_principal", reported="2019-05-05")
    (finding,) = district.findings("69.6")
    assert (str(finding.verdict), finding.late_working_days) == ("justified", 1)
    assert len(finding.evidence) == 3


def test_a_reason_recorded_after_departure_justifies_nothing(district: Any) -> None:
    """69.6: the same trip, explained on the day after it began."""
    _leaves(district, "education_principal", reported="2019-05-05")
    _explained(district, "2019-05-07")
    assert district.verdicts("69.6") == ["violation"]


def test_streets_report_like_departments(district: Any) -> None:
    """69.6: 各街乡行政负责同志 too: reported two days ahead is late."""
    _leaves(district, "street_1_principal", reported="2019-05-04")
    assert district.verdicts("69.6") == ["violation"]


@pytest.mark.parametrize("person", ["head", "v1", "office_director", "a_clerk"])
def test_others_do_not_report_under_this_norm(district: Any, person: str) -> None:
    """69.6 reaches principals of streets and departments; leaders have norms of their own."""
    _leaves(district, person)
    assert district.verdicts("69.6") == []


def test_who_is_principal_is_asked_at_departure(district: Any) -> None:
    """69.6: removed from office on 2019-05-01, he leaves on 05-06 as a private person."""
    gone = {"person": "education_principal", "post": "principal"}
    district.has(org.Removed, "wujiagang", "2019-05-01", by="head", **gone)
    _leaves(district, "education_principal")
    assert district.verdicts("69.6") == []


@pytest.mark.parametrize(("unit", "verdict"), [("archive", "violation"), ("new_town", "deviation")])
def test_institutions_apply_it_and_the_company_by_reference(
    district: Any, unit: str, verdict: str
) -> None:
    """69.6 with 81.1 and 81.2: the archive is judged like a department, the company softened."""
    district.has(
        org.Appointed, "wujiagang", "2019-04-01", by="head",
        person="p", post="principal", unit=unit, label_zh="馆长", label_en="Principal",
    )  # fmt: skip
    _leaves(district, "p", reported="2019-05-04")
    assert district.verdicts("69.6") == [verdict]
