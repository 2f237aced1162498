"""Art. 51: a department's meeting of the whole district: consent, request, once a year, whose."""

from __future__ import annotations

from typing import Any

import pytest

from domain import department_meetings as d
from domain import leave

UNIT = {"unit": "education"}


def _held(district: Any, on: str = "2019-04-18", in_name_of: str = "education") -> None:
    district.has(d.Held, "Q1", on, by="education", in_name_of=in_name_of, **UNIT)


def _requested(district: Any, on: str, matter: str = "Q1") -> None:
    district.has(d.Requested, matter, on, by="education", **UNIT)


def test_a_request_that_came_back_may_be_put_right_and_submitted_again(district: Any) -> None:
    """51.2: what counts is the request that was approved, not one rejected before."""
    _requested(district, "2019-04-01")
    district.has(d.Rejected, "Q1", "2019-04-03", by="head")
    district.has(d.Consented, "Q1", "2019-04-08", by="v4", **UNIT)
    _requested(district, "2019-04-09")
    district.has(d.Approved, "Q1", "2019-04-10", by="head")
    _held(district)
    assert district.verdicts("51.2") == ["compliant"]


def test_an_approval_of_an_earlier_request_does_not_cover_a_consent_after_it(district: Any) -> None:
    """51.2: consent that came after the request that was approved is too late."""
    _requested(district, "2019-04-01")
    district.has(d.Consented, "Q1", "2019-04-02", by="v4", **UNIT)
    district.has(d.Approved, "Q1", "2019-04-03", by="head")
    _requested(district, "2019-04-09")
    _held(district)
    assert district.verdicts("51.2") == ["violation"]


@pytest.mark.parametrize(
    ("by", "away", "verdict"),
    [
        ("v4", "", "compliant"),
        ("head", "", "compliant"),  # he leads the whole work
        ("v3", "v4", "compliant"),  # the AB partner, while v4 is away
        ("v3", "", "violation"),
        ("v1", "v4", "violation"),
    ],
)
def test_who_may_consent(district: Any, by: str, away: str, verdict: str) -> None:
    """51.2: the leader in charge, the head, or the AB partner of a leader who is away (8.5)."""
    if away:
        district.has(leave.Started, away, "2019-04-01", by=away, leave="L1")
    district.has(d.Consented, "Q1", "2019-04-08", by=by, **UNIT)
    _requested(district, "2019-04-09")
    district.has(d.Approved, "Q1", "2019-04-10", by="head")
    _held(district)
    assert district.verdicts("51.2") == [verdict]


def test_a_second_leaders_consent_takes_nothing_away(district: Any) -> None:
    """51.2: the leader in charge consented; that another did, too, and later, is no fault."""
    district.has(d.Consented, "Q1", "2019-04-07", by="v4", **UNIT)
    district.has(d.Consented, "Q1", "2019-04-08", by="v1", **UNIT)
    _requested(district, "2019-04-09")
    district.has(d.Approved, "Q1", "2019-04-10", by="head")
    _held(district)
    assert district.verdicts("51.2") == ["compliant"]


def test_a_request_taken_back_and_made_again_counts_once(district: Any) -> None:
    """51.3: withdrawn, submitted again, and another in the same year: two, and so a deviation."""
    _requested(district, "2019-04-01")
    district.has(d.Withdrawn, "Q1", "2019-04-03", by="education", **UNIT)
    _requested(district, "2019-04-09")
    assert district.verdicts("51.3") == ["compliant"]
    _requested(district, "2019-06-09", "Q2")
    (finding,) = district.findings("51.3")
    assert (str(finding.verdict), len(finding.evidence)) == ("deviation", 2)


@pytest.mark.parametrize(
    ("in_name_of", "verdict"),
    [
        ("education", "compliant"),
        ("housing", "compliant"),  # another department, or a joint one: the text forbids it nowhere
        ("flood_control_headquarters", "compliant"),
        ("office", "violation"),
        ("government", "violation"),
    ],
)
def test_only_two_names_are_forbidden(district: Any, in_name_of: str, verdict: str) -> None:
    """51.4: not in the name of the district government or its Office; nothing is said of others."""
    _held(district, in_name_of=in_name_of)
    assert district.verdicts("51.4") == [verdict]
