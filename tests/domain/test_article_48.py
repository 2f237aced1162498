from __future__ import annotations

from typing import Any

import pytest

from domain import attendance as a
from domain import leave
from domain import meetings as m
from domain import organisation as org
from domain.invitations import AttendanceRecorded


def _convened(district: Any, kind: str = m.EXECUTIVE, by: str = "head") -> None:
    """Given a meeting of Tue 2019-05-14, 09:00, is called on 05-10."""
    district.has(m.Convened, "M1", "2019-05-10", by=by, meeting_kind=kind, chair=by)


def _started(district: Any, by: str = "head") -> None:
    district.has(m.Started, "M1", "2019-05-14", by=by, chair=by)


def _substitute(district: Any, approved_by: str, filed: str = "2019-05-13 11:00") -> None:
    """And Housing sends its deputy, agreed to on 05-13, the Office told in writing."""
    district.has(
        org.Appointed, "wujiagang", "2019-03-04", by="head", person="housing_deputy",
        post=org.DEPUTY_PRINCIPAL, unit="housing", label_zh="副局长", label_en="Deputy",
    )  # fmt: skip
    substitute = {"unit": "housing", "person": "housing_deputy"}
    district.has(a.SubstituteApproved, "M1", "2019-05-13", by=approved_by, **substitute)
    district.has(a.SubstituteFiled, "M1", filed, by="housing", **substitute)


def _came(district: Any, *persons: str) -> None:
    district.has(a.UnitAttended, "M1", "2019-05-14 09:10", unit="housing", persons=persons)


def test_each_absent_leader_is_judged_for_himself(district: Any) -> None:
    """48.2, 48.3: of two absent leaders one has asked the head; each has a finding of his own."""
    _convened(district)
    district.has(
        a.LeaveRequested, "M1", "2019-05-13", by="v2", person="v2", to="head", reason="手术"
    )
    _started(district)
    district.has(AttendanceRecorded, "M1", "2019-05-14", present=("head",), absent=("v2", "v3"))
    for norm, breach in (("48.2", "deviation"), ("48.3", "violation")):
        found = {one.bearer: str(one.verdict) for one in district.findings(norm)}
        assert found == {"v2": "compliant", "v3": breach}


def test_the_head_asks_nobody(district: Any) -> None:
    """48.3: where the head himself is absent there is nobody to ask, and nothing is found."""
    _convened(district)
    _started(district, by="exec")
    district.has(AttendanceRecorded, "M1", "2019-05-14", present=("exec",), absent=("head",))
    assert district.findings("48.3") == []
    assert district.findings("48.2") == []


def test_whoever_is_not_bound_by_the_article_is_not_judged(district: Any) -> None:
    """48.2: an absent clerk or journalist owes the meeting nothing."""
    _convened(district)
    _started(district)
    district.has(AttendanceRecorded, "M1", "2019-05-14", present=("head",), absent=("press",))
    assert district.findings("48.2") == []


@pytest.mark.parametrize(
    ("kind", "convenor", "by", "verdict"),
    [
        (m.EXECUTIVE, "head", "head", "compliant"),
        (m.EXECUTIVE, "head", "v3", "violation"),  # the leader in charge did not convene it
        (m.SPECIAL, "v1", "v1", "compliant"),
        (m.SPECIAL, "v1", "v2", "compliant"),  # the AB partner of the convenor, who is away
        (m.SPECIAL, "v1", "head", "violation"),  # the head did not convene it
    ],
)
def test_the_convenor_agrees_to_a_substitute(
    district: Any, kind: str, convenor: str, by: str, verdict: str
) -> None:
    """48.5: the convenor of that very meeting, or his AB partner while he is away."""
    _convened(district, kind, convenor)
    if by == "v2":
        district.has(leave.Started, "v1", "2019-05-12", by="v1", leave="L1")
    _substitute(district, by)
    _started(district, convenor)
    _came(district, "housing_deputy")
    assert district.verdicts("48.5") == [verdict]
    assert district.verdicts("48.4a") == ["compliant"]


@pytest.mark.parametrize(
    ("filed", "verdict"),
    [
        ("2019-05-14 08:59", "compliant"),  # the last moment before it begins
        ("2019-05-14 09:00", "violation"),  # as it begins
    ],
)
def test_the_office_is_told_before_the_meeting_begins(
    district: Any, filed: str, verdict: str
) -> None:
    """48.5: 提前 is before the meeting starts, for the written notice too."""
    _convened(district)
    _substitute(district, "head", filed)
    _started(district)
    _came(district, "housing_deputy")
    assert district.verdicts("48.5") == [verdict]


def test_who_comes_for_a_street_is_not_judged(district: Any) -> None:
    """48.4a, 48.4b: the sentence speaks of departments."""
    _convened(district)
    _started(district)
    district.has(
        a.UnitAttended, "M1", "2019-05-14 09:10", unit="street_1", persons=("clerk_1", "clerk_2")
    )
    assert district.findings("48.4a") == district.findings("48.4b") == []


def test_a_leader_away_who_told_the_head_has_asked_him(district: Any) -> None:
    """48.2, 48.3: a leader reports a journey to the head (69.3), not to the Office (69.6)."""
    _convened(district)
    district.has(leave.ReportedToHead, "v2", "2019-05-12", by="v2", leave="L1")
    district.has(leave.Started, "v2", "2019-05-13", by="v2", leave="L1")
    _started(district)
    district.has(AttendanceRecorded, "M1", "2019-05-14 10:00", present=("head",), absent=("v2",))
    assert district.verdicts("48.2") == ["compliant"]
    assert district.verdicts("48.3") == ["compliant"]


def test_telling_the_head_the_day_after_is_not_asking_him(district: Any) -> None:
    """48.3: the head is told on the day of the meeting at the latest."""
    _convened(district)
    district.has(leave.Started, "v2", "2019-05-13", by="v2", leave="L1")
    _started(district)
    district.has(leave.ReportedToHead, "v2", "2019-05-15", by="v2", leave="L1")
    district.has(AttendanceRecorded, "M1", "2019-05-16", present=("head",), absent=("v2",))
    assert district.verdicts("48.3") == ["violation"]


def test_of_a_list_recorded_twice_the_last_one_stands(district: Any) -> None:
    """48.2, 48.3: a corrected list adds who was forgotten, and counts nobody a second time."""
    _convened(district)
    _started(district)
    district.has(AttendanceRecorded, "M1", "2019-05-14 10:00", present=("head",), absent=("v2",))
    last = district.has(
        AttendanceRecorded, "M1", "2019-05-14 10:30", present=("head",), absent=("v2", "v3", "v3")
    )
    for norm in ("48.2", "48.3"):
        found = district.findings(norm)
        assert [one.bearer for one in found] == ["v2", "v3"]
        assert {one.evidence for one in found} == {(last.ref,)}


def test_who_was_there_after_all_keeps_no_absence(district: Any) -> None:
    """48.2, 48.3: recorded absent on the 14th by mistake, present by the list as corrected."""
    _convened(district)
    _started(district)
    district.has(AttendanceRecorded, "M1", "2019-05-14 10:00", present=("head",), absent=("v2",))
    district.has(AttendanceRecorded, "M1", "2019-05-20", present=("head", "v2"))
    for norm, breach in (("48.2", "deviation"), ("48.3", "violation")):
        assert district.verdicts(norm, "2019-05-19") == [breach]
        assert district.verdicts(norm, "2019-05-20") == []


def test_a_corrected_list_is_judged_by_what_is_known_when_it_comes(district: Any) -> None:
    """48.2: a reason that was recorded after the first list is found when the second is judged."""
    _convened(district)
    _started(district)
    district.has(AttendanceRecorded, "M1", "2019-05-14 10:00", present=("head",), absent=("v2",))
    district.has(a.LeaveRequested, "M1", "2019-05-15", person="v2", to="head", reason="急病")
    assert district.verdicts("48.2") == ["deviation"]
    district.has(AttendanceRecorded, "M1", "2019-05-16", present=("head",), absent=("v2", "v3"))
    found = {one.bearer: str(one.verdict) for one in district.findings("48.2")}
    assert found == {"v2": "compliant", "v3": "deviation"}


@pytest.mark.parametrize("listed", ["2019-05-14 10:00", "2019-05-20"])
def test_posts_are_those_held_when_the_meeting_began(district: Any, listed: str) -> None:
    """48.2: who left his post after the meeting owed it; who was appointed after it did not."""
    _convened(district)
    _started(district)
    district.has(org.Removed, "wujiagang", "2019-05-17", by="head", person="v2", post="deputy_head")
    district.has(
        org.Appointed, "wujiagang", "2019-05-17", by="head", person="v5", post="deputy_head",
        unit="office", label_zh="副区长戊", label_en="Deputy head 5",
    )  # fmt: skip
    district.has(AttendanceRecorded, "M1", listed, present=("head",), absent=("v2", "v5"))
    for norm in ("48.2", "48.3"):
        assert [one.bearer for one in district.findings(norm)] == ["v2"]


def test_a_list_of_the_next_session_corrects_nothing_of_the_first(district: Any) -> None:
    """48.2: present on the second day, still absent on the first."""
    _convened(district)
    _started(district)
    district.has(AttendanceRecorded, "M1", "2019-05-14 10:00", present=("head",), absent=("v2",))
    district.has(m.Ended, "M1", "2019-05-14 12:00", by="head")
    district.has(m.Started, "M1", "2019-05-15", by="head", chair="head")
    district.has(AttendanceRecorded, "M1", "2019-05-15 10:00", present=("head", "v2"))
    assert [one.bearer for one in district.findings("48.2")] == ["v2"]


def test_who_came_for_a_unit_is_as_last_recorded(district: Any) -> None:
    """48.4a, 48.4b: two clerks by mistake; as corrected the principal alone, nothing is left."""
    _convened(district)
    _started(district)
    _came(district, "clerk_1", "clerk_2")
    assert district.verdicts("48.4a") == district.verdicts("48.4b") == ["violation"]
    district.has(a.UnitAttended, "M1", "2019-05-20", unit="housing", persons=("housing_principal",))
    assert district.verdicts("48.4a") == district.verdicts("48.4b") == ["compliant"]
    assert district.verdicts("48.4a", "2019-05-19") == ["violation"]


def test_another_units_registration_corrects_nothing(district: Any) -> None:
    """48.4a: Finance's principal came; Housing's clerk stays what he is."""
    _convened(district)
    _started(district)
    _came(district, "clerk_1")
    district.has(
        a.UnitAttended, "M1", "2019-05-14 09:20", unit="finance", persons=("finance_principal",)
    )
    found = {one.bearer: str(one.verdict) for one in district.findings("48.4a")}
    assert found == {"housing": "violation", "finance": "compliant"}


def test_a_unit_for_which_nobody_came_as_corrected_is_not_judged(district: Any) -> None:
    """48.4a, 48.5: the clerk was of another unit; nobody came, which 48.2 judges."""
    _convened(district)
    _started(district)
    _came(district, "clerk_1")
    district.has(a.UnitAttended, "M1", "2019-05-15", unit="housing", persons=())
    assert district.findings("48.4a") == district.findings("48.4b") == []


def test_the_principal_of_the_day_came_whoever_succeeded_him(district: Any) -> None:
    """48.4a, 48.5: recorded after he had left, the one who came was the principal that day."""
    _convened(district)
    _started(district)
    district.has(
        org.Removed, "wujiagang", "2019-05-16", by="head", person="housing_principal",
        post=org.PRINCIPAL,
    )  # fmt: skip
    district.has(a.UnitAttended, "M1", "2019-05-20", unit="housing", persons=("housing_principal",))
    assert district.verdicts("48.4a") == ["compliant"]


def test_each_session_has_its_own_absentees(district: Any) -> None:
    """48.2: who misses both sessions of a meeting is absent twice."""
    _convened(district)
    _started(district)
    district.has(AttendanceRecorded, "M1", "2019-05-14 10:00", present=("head",), absent=("v2",))
    district.has(m.Ended, "M1", "2019-05-14 12:00", by="head")
    district.has(m.Started, "M1", "2019-05-15", by="head", chair="head")
    district.has(AttendanceRecorded, "M1", "2019-05-15 10:00", present=("head",), absent=("v2",))
    assert len(district.findings("48.2")) == 2
