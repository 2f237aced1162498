from __future__ import annotations

from typing import Any

from domain import organisation as org
from domain import submissions as s

EDUCATION = {
    "by": "education", "unit": "education", "type": "request", "subject": "education",
    "matters": ("m1",), "addressees": ("district",),
}  # fmt: skip


def _routed(district: Any, leader: str, day: str = "2019-06-05") -> None:
    district.has(s.Submitted, "S1", "2019-06-04", **EDUCATION)
    district.has(s.Routed, "S1", day, leader=leader)


def test_a_leader_who_has_left_is_in_charge_of_nothing(district: Any) -> None:
    """v4 left on 2019-06-03 and nobody took his portfolio: the head is the one to route to."""
    district.has(org.Removed, "wujiagang", "2019-06-03", by="head", person="v4", post="deputy_head")
    _routed(district, "head")
    assert district.verdicts("6.2") == ["compliant"]
    assert district.verdicts("8.1") == []
    assert district.verdicts("55.4") == ["compliant"]


def test_what_a_leader_left_behind_is_no_longer_his(district: Any) -> None:
    """Routed to v4 himself two days after he had left: a deviation of 6.2."""
    district.has(org.Removed, "wujiagang", "2019-06-03", by="head", person="v4", post="deputy_head")
    _routed(district, "v4")
    assert district.verdicts("6.2") == ["deviation"]


def test_a_promotion_keeps_the_portfolio(district: Any) -> None:
    """v4 becomes executive deputy on the day he ceases to be deputy: education is still his."""
    removed = {"by": "head", "person": "exec", "post": "executive_deputy_head"}
    district.has(org.Removed, "wujiagang", "2019-06-03 09:00", **removed)
    district.has(
        org.Removed, "wujiagang", "2019-06-03 09:01", by="head", person="v4", post="deputy_head"
    )
    district.has(
        org.Appointed, "wujiagang", "2019-06-03 09:02", by="head", person="v4",
        post="executive_deputy_head", unit="office", label_zh="常务副区长", label_en="Executive",
    )  # fmt: skip
    _routed(district, "v4")
    assert district.verdicts("6.2") == []
    assert district.verdicts("8.1") == ["compliant"]


def test_a_member_without_a_post_may_be_in_charge(district: Any) -> None:
    """A Party-group member who holds no post can have a portfolio: routing to him keeps 8.1."""
    district.has(
        org.PortfolioAssigned, "wujiagang", "2019-06-03", by="head", subject="education",
        leader="party_group_member",
    )  # fmt: skip
    _routed(district, "party_group_member")
    assert district.verdicts("8.1") == ["compliant"]


def test_the_head_may_take_any_matter_himself(district: Any) -> None:
    """8.1 binds deputies to their own portfolios; what the head takes up is no breach of it."""
    _routed(district, "head")
    assert district.verdicts("8.1") == ["compliant"]
