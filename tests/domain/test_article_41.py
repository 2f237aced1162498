from __future__ import annotations

from typing import Any

import pytest

from domain import meetings as m


def _held(history: Any, matter: str, on: str, kind: str = "plenary") -> None:
    """Given a meeting was held on a day."""
    history.has(m.Convened, matter, on, by="head", meeting_kind=kind, chair="head")
    history.has(m.Started, matter, on, by="head", chair="head")
    history.has(m.Ended, matter, on, by="head")


def _of_half(history: Any, first_day: str, as_of: str) -> list[str]:
    """Return the verdicts on the half-year that begins on a day."""
    found = history.findings("41.4", as_of)
    return [str(one.verdict) for one in found if one.matter == f"period:{first_day}"]


def test_one_plenary_in_each_half_satisfies_whatever_the_gap(district: Any) -> None:
    """41.4: plenaries on 2019-03-28 and 2019-12-20, 267 days apart, are one in each half."""
    _held(district, "M1", "2019-03-28")
    _held(district, "M2", "2019-12-20")
    assert district.verdicts("41.4") == ["compliant", "compliant"]


def test_two_plenaries_in_one_half_do_not_serve_the_other(district: Any) -> None:
    """41.4: both plenaries in the second half leave the first without one."""
    _held(district, "M1", "2019-07-16")
    _held(district, "M2", "2019-12-20")
    assert _of_half(district, "2019-01-01", "2019-12-31") == ["deviation"]
    assert _of_half(district, "2019-07-01", "2019-12-31") == ["compliant"]


@pytest.mark.parametrize(
    ("held", "as_of", "verdict"),
    [
        ("2019-12-31 15:00", "2020-01-31", "compliant"),  # last good day
        ("2020-01-01 09:00", "2020-01-31", "deviation"),  # first bad day
        (None, "2019-12-30", "pending"),  # still open
        (None, "2019-12-31", "deviation"),  # overdue once the half-year has ended
    ],
)
def test_a_half_year_ends_on_its_last_day(
    district: Any, held: str | None, as_of: str, verdict: str
) -> None:
    """41.4: the second half of 2019 ends on 12-31 at 24:00."""
    if held:
        _held(district, "M1", held)
    assert _of_half(district, "2019-07-01", as_of) == [verdict]


def test_a_plenary_before_the_rules_serves_their_first_half(district: Any) -> None:
    """41.4: held on 2019-01-15, before the rules; the half they begin in asks for no other."""
    _held(district, "M1", "2019-01-15")
    assert _of_half(district, "2019-01-01", "2019-06-30") == []


def test_a_half_the_rules_do_not_outlast_is_not_judged(district: Any) -> None:
    """41.4: the rules end on 2024-03-01, so the first half of 2024 asks for no plenary."""
    assert _of_half(district, "2023-07-01", "2024-12-31") == ["deviation"]
    assert _of_half(district, "2024-01-01", "2024-12-31") == []


def test_other_kinds_of_meeting_are_no_plenary(district: Any) -> None:
    """41.4: an executive meeting and a cancelled plenary do not count."""
    _held(district, "M1", "2019-03-28", kind="executive")
    district.has(m.Convened, "M2", "2019-04-01", by="head", meeting_kind="plenary", chair="head")
    district.has(m.Cancelled, "M2", "2019-04-02", by="head", reason="市级会议")
    assert _of_half(district, "2019-01-01", "2019-06-30") == ["deviation"]


def test_a_second_session_is_not_a_second_plenary(district: Any) -> None:
    """41.4: a plenary adjourned from June into July is one plenary, of the first half."""
    _held(district, "M1", "2019-06-28")
    district.has(m.Started, "M1", "2019-07-02", by="head", chair="head")
    assert _of_half(district, "2019-01-01", "2019-12-31") == ["compliant"]
    assert _of_half(district, "2019-07-01", "2019-12-31") == ["deviation"]


def test_the_post_owes_the_plenary_whoever_holds_it(district: Any) -> None:
    """41.4: the finding names the head's post; a history without any head owes nothing."""
    _held(district, "M1", "2019-03-28")
    (first, *_) = district.findings("41.4", "2019-06-30")
    assert (first.bearer, str(first.verdict)) == ("head", "compliant")


def test_a_history_without_a_head_owes_no_plenary(history: Any) -> None:
    """41.4: where the chart has no head there is nobody to owe a plenary."""
    assert history.verdicts("41.4") == []
