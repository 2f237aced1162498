from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from domain import meetings as m


def _held(history: Any, matter: str, on: str, kind: str = "executive") -> None:
    """Given a meeting was held on a day."""
    history.has(m.Convened, matter, on, by="head", meeting_kind=kind, chair="head")
    history.has(m.Started, matter, on, by="head", chair="head")
    history.has(m.Ended, matter, on, by="head")


def _postponed(history: Any, matter: str, on: str, **fields: Any) -> None:
    """Given a meeting was convened and put off on a day."""
    kind = fields.pop("meeting_kind", "executive")
    history.has(m.Convened, matter, on, by="head", meeting_kind=kind, chair="head")
    history.has(
        m.Postponed, matter, on, meeting_kind=kind, to=dt.date(2019, 10, 10),
        **{"reason": "与市级会议冲突"} | fields,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("held", "as_of", "verdicts"),
    [
        ("2019-10-08", "2019-10-08", ["compliant", "pending"]),  # last good day
        ("2019-10-09", "2019-10-09", ["deviation", "pending"]),  # first bad day
        (None, "2019-10-07", ["pending"]),  # still open
        (None, "2019-10-08", ["deviation"]),  # overdue once day 14 has ended
    ],
)
def test_an_executive_meeting_every_fourteen_days(
    district: Any, held: str | None, as_of: str, verdicts: list[str]
) -> None:
    """42.5: after Tue 2019-09-24 the fourteenth day is Tue 10-08, holiday week in between."""
    _held(district, "M1", "2019-09-24")
    if held:
        _held(district, "M2", held)
    assert district.verdicts("42.5", as_of) == verdicts


def test_day_fourteen_on_a_rest_day_is_rolled(district: Any) -> None:
    """42.5: after Fri 2019-09-20, day 14 is in the holiday week: rolled to Tue 10-08."""
    _held(district, "M1", "2019-09-20")
    _held(district, "M2", "2019-10-08")
    assert district.verdicts("42.5", "2019-10-08") == ["compliant", "pending"]


@pytest.mark.parametrize(
    ("put_off", "verdict"),
    [
        ("2019-10-08 17:00", "justified"),  # a reason by the last good day
        ("2019-10-09 09:00", "deviation"),  # a reason that came too late
    ],
)
def test_a_reasoned_postponement_excuses_the_gap(district: Any, put_off: str, verdict: str) -> None:
    """42.5: put off by a recorded reason before the fortnight had passed, the gap is excused."""
    _held(district, "M1", "2019-09-24")
    _postponed(district, "M2", put_off)
    district.has(m.Started, "M2", "2019-10-10", by="head", chair="head")
    assert district.verdicts("42.5", "2019-10-10") == [verdict, "pending"]


@pytest.mark.parametrize("fields", [{"reason": " "}, {"meeting_kind": "special"}])
def test_what_is_no_reasoned_postponement_excuses_nothing(
    district: Any, fields: dict[str, str]
) -> None:
    """42.5: neither a postponement without a reason nor one of another kind of meeting."""
    _held(district, "M1", "2019-09-24")
    _postponed(district, "M2", "2019-09-30", **fields)
    _held(district, "M3", "2019-10-10")
    assert district.verdicts("42.5", "2019-10-10") == ["deviation", "pending"]


def test_a_postponement_names_the_kind_that_was_convened(district: Any) -> None:
    """42.5: a special meeting cannot be put off as if it were an executive one."""
    district.has(m.Convened, "M1", "2019-09-24", by="v1", meeting_kind="special", chair="v1")
    refused = district.refused_by(
        m.Postponed, "M1", "2019-09-25",
        meeting_kind="executive", reason="冲突", to=dt.date(2019, 9, 30),
    )  # fmt: skip
    assert refused == ""


def test_other_meetings_and_further_sessions_are_no_executive_meeting(district: Any) -> None:
    """42.5: a regular meeting and a second session do not end the gap."""
    _held(district, "M1", "2019-09-24")
    _held(district, "M2", "2019-09-26", kind="regular")
    district.has(m.Started, "M1", "2019-09-27", by="head", chair="head")
    (running,) = district.findings("42.5", "2019-10-08")
    assert (str(running.verdict), running.matter) == ("deviation", "meeting:M1")
