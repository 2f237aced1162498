"""Arts 7, 22–24, 30: major decisions of which the history tells the end alone, or the proposer."""

from __future__ import annotations

from typing import Any

import pytest

from domain import determinations
from domain import major_decisions as md


def _proposed(district: Any, **fields: Any) -> None:
    given = {"unit": "housing", "matter_kind": "policy"} | fields
    district.has(md.Proposed, "J1", "2019-05-05", by="housing", **given)


def _decided(district: Any, kind: str = "executive") -> None:
    district.has(md.Decided, "J1", "2019-06-18", by="head", meeting_kind=kind, meeting="meeting:M1")


@pytest.mark.parametrize("norm", ["22.1", "30.2"])
def test_a_decision_imported_without_its_beginning_is_indeterminate(
    district: Any, norm: str
) -> None:
    """22.1, 30.2: the steps before it may well have been taken."""
    _decided(district)
    assert district.verdicts(norm) == ["indeterminate"]


@pytest.mark.parametrize(("proposed", "verdict"), [(False, "indeterminate"), (True, "violation")])
def test_an_issue_without_its_beginning_says_not_who_decided(
    district: Any, *, proposed: bool, verdict: str
) -> None:
    """7.2: a major matter of which only the issue is on record."""
    district.has(determinations.Tagged, "major_decision:J1", "2019-05-04", tag="major")
    if proposed:
        _proposed(district)
    district.has(md.Issued, "J1", "2019-06-24")
    assert district.verdicts("7.2") == [verdict]


def test_a_unit_need_not_consult_itself(district: Any) -> None:
    """24.2, 24.3: the departments concerned include the one that proposes it."""
    _proposed(district, departments=("housing", "finance"))
    district.has(md.DepartmentHeard, "J1", "2019-05-20", by="housing", unit="finance")
    district.has(md.PutOnAgenda, "J1", "2019-06-11")
    assert district.verdicts("24.2") == ["compliant"]


def test_a_reason_must_say_something(district: Any) -> None:
    """30.2: an empty reason for not publishing the draft justifies nothing."""
    _proposed(district)
    district.has(md.NotPublishedBecause, "J1", "2019-06-01", by="housing", reason="")
    _decided(district)
    assert district.verdicts("30.2") == ["deviation"]


@pytest.mark.parametrize(
    ("as_of", "verdict"), [("2020-06-22", "pending"), ("2020-06-23", "deviation")]
)
def test_an_effect_can_be_evaluated_for_a_year(district: Any, as_of: str, verdict: str) -> None:
    """24.5: issued 2019-06-24; 365 days later nobody has evaluated what it brought about."""
    _proposed(district)
    district.has(md.Issued, "J1", "2019-06-24")
    district.has(md.Tracked, "J1", "2019-08-01", by="housing")
    assert sorted(district.verdicts("24.5", as_of)) == ["compliant", verdict]


@pytest.mark.parametrize(
    ("kind", "tag", "verdict"),
    [
        ("executive", "", "compliant"),
        ("regular", "", "compliant"),  # 43.3: it may discuss general normative documents
        ("regular", "important", "violation"),
        ("special", "", "violation"),
    ],
)
def test_a_general_normative_document_may_come_from_the_regular_meeting(
    district: Any, kind: str, tag: str, verdict: str
) -> None:
    """23.1: Art. 43 is the special rule, as 43.3 itself reads it."""
    if tag:
        district.has(determinations.Tagged, "major_decision:J1", "2019-05-04", tag=tag)
    _proposed(district, matter_kind="normative_document")
    _decided(district, kind)
    district.has(md.Issued, "J1", "2019-06-24")
    assert district.verdicts("23.1") == [verdict]


def test_a_special_meeting_before_the_decision_needs_no_five_steps(district: Any) -> None:
    """22.1: it coordinates what goes before the executive meeting; there they are needed."""
    _proposed(district)
    _decided(district, "special")
    assert district.verdicts("22.1") == []
    district.has(md.Decided, "J1", "2019-06-25", by="head", meeting_kind="executive")
    assert district.verdicts("22.1") == ["violation"]
