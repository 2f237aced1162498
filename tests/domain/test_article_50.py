from __future__ import annotations

from typing import Any

import pytest

from domain import meetings as m
from domain.supervision import ItemOpened


def _started(district: Any, on: str, kind: str = "executive") -> None:
    """Given a meeting is in session."""
    district.has(m.Convened, "M1", on, by="head", meeting_kind=kind, chair="head")
    district.has(m.Started, "M1", on, by="head", chair="head")


def _decided(district: Any, item: str, on: str, *, actionable: bool = True) -> None:
    """And it decides an item that Housing is to carry out."""
    district.has(
        m.ItemDecided, "M1", on,
        item=item, topic=f"T{item}", actionable=actionable, lead_unit="housing",
    )  # fmt: skip


def _opened(district: Any, item: str, on: str, by: str = "office") -> None:
    """And a supervision item is opened for it."""
    district.has(ItemOpened, f"S{item}", on, by=by, origin=f"M1/{item}", lead_unit="housing")


def test_every_decided_item_is_taken_under_supervision(district: Any) -> None:
    """50.1: six items decided on 2019-05-14, five under supervision on 05-31: one is missing."""
    _started(district, "2019-05-14")
    for item in "123456":
        _decided(district, item, "2019-05-14 10:00")
    district.has(m.Ended, "M1", "2019-05-14 12:00", by="head")
    for item in "12345":
        _opened(district, item, "2019-05-16")
    found = district.findings("50.1", "2019-05-31")
    assert [str(one.verdict) for one in found] == ["compliant"] * 5 + ["deviation"]
    assert (found[-1].key, found[-1].bearer) == ("M1/6", "office")


@pytest.mark.parametrize(
    ("opened", "as_of", "verdict"),
    [
        ("2019-05-21", "2019-05-31", "compliant"),  # last good day
        ("2019-05-22", "2019-05-31", "deviation"),  # first bad day
        (None, "2019-05-20", "pending"),  # still open
        (None, "2019-05-21", "deviation"),  # overdue once the last good day has ended
    ],
)
def test_the_item_is_opened_while_the_minutes_are_due(
    district: Any, opened: str | None, as_of: str, verdict: str
) -> None:
    """50.1: ended Tue 2019-05-14; by reading, supervision begins by Tue 05-21, as the minutes."""
    _started(district, "2019-05-14")
    _decided(district, "1", "2019-05-14 10:00")
    district.has(m.Ended, "M1", "2019-05-14 12:00", by="head")
    if opened:
        _opened(district, "1", opened)
    assert district.verdicts("50.1", as_of) == [verdict]


def test_what_needs_no_action_needs_no_supervision(district: Any) -> None:
    """50.1: an item that was only noted is not supervised."""
    _started(district, "2019-05-14")
    _decided(district, "1", "2019-05-14 10:00", actionable=False)
    district.has(m.Ended, "M1", "2019-05-14 12:00", by="head")
    assert district.verdicts("50.1") == []


def test_study_meetings_leave_nothing_to_supervise(district: Any) -> None:
    """50.1: four kinds of meeting decide; a study meeting is none of them."""
    _started(district, "2019-05-14", kind="study")
    _decided(district, "1", "2019-05-14 10:00")
    district.has(m.Ended, "M1", "2019-05-14 12:00", by="head")
    assert district.verdicts("50.1") == []


def test_an_item_may_be_opened_before_the_meeting_rises(district: Any) -> None:
    """50.1: the Office may open the item while the meeting still sits."""
    _started(district, "2019-05-14")
    _decided(district, "1", "2019-05-14 10:00")
    _opened(district, "1", "2019-05-14 11:00")
    district.has(m.Ended, "M1", "2019-05-14 12:00", by="head")
    assert district.verdicts("50.1") == ["compliant"]


def test_a_meeting_of_several_days_counts_from_its_last(district: Any) -> None:
    """50.1: items of Mon 2019-05-13; the meeting ends Fri 05-17, so the day is Fri 05-24."""
    _started(district, "2019-05-13")
    _decided(district, "1", "2019-05-13 10:00")
    _decided(district, "2", "2019-05-13 10:30")
    district.has(m.Ended, "M1", "2019-05-13 12:00", by="head")
    _opened(district, "1", "2019-05-14")
    district.has(m.Started, "M1", "2019-05-17", by="head", chair="head")
    district.has(m.Ended, "M1", "2019-05-17 12:00", by="head")
    _opened(district, "2", "2019-05-24")
    found = district.findings("50.1", "2019-05-31")
    assert [(one.key, str(one.verdict)) for one in found] == [
        ("M1/1", "compliant"),
        ("M1/2", "compliant"),
    ]


def test_it_is_the_office_that_supervises(district: Any) -> None:
    """50.1: an item that Housing opened for itself is not the Office's supervision."""
    _started(district, "2019-05-14")
    _decided(district, "1", "2019-05-14 10:00")
    district.has(m.Ended, "M1", "2019-05-14 12:00", by="head")
    _opened(district, "1", "2019-05-16", by="housing")
    found = {one.bearer: str(one.verdict) for one in district.findings("50.1")}
    assert found == {"office": "compliant", "housing": "deviation"}


def test_the_office_director_opens_items_for_the_office(district: Any) -> None:
    """50.1: who works in the Office opens items in its name."""
    _started(district, "2019-05-14")
    _decided(district, "1", "2019-05-14 10:00")
    _opened(district, "1", "2019-05-16", by="office_director")
    assert district.verdicts("50.1") == ["compliant"]


def test_of_one_moment_the_item_may_be_entered_before_the_decision(district: Any) -> None:
    """50.1: a source without hours lists the supervision item before the decision it follows."""
    _started(district, "2019-05-14")
    _opened(district, "1", "2019-05-14 10:00")
    _decided(district, "1", "2019-05-14 10:00")
    district.has(m.Ended, "M1", "2019-05-14 12:00", by="head")
    assert "deviation" not in district.verdicts("50.1")


def test_a_last_session_weeks_later_is_what_counts(district: Any) -> None:
    """50.1: decided on 05-14; the meeting went on until 05-28, the item was opened on 05-30."""
    _started(district, "2019-05-14")
    _decided(district, "1", "2019-05-14 10:00")
    district.has(m.Ended, "M1", "2019-05-14 12:00", by="head")
    district.has(m.Started, "M1", "2019-05-28", by="head", chair="head")
    district.has(m.Ended, "M1", "2019-05-28 12:00", by="head")
    _opened(district, "1", "2019-05-30")
    assert district.verdicts("50.1") == ["compliant"]
