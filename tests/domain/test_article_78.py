from __future__ import annotations

from typing import Any

import pytest

from domain import entrustments, leave, research
from domain import grassroots as g
from domain import major_decisions as m
from domain import organisation as org


def _raised(district: Any, on: str = "2019-04-03", leader: str = "head") -> None:
    """Given Street 1 asks a leader, during research, to solve something."""
    district.has(g.Received, "G1", on, by="office", leader=leader, unit="street_1")


def _dispatched(district: Any, on: str, *units: str) -> None:
    district.has(g.Dispatched, "G1", on, units=units or ("housing",))


@pytest.mark.parametrize("source", ["raised", "decided"])
@pytest.mark.parametrize(
    ("dispatched", "as_of", "expected"),
    [
        ("2019-04-08", "2019-12-31", ("compliant", None)),  # last good day: the reference's example
        ("2019-04-09", "2019-12-31", ("violation", 1)),  # first bad day
        (None, "2019-04-07", ("pending", None)),  # still open
        (None, "2019-04-08", ("violation", None)),  # first day overdue
    ],
)
def test_the_office_dispatches_within_two_working_days(
    district: Any, source: str, dispatched: str | None, as_of: str, expected: tuple[str, int | None]
) -> None:
    """78.6: raised to the head or decided by him Wed 2019-04-03; 清明 makes it Mon 04-08."""
    if source == "raised":
        _raised(district)
    else:
        district.has(g.OnSiteDecided, "G1", "2019-04-03", by="head", leader="head")
    if dispatched:
        _dispatched(district, dispatched)
    (finding,) = district.findings("78.6", as_of)
    assert (str(finding.verdict), finding.late_working_days) == expected
    assert finding.organ == "office"


def test_every_unit_is_to_have_it_in_time(district: Any) -> None:
    """78.6: Housing on the last good day, Finance the day after; a repeat adds nothing."""
    _raised(district)
    _dispatched(district, "2019-04-08", "housing")
    _dispatched(district, "2019-04-08 10:00", "education")
    _dispatched(district, "2019-04-09 00:00", "housing", "finance")
    _dispatched(district, "2019-04-10", "housing")
    found = district.findings("78.6")
    assert sorted(str(one.verdict) for one in found) == ["compliant", "compliant", "violation"]
    (late,) = (one for one in found if one.verdict == "violation")
    assert (late.late_working_days, "finance" in late.because) == (1, True)


def test_the_office_is_known_by_its_kind(history: Any) -> None:
    """78.6: whatever the Office is called in a chart, and wherever it stands, it bears the duty."""
    for unit, kind in (("finance", "department"), ("general_office", "office")):
        history.has(
            org.UnitRegistered, "chart", "2019-03-01", unit=unit, unit_kind=kind,
            label_zh=unit, label_en=unit,
        )  # fmt: skip
    history.has(
        org.Appointed, "chart", "2019-03-01", person="head", post="head", unit="general_office",
        label_zh="区长", label_en="Head",
    )  # fmt: skip
    _raised(history)
    assert [one.bearer for one in history.findings("78.6")] == ["general_office"]


def test_a_second_source_does_not_start_the_clock_afresh(district: Any) -> None:
    """78.6: raised on 04-03, decided on site on 04-09: due from the first all the same."""
    _raised(district)
    district.has(g.OnSiteDecided, "G1", "2019-04-09", by="head", leader="head")
    _dispatched(district, "2019-04-10")
    assert district.verdicts("78.6") == ["violation"]


def test_what_the_head_decides_counts_after_another_leader_was_asked(district: Any) -> None:
    """78.6: a deputy head was asked on 04-03, the head decided on 04-09: due from 04-09."""
    _raised(district, leader="v1")
    district.has(g.OnSiteDecided, "G1", "2019-04-09", by="head", leader="head")
    _dispatched(district, "2019-04-11")
    (finding,) = district.findings("78.6")
    assert (str(finding.verdict), finding.opened.day) == ("compliant", 9)


@pytest.mark.parametrize("leader", ["v1", "exec"])
def test_other_leaders_visits_are_outside(district: Any, leader: str) -> None:
    """78.6, 78.7: 区政府主要领导 is the head; no occasion arises from anybody else's visit."""
    _raised(district, leader=leader)
    _dispatched(district, "2019-05-20", "housing")
    assert district.verdicts("78.6") == []
    assert district.verdicts("78.7") == []


@pytest.mark.parametrize(("scope", "verdicts"), [("preside", ["violation"]), ("tourism", [])])
def test_the_executive_deputy_counts_while_presiding(
    district: Any, scope: str, verdicts: list[str]
) -> None:
    """78.6: the head away and the executive deputy entrusted to preside (6.4), not otherwise."""
    day = district.has(leave.Started, "head", "2019-04-01", by="head", leave="L1").occurred_at
    district.has(
        entrustments.Granted, "head", "2019-04-01", by="head",
        entrustment="E1", grantee="exec", scope=(scope,), since=day,
    )  # fmt: skip
    _raised(district, leader="exec")
    _dispatched(district, "2019-04-09")
    assert district.verdicts("78.6") == verdicts


@pytest.mark.parametrize("unit", ["housing", "street_1"])
@pytest.mark.parametrize(
    ("returned", "as_of", "expected"),
    [
        ("2019-05-09", "2019-12-31", ("compliant", None)),  # last good day
        ("2019-05-10", "2019-12-31", ("violation", 1)),  # first bad day: the reference's example
        (None, "2019-05-08", ("pending", None)),  # still open
        (None, "2019-05-09", ("violation", None)),  # first day overdue
    ],
)
def test_a_unit_answers_within_five_working_days_of_its_receipt(
    district: Any, unit: str, returned: str | None, as_of: str, expected: tuple[str, int | None]
) -> None:
    """78.7: dispatched 04-26, received Tue 2019-04-30; 05-05 is worked (调休): due 05-09."""
    _raised(district, "2019-04-25")
    _dispatched(district, "2019-04-26", unit)
    district.has(g.ReceivedByUnit, "G1", "2019-04-30", by=unit, unit=unit)
    if returned:
        district.has(g.OpinionReturned, "G1", returned, by=unit, unit=unit)
    (finding,) = district.findings("78.7", as_of)
    assert (str(finding.verdict), finding.late_working_days) == expected
    assert (finding.organ, finding.opened.day) == (unit, 30)


def test_without_a_receipt_the_day_of_dispatch_counts(district: Any) -> None:
    """78.7: dispatched Fri 2019-04-26, no receipt on record: due 05-06, answered 05-07."""
    _raised(district, "2019-04-25")
    _dispatched(district, "2019-04-26")
    district.has(g.OpinionReturned, "G1", "2019-05-07", by="housing", unit="housing")
    (finding,) = district.findings("78.7")
    assert (str(finding.verdict), str(finding.due)) == ("violation", "2019-05-07 00:00:00+08:00")


def test_units_have_one_clock_each(district: Any) -> None:
    """78.7: both had it on 2019-04-30; Housing answers in time, the street not yet."""
    _raised(district, "2019-04-29")
    _dispatched(district, "2019-04-30", "housing", "street_1")
    district.has(g.OpinionReturned, "G1", "2019-05-09", by="housing", unit="housing")
    found = {one.organ: str(one.verdict) for one in district.findings("78.7", "2019-05-09")}
    assert found == {"housing": "compliant", "street_1": "violation"}


def test_sending_it_again_gives_no_more_time(district: Any) -> None:
    """78.7: dispatched 2019-04-30 and again 05-08; the opinion of 05-10 is late by the first."""
    _raised(district, "2019-04-29")
    _dispatched(district, "2019-04-30")
    _dispatched(district, "2019-05-08")
    district.has(g.OpinionReturned, "G1", "2019-05-10", by="housing", unit="housing")
    assert district.verdicts("78.7") == ["violation"]


def test_a_receipt_logged_after_the_answer_reopens_nothing(district: Any) -> None:
    """78.7: the unit answered at once and signed for it later: one occasion, discharged."""
    _raised(district, "2019-04-29")
    _dispatched(district, "2019-04-30")
    district.has(g.OpinionReturned, "G1", "2019-05-05", by="housing", unit="housing")
    district.has(g.ReceivedByUnit, "G1", "2019-05-06", by="housing", unit="housing")
    assert district.verdicts("78.7") == ["compliant"]


def test_a_new_round_after_the_answer_is_a_new_occasion(district: Any) -> None:
    """78.7: sent back to Housing after its first opinion, a second is due in five days more."""
    _raised(district, "2019-04-29")
    _dispatched(district, "2019-04-30")
    district.has(g.OpinionReturned, "G1", "2019-05-09", by="housing", unit="housing")
    _dispatched(district, "2019-05-10")
    assert district.verdicts("78.7", "2019-05-17") == ["compliant", "violation"]


def test_an_issue_is_raised_before_it_moves(district: Any) -> None:
    """Impossible order: no dispatch of the unraised, no opinion of the unasked, nothing twice."""
    unit = {"by": "housing", "unit": "housing"}
    assert district.refused_by(g.Dispatched, "G1", "2019-04-03", units=("housing",)) == ""
    _raised(district)
    assert district.refused_by(g.Dispatched, "G1", "2019-04-04", units=()) == ""
    assert district.refused_by(g.OpinionReturned, "G1", "2019-04-04", **unit) == ""
    district.command(g.Dispatched, "G1", "2019-04-04", units=("housing",))
    for act in (g.ReceivedByUnit, g.OpinionReturned):
        district.command(act, "G1", "2019-04-08", **unit)
        assert district.refused_by(act, "G1", "2019-04-09", **unit) == ""
    for ending in (g.Resolved, g.FedBack):
        district.command(ending, "G1", "2019-05-20")


def test_a_work_purpose_told_with_the_visit_itself_is_no_breach(district: Any) -> None:
    """78.13: unannounced to a park for a safety check; that it was recorded before is unknown."""
    for matter, purpose in (("V1", "安全检查"), ("V2", "")):
        district.has(
            research.VisitConducted, matter, "2019-08-09", by="v2", leader="v2", place="公园",
            scenic=True, unannounced=True, purpose=purpose,
        )  # fmt: skip
    assert district.verdicts("78.13") == ["indeterminate", "violation"]


@pytest.mark.parametrize("ended", [g.Resolved, g.FedBack])
def test_what_was_settled_at_once_need_not_be_broken_down(district: Any, ended: type) -> None:
    """78.6: raised to the head on 04-03, settled the next day before any dispatch."""
    _raised(district)
    district.has(ended, "G1", "2019-04-04")
    assert district.verdicts("78.6") == []


def test_a_unit_owes_no_opinion_on_what_is_settled(district: Any) -> None:
    """78.7: 随收随办: dispatched on 04-04, done and noted as resolved on 04-09, due 04-12."""
    _raised(district)
    _dispatched(district, "2019-04-04")
    district.has(g.Resolved, "G1", "2019-04-09")
    assert district.verdicts("78.7") == []


def test_what_was_overdue_when_it_was_settled_stays_so(district: Any) -> None:
    """78.6, 78.7: dispatched late, no opinion by 04-17, resolved in May: both stay late."""
    _raised(district)
    _dispatched(district, "2019-04-10")
    district.has(g.Resolved, "G1", "2019-05-20")
    assert district.verdicts("78.6") == ["violation"]
    assert district.verdicts("78.7") == ["violation"]


def test_of_a_decision_whose_beginning_is_not_on_record_nothing_is_missing(district: Any) -> None:
    """78.1, as 22.1: imported from its decision on; what was researched before, none can say."""
    decided = {"meeting_kind": "executive"}
    district.has(m.Decided, "Z1", "2019-05-14", **decided)
    district.has(m.Proposed, "Z2", "2019-05-06", unit="housing", matter_kind="project")
    district.has(m.Decided, "Z2", "2019-05-14", **decided)
    assert district.verdicts("78.1") == ["indeterminate", "violation"]


def test_what_a_unit_hands_back_may_go_to_another(district: Any) -> None:
    """78.6: Housing answered on 04-12 that it is not its business; Finance had it on 04-15."""
    _raised(district)
    _dispatched(district, "2019-04-08", "housing")
    district.has(g.OpinionReturned, "G1", "2019-04-12", by="housing", unit="housing")
    _dispatched(district, "2019-04-15", "finance")
    assert district.verdicts("78.6") == ["compliant"]
    assert len(district.verdicts("78.7")) == 2, "each unit has its own five days"


def test_a_receipt_long_after_the_dispatch_is_what_counts(district: Any) -> None:
    """78.7: dispatched 04-03, received on 04-22 only, answered on the 26th: in time, no breach."""
    _raised(district)
    _dispatched(district, "2019-04-03")
    district.has(g.ReceivedByUnit, "G1", "2019-04-22", by="housing", unit="housing")
    district.has(g.OpinionReturned, "G1", "2019-04-26", by="housing", unit="housing")
    assert district.verdicts("78.7") == ["compliant"]
