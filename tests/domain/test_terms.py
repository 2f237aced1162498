"""Terms: the last good day of each, and how it is said."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from domain.calendar import load_calendar
from domain.rulebook.terms import (
    AsSet,
    CalendarDays,
    DatedTerm,
    EndOfMonth,
    InGoodTime,
    SameWorkingDay,
    WorkingDays,
    end_of,
    term_on,
)

if TYPE_CHECKING:
    from domain.rulebook.terms import Term

SHANGHAI = ZoneInfo("Asia/Shanghai")


def _last(term: Term, start: str) -> str:
    begun = dt.datetime.fromisoformat(start).replace(tzinfo=SHANGHAI)
    return str(term.last_day(begun, load_calendar("cn").known_on(begun.date())))


@pytest.mark.parametrize(
    ("term", "start", "last"),
    [
        (WorkingDays(3), "2019-09-27 09:00", "2019-10-08"),  # over National Day
        (CalendarDays(14, rolled=False), "2019-09-20 09:00", "2019-10-04"),
        (CalendarDays(14, rolled=True), "2019-09-20 09:00", "2019-10-08"),  # 10-04 is a holiday
        (CalendarDays(3, rolled=True), "2019-03-04 09:00", "2019-03-07"),  # a working day stays
        (SameWorkingDay(), "2019-03-04 17:30", "2019-03-04"),
        (SameWorkingDay(), "2019-03-04 17:31", "2019-03-05"),
        (SameWorkingDay(), "2019-03-02 09:00", "2019-03-04"),  # received on a Saturday
        (EndOfMonth(), "2019-02-01 09:00", "2019-02-28"),
        (EndOfMonth(), "2019-01-31 09:00", "2019-01-31"),
        (EndOfMonth(), "2019-12-15 09:00", "2019-12-31"),
        (EndOfMonth(), "2020-02-29 09:00", "2020-02-29"),
        (InGoodTime("x"), "2019-03-04 09:00", "2019-12-31"),
        (InGoodTime("x"), "2019-12-20 09:00", "2020-03-19"),  # at least ninety days
    ],
)
def test_the_last_good_day(term: Term, start: str, last: str) -> None:
    """Worked out by hand from the calendar of 2019."""
    assert _last(term, start) == last


def test_a_limit_set_by_the_act_is_never_counted() -> None:
    """The opening carries it; asking the term is a fault of the program."""
    with pytest.raises(LookupError, match="set by the act that opens it"):
        _last(AsSet(), "2019-03-04 09:00")


@pytest.mark.parametrize(
    ("term", "zh", "en"),
    [
        (WorkingDays(3), "3个工作日", "3 working days"),
        (CalendarDays(3, rolled=False), "3日", "3 calendar days"),
        (
            CalendarDays(14, rolled=True),
            "14日，遇休息日顺延",
            "14 calendar days, rolled over rest days",
        ),
        (SameWorkingDay(), "当日（非工作时间收到的为下一工作日）", "the same working day"),
        (EndOfMonth(), "当月底前", "by the end of the month"),
        (AsSet(), "按规定时间", "the limit set by the act"),
        (
            InGoodTime("20.12.within"),
            "及时（无具体期限，参数20.12.within）",
            "in good time (no number in the text: parameter 20.12.within)",
        ),
    ],
)
def test_a_term_is_said_in_both_languages(term: Term, zh: str, en: str) -> None:
    """What `rules` and `why` print."""
    assert (term.text("zh"), term.text("en")) == (zh, en)


def test_a_day_ends_at_midnight_there() -> None:
    """The first instant that is too late is 00:00 of the next local day."""
    assert end_of(dt.date(2019, 3, 4), SHANGHAI).isoformat() == "2019-03-05T00:00:00+08:00"


def test_an_amendment_counts_from_its_day() -> None:
    """The latest term that has begun; before any, none."""
    old, new = (
        DatedTerm(dt.date(2019, 3, 1), WorkingDays(3), "a"),
        DatedTerm(dt.date(2020, 3, 1), WorkingDays(5), "b"),
    )
    assert term_on((old, new), dt.date(2020, 2, 29)) == WorkingDays(3)
    assert term_on((old, new), dt.date(2020, 3, 1)) == WorkingDays(5)
    with pytest.raises(LookupError, match="in force on 2019-02-28"):
        term_on((old, new), dt.date(2019, 2, 28))
