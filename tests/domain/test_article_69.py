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


def _journey(district: Any, person: str, *told: tuple[type, str, dict[str, Any]]) -> None:
    """Given somebody was away from 2019-05-13 to 05-17, and who was told of it when."""
    for act_class, on, fields in told:
        district.has(act_class, person, on, leave="L1", **fields)
    district.has(leave.Started, person, "2019-05-13 08:00", by=person, leave="L1")
    district.has(leave.Ended, person, "2019-05-17", by=person, leave="L1")


def test_a_correction_does_not_make_a_timely_report_late(district: Any) -> None:
    """69.6: reported on 04-28, the day of return corrected on 05-05: reported eight days ahead."""
    person = "education_principal"
    for on, back in (("2019-04-28", 8), ("2019-05-05", 9)):
        district.has(
            leave.Reported, person, on, by=person, leave="L1",
            departs_on=dt.date(2019, 5, 6), returns_on=dt.date(2019, 5, back),
        )  # fmt: skip
    district.has(leave.Started, person, "2019-05-06", by=person, leave="L1")
    assert district.verdicts("69.6") == ["compliant"]


@pytest.mark.parametrize("norm", ["69.6", "69.7"])
def test_a_deputy_head_who_leads_a_department_reports_as_a_deputy_head(
    district: Any, norm: str
) -> None:
    """69.3, not 69.6: 副区长兼局长 tells the head before he leaves; no three days are owed."""
    district.has(
        org.Appointed, "wujiagang", "2019-04-01", by="head", person="v4", post="principal",
        unit="commerce", label_zh="局长", label_en="Principal",
    )  # fmt: skip
    _journey(district, "v4", (leave.ReportedToHead, "2019-05-12", {"by": "v4"}))
    assert district.verdicts(norm) == []
    assert district.verdicts("69.3") == ["compliant"]


def test_heads_of_streets_are_no_members(district: Any) -> None:
    """69.1: 组成人员 are those of Art. 5; what a street's head owes is 69.6."""
    _journey(district, "street_1_principal")
    assert district.verdicts("69.1", "2020-12-31") == []
    assert district.verdicts("69.6") == ["violation"]


def test_whoever_told_the_head_has_asked_for_leave(district: Any) -> None:
    """69.1: a deputy head asks the head for leave, and the head's own is filed by the Office."""
    filed = {"offices": tuple(sorted(leave.OFFICES))}
    _journey(district, "v2", (leave.ReportedToHead, "2019-05-10", {"by": "v2"}))
    _journey(district, "head", (leave.Filed, "2019-05-10", filed))
    _journey(district, "v3")
    found = district.findings("69.1")
    assert {one.bearer: str(one.verdict) for one in found if one.due is None} == {
        "v2": "compliant", "head": "compliant", "v3": "deviation",
    }  # fmt: skip


def test_who_came_while_he_was_away_need_not_have_been_told(district: Any) -> None:
    """69.4: v5 took office on 2019-05-15, when v2 had been away for two days."""
    others = {"leaders": ("exec", "v1", "v3", "v4")}
    district.has(
        org.Appointed, "wujiagang", "2019-05-15", by="head", person="v5", post="deputy_head",
        unit="office", label_zh="副区长戊", label_en="Deputy head 5",
    )  # fmt: skip
    told = (leave.ReportedToHead, "2019-05-10", {"by": "v2"})
    _journey(district, "v2", told, (leave.LeadersNotified, "2019-05-10 10:00", others))
    assert district.verdicts("69.4") == ["compliant"]


def test_nobody_reports_to_a_head_there_is_not(district: Any) -> None:
    """69.3: the post of head is vacant: to whom a deputy head reports, the text does not say."""
    gone = {"person": "head", "post": "head"}
    district.has(org.Removed, "wujiagang", "2019-05-01", by="office", **gone)
    _journey(district, "v2")
    assert district.verdicts("69.3") == ["indeterminate"]


@pytest.mark.parametrize(
    ("reported", "verdicts"),
    [("2019-05-10", ["deviation"]), ("2019-05-11", []), ("2019-05-13 07:30", [])],
)
def test_the_office_cannot_pass_on_in_time_what_it_learns_late(
    district: Any, reported: str, verdicts: list[str]
) -> None:
    """69.7: told three days ahead it has to pass it on before departure; told late, it may not."""
    person = "education_principal"
    when = {"departs_on": dt.date(2019, 5, 13), "returns_on": dt.date(2019, 5, 17), "by": person}
    _journey(district, person, (leave.Reported, reported, when))
    assert district.verdicts("69.7") == verdicts


@pytest.mark.parametrize(
    ("departs", "verdict"), [("2019-03-03", "indeterminate"), ("2019-03-04", "violation")]
)
def test_nobody_could_report_in_time_under_rules_not_yet_in_force(
    district: Any, departs: str, verdict: str
) -> None:
    """69.6: leaving on 03-03 the last good day was 02-28, when these rules did not hold yet."""
    person = "education_principal"
    district.has(leave.Started, person, departs, by=person, leave="L1")
    assert district.verdicts("69.6") == [verdict]


def test_of_an_absence_whose_beginning_is_not_on_record_nothing_is_said(district: Any) -> None:
    """69.4: the record begins with v2's return: who was told when he left, it does not tell."""
    district.has(leave.Ended, "v2", "2019-03-04", by="v2", leave="L1")
    assert district.verdicts("69.4") == []


def test_the_head_does_not_report_to_himself(district: Any) -> None:
    """69.3: v1, head since 05-02, was not yet removed as deputy head when he left on 05-13."""
    gone = {"person": "head", "post": "head"}
    district.has(org.Removed, "wujiagang", "2019-05-01", by="office", **gone)
    district.has(
        org.Appointed, "wujiagang", "2019-05-02", by="office", person="v1", post="head",
        unit="office", label_zh="区长", label_en="Head",
    )  # fmt: skip
    _journey(district, "v1")
    for norm in ("69.3", "69.4", "69.5"):
        assert district.verdicts(norm) == []
    assert district.verdicts("69.2") == ["violation"]
