from __future__ import annotations

from typing import Any

import pytest

from domain import consultations as c
from domain import submissions as s


def _disputed(district: Any, *, to: str = "government", coordinated: bool = False) -> None:
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
    district.has(
        s.Submitted, "S1", "2019-06-10", by="housing", unit="housing", type="request",
        subject="housing", matters=("m1",), addressees=("district",),
        related_units=("finance",), consultation="C1",
    )  # fmt: skip


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
