from __future__ import annotations

from typing import Any

import pytest

from domain import consultations as c
from domain import leave
from domain import submissions as s


def _disputed(
    district: Any, *, to: str = "government", coordinated: bool = False, subject: str = "housing"
) -> None:
    """Housing asks Finance, Finance disagrees and nothing comes of a negotiation."""
    opened = {"host": "housing", "about": "S1", "related_units": ("finance",)}
    district.has(c.Opened, "C1", "2019-06-03 09:00", by="housing", **opened)
    district.has(c.Requested, "C1", "2019-06-03 09:10", by="housing", unit="finance")
    district.has(c.Received, "C1", "2019-06-03 09:20", by="finance", unit="finance")
    replied = {"unit": "finance", "position": "disagree"}
    district.has(c.Replied, "C1", "2019-06-04", by="finance", **replied)
    held = {"units": ("finance",), "principal_present": True, "agreed": False}
    district.has(c.Negotiated, "C1", "2019-06-05", by="housing_principal", **held)
    raised = {"to": to, "reasons_of": ("housing", "finance"), "proposal": True}
    district.has(c.Escalated, "C1", "2019-06-06", by="housing", **raised)
    if coordinated:
        district.has(c.Coordinated, "C1", "2019-06-07", by="office", opinion="as preferred")
    _submitted(district, "2019-06-10", subject)


def _coordinated_by(district: Any, leader: str) -> None:
    result = {"result": "preferred", "participants": ("housing_principal",)}
    district.has(s.CoordinationHeld, "S1", "2019-06-13", by=leader, **result)


def test_what_the_office_settled_is_no_dispute_any_more(district: Any) -> None:
    """Settled by the Office's own opinion: the leader in charge owes no coordination (55.2)."""
    _disputed(district, to="office", coordinated=True)
    district.has(s.Approved, "S1", "2019-06-14", by="v3")
    assert district.verdicts("55.2") == []


@pytest.mark.parametrize(
    ("leader", "verdict"),
    [("v3", "compliant"), ("head", "compliant"), ("exec", "compliant"), ("v2", "violation")],
)
def test_who_may_coordinate(district: Any, leader: str, verdict: str) -> None:
    """The leader in charge, the head or the executive deputy; not a deputy head of other work."""
    _disputed(district)
    _coordinated_by(district, leader)
    district.has(s.Approved, "S1", "2019-06-14", by="v3")
    (found,) = district.findings("55.2")
    assert (str(found.verdict), found.bearer) == (verdict, "v3")


def test_a_coordination_has_one_of_two_results(district: Any) -> None:
    """取得一致意见 or 提出倾向性建议: no third result can be recorded."""
    _disputed(district)
    act = {"result": "postponed", "participants": ("v3",)}
    with pytest.raises(ValueError, match="agreed"):
        district.command(s.CoordinationHeld, "S1", "2019-06-13", by="v3", **act)


def test_a_dissent_that_came_too_late_is_no_dispute(district: Any) -> None:
    """55.2, 54.6: due 2019-06-11, Finance disagrees on 06-12: by law it has no other opinion."""
    opened = {"host": "housing", "about": "S1", "related_units": ("finance",)}
    district.has(c.Opened, "C1", "2019-06-05 09:00", by="housing", **opened)
    district.has(c.Requested, "C1", "2019-06-05 09:10", by="housing", unit="finance")
    district.has(c.Received, "C1", "2019-06-05 09:20", by="finance", unit="finance")
    late = {"unit": "finance", "position": "disagree"}
    district.has(c.Replied, "C1", "2019-06-12", by="finance", **late)
    _submitted(district, "2019-06-13")
    district.has(s.Approved, "S1", "2019-06-17", by="v3")
    assert district.verdicts("55.2") == []


def _submitted(district: Any, on: str, subject: str = "housing") -> None:
    district.has(
        s.Submitted, "S1", on, by="housing", unit="housing", type="request", subject=subject,
        matters=("m1",), addressees=("district",), related_units=("finance",), consultation="C1",
    )  # fmt: skip


def test_who_should_coordinate_is_unknown_without_a_field_of_work(district: Any) -> None:
    """55.2: the field of work was not recorded: nobody, least of all the head, is blamed."""
    _disputed(district, subject="")
    _coordinated_by(district, "v3")
    district.has(s.Approved, "S1", "2019-06-14", by="v3")
    assert district.verdicts("55.2") == ["indeterminate"]


def test_a_leader_who_is_away_answers_for_nothing_his_partner_approves(district: Any) -> None:
    """55.2: v3 away, his partner v4 approves what nobody coordinated: v4's, not v3's, to answer."""
    _disputed(district)
    district.has(leave.Started, "v3", "2019-06-09", by="v3", leave="L1")
    district.has(s.Approved, "S1", "2019-06-14", by="v4")
    (found,) = district.findings("55.2")
    assert (str(found.verdict), found.bearer) == ("violation", "v4")


def test_what_was_settled_stays_so_when_the_paper_comes_back(district: Any) -> None:
    """55.2: coordinated on 06-13, sent back for its form, submitted again: not disputed anew."""
    _disputed(district)
    _coordinated_by(district, "v3")
    district.has(s.Returned, "S1", "2019-06-14", reason="格式")
    _submitted(district, "2019-06-17")
    district.has(s.Approved, "S1", "2019-06-18", by="v3")
    assert district.verdicts("55.2") == ["compliant"]
