from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from domain import consultations as c
from domain import deputies_proposals
from domain.rulebook.findings import Finding, Verdict
from domain.rulebook.judge import Judge, judge
from domain.rulebook.wujiagang_2019 import RULEBOOK
from projections.due_list import COLUMNS, DueRow, due_list_frame, due_rows
from projections.source import Source


def _asked(district: Any, matter: str, on: str, replied: str | None = None) -> None:
    """Given Finance has a request on a day, and replies on another or not at all."""
    district.has(
        c.Opened, matter, on, by="housing",
        host="housing", about="S1", related_units=("finance",),
    )  # fmt: skip
    district.has(c.Requested, matter, on, by="housing", unit="finance")
    district.has(c.Received, matter, on, by="finance", unit="finance")
    if replied:
        district.has(c.Replied, matter, replied, by="finance", unit="finance", position="agree")


def _closing(district: Any, at: str) -> list[Finding]:
    """Return how everything that runs stands at an instant."""
    instant = dt.datetime.fromisoformat(f"{at}+08:00")
    sitting = Judge(RULEBOOK, district.calendar)
    for act in sorted(district.acts, key=lambda one: one.occurred_at):
        if act.occurred_at < instant:
            sitting.feed(act)
    return sitting.closing(instant)


def _replies(district: Any, at: str) -> list[DueRow]:
    """Return what the list of that day says of replies (54.4)."""
    rows = due_rows(_closing(district, at), district.calendar, dt.date.fromisoformat(at[:10]))
    return [row for row in rows if row.norm == "54.4"]


@pytest.mark.parametrize(
    ("day", "light", "left"),
    [
        ("2019-09-29", "green", 2),  # a Sunday worked (调休): 09-30 and 10-08 are left
        ("2019-09-30", "amber", 1),  # the next working day is the last
        ("2019-10-07", "amber", 1),  # still so on the last day of the holiday
        ("2019-10-08", "amber", 0),  # due today
        ("2019-10-09", "red", -1),  # overdue by one working day
        ("2019-10-14", "red", -5),  # Saturday 10-12 is worked
    ],
)
def test_the_light_turns_as_the_last_good_day_nears(
    district: Any, day: str, light: str, left: int
) -> None:
    """54.4: received Fri 2019-09-27, due Tue 2019-10-08 over the holiday."""
    _asked(district, "C1", "2019-09-27")
    (row,) = _replies(district, f"{day} 08:00")
    assert (row.light, row.working_days_left, row.due) == (light, left, dt.date(2019, 10, 8))


def test_a_weekend_after_the_due_day_is_red_though_no_working_day_has_passed(
    district: Any,
) -> None:
    """Due Fri 2019-04-12: on Saturday it is overdue, by no working day yet, as lateness counts."""
    _asked(district, "C1", "2019-04-09")
    (row,) = _replies(district, "2019-04-13 08:00")
    assert (row.light, row.working_days_left) == ("red", 0)


def test_what_is_due_today_is_amber_all_day(district: Any) -> None:
    """The list speaks of the day: concluded at its first or its last instant, it is the same."""
    _asked(district, "C1", "2019-09-27")
    day = dt.date(2019, 10, 8)
    lists = [
        due_rows(_closing(district, at), district.calendar, day)
        for at in ("2019-10-08 00:00", "2019-10-09 00:00")
    ]
    assert lists[0] == lists[1]
    assert "amber" in {row.light for row in lists[0] if row.norm == "54.4"}


def test_what_is_done_is_not_listed_in_time_or_late(district: Any) -> None:
    """A late reply is a deviation, but nobody need be urged any more."""
    _asked(district, "C1", "2019-09-27", "2019-09-30")
    _asked(district, "C2", "2019-09-27", "2019-10-10")
    assert _replies(district, "2019-10-15 08:00") == []
    every = judge(district.acts, RULEBOOK, district.calendar, dt.date(2019, 10, 14))
    assert {str(one.verdict) for one in every if one.norm == "54.4"} == {"compliant", "deviation"}
    listed = due_rows(every, district.calendar, dt.date(2019, 10, 15))
    assert [row for row in listed if row.norm == "54.4"] == []


def test_the_most_urgent_comes_first_and_says_who_answers_for_it(district: Any) -> None:
    """The longest overdue leads; each row names bearer, organ, leader and matter."""
    _asked(district, "C1", "2019-04-22")
    _asked(district, "C2", "2019-04-15")
    closing = _closing(district, "2019-04-23 08:00")
    shuffled = sorted(closing, key=lambda one: one.opened, reverse=True)
    found = due_rows(shuffled, district.calendar, dt.date(2019, 4, 23))
    rows = [row for row in found if row.norm == "54.4"]
    assert [(row.matter, row.light) for row in rows] == [
        ("consultation:C2", "red"),
        ("consultation:C1", "green"),
    ]
    assert (rows[0].bearer, rows[0].organ, rows[0].leader) == ("finance", "finance", "exec")


def test_a_quota_is_listed_while_its_period_runs_and_not_after(district: Any) -> None:
    """41.4: the plenary meeting of the first half-year can be held until 06-30, not later."""
    listed = {
        day: [
            row.matter
            for row in due_rows(
                _closing(district, f"{day} 08:00"), district.calendar, dt.date.fromisoformat(day)
            )
            if row.norm == "41.4"
        ]
        for day in ("2019-06-30", "2019-07-01")
    }
    assert listed == {"2019-06-30": ["period:2019-01-01"], "2019-07-01": ["period:2019-07-01"]}


def test_what_no_rule_in_force_asks_is_not_urged(district: Any) -> None:
    """Received before the rules began, a request has no term that anybody may be urged by."""
    _asked(district, "C1", "2019-02-20")
    (finding,) = [one for one in _closing(district, "2019-04-01 08:00") if one.norm == "54.4"]
    assert finding.verdict is Verdict.INDETERMINATE
    assert _replies(district, "2019-04-01 08:00") == []


def test_an_excused_delay_is_still_to_be_done(district: Any) -> None:
    """A reason recorded in time makes it justified, not done."""
    _asked(district, "C1", "2019-04-15")
    (finding,) = [one for one in _closing(district, "2019-04-23 08:00") if one.norm == "54.4"]
    justified = finding._replace(verdict=Verdict.JUSTIFIED)
    (row,) = due_rows([justified], district.calendar, dt.date(2019, 4, 23))
    assert row.light == "red"


def test_the_frame_has_the_rows_in_order_and_its_source(district: Any) -> None:
    """The table shows the same list, days as days, and calls the norms by their titles."""
    _asked(district, "C1", "2019-04-15")
    _asked(district, "C2", "2019-04-22")
    day = dt.date(2019, 4, 23)
    source = Source(
        ledger="memory", position=9, as_of=day, rulebook="wjg-2019", calendar="cn-2019-03-22"
    )
    closing = _closing(district, "2019-04-23 08:00")
    frame = due_list_frame(closing, district.calendar, day, source, RULEBOOK)
    replies = frame[frame["norm"] == "54.4"]
    assert list(frame.columns) == list(COLUMNS)
    assert replies["light"].tolist() == ["red", "green"]
    assert replies["due"].tolist() == [dt.date(2019, 4, 18), dt.date(2019, 4, 25)]
    assert replies["opened"].iloc[0] == pd.Timestamp("2019-04-15 09:00", tz="Asia/Shanghai")
    assert frame.attrs["labels"]["54.4"]["zh"] == "3个工作日内回复"


def test_an_empty_list_is_a_table_too(district: Any) -> None:
    """Where nothing runs there are no rows, and the columns are there."""
    day = dt.date(2019, 4, 23)
    source = Source(
        ledger="memory", position=0, as_of=day, rulebook="wjg-2019", calendar="cn-2019-03-22"
    )
    frame = due_list_frame([], district.calendar, day, source, RULEBOOK)
    assert (len(frame), list(frame.columns)) == (0, list(COLUMNS))


def test_what_ended_undone_is_a_breach_that_nobody_need_be_urged_about(district: Any) -> None:
    """34.5: overdue at Housing when Finance was asked instead; Finance alone owes it now."""
    may, july = dt.date(2019, 5, 31), dt.date(2019, 7, 31)
    for unit, on, limit in (("housing", "2019-04-01", may), ("finance", "2019-06-10", july)):
        district.has(deputies_proposals.Assigned, "P1", on, unit=unit, limit=limit)
    every = judge(district.acts, RULEBOOK, district.calendar, dt.date(2019, 6, 14))
    told = [one for one in every if one.norm == "34.5"]
    assert {one.bearer: str(one.verdict) for one in told} == {
        "housing": "violation", "finance": "pending",
    }  # fmt: skip
    listed = due_rows(every, district.calendar, dt.date(2019, 6, 14))
    assert [row.bearer for row in listed if row.norm == "34.5"] == ["finance"]
