from __future__ import annotations

import datetime as dt
from typing import Any

from domain import entrustments, leave, meetings
from domain import organisation as org
from domain.capacity import acting_head


def _head_away(district: Any) -> None:
    """Given the head is away 2019-06-10..06-14 and has entrusted the executive deputy."""
    district.has(leave.Started, "head", "2019-06-10 08:00", by="head", leave="L1")
    district.has(
        entrustments.Granted, "head", "2019-06-10 08:30", by="head",
        entrustment="E1", grantee="exec", scope=("preside",),
        since=district.acts[-1].occurred_at,
    )  # fmt: skip


def _chairs(district: Any, on: str) -> None:
    district.has(
        meetings.Convened, on, on, by="exec", capacity=acting_head("E1"),
        meeting_kind="executive", chair="exec", convenors=("exec",),
        planned_for=dt.date.fromisoformat(on),
    )  # fmt: skip


def test_the_executive_deputy_presides_while_the_head_is_away(district: Any) -> None:
    """6.4: inside absence and entrustment, presiding is in order."""
    _head_away(district)
    _chairs(district, "2019-06-11")
    assert district.verdicts("6.4") == ["compliant"]


def test_the_entrustment_ends_with_the_absence(district: Any) -> None:
    """6.4: the head returned on 06-14; presiding on 06-17 has no basis any more."""
    _head_away(district)
    district.has(leave.Ended, "head", "2019-06-14 18:00", by="head", leave="L1")
    _chairs(district, "2019-06-17")
    assert district.verdicts("6.4") == ["violation"]


def test_presiding_needs_an_entrustment(district: Any) -> None:
    """6.4: an absence alone entrusts nothing; a live command is refused."""
    district.has(leave.Started, "head", "2019-06-10 08:00", by="head", leave="L1")
    refused = district.refused_by(
        meetings.Convened, "M1", "2019-06-11", by="exec", capacity=acting_head("E1"),
        meeting_kind="special", chair="exec", convenors=("exec",),
        planned_for=dt.date(2019, 6, 11),
    )  # fmt: skip
    assert refused == "6.4"


def test_a_portfolio_answers_to_the_head(district: Any) -> None:
    """6.3: a portfolio given on 2019-03-04 with the executive deputy as superior is a violation."""
    portfolio = {"subject": "sport", "leader": "v1"}
    given = {"by": "head", "superior": "executive_deputy_head", **portfolio}
    assert district.refused_by(org.PortfolioAssigned, "wujiagang", "2019-03-04", **given) == "6.3"
    district.has(org.PortfolioAssigned, "wujiagang", "2019-03-04", **given)
    district.has(org.PortfolioAssigned, "wujiagang", "2019-03-05", by="head", **portfolio)
    assert district.verdicts("6.3").count("violation") == 1
