"""时限 Terms: how long there is, and counted how.

Every term turns the instant a clock starts into a *due instant*: the first instant that is too
late (00:00 after the last good day), because a day ends at 24:00 local.
"""

from __future__ import annotations

import datetime as dt
from typing import Protocol
from zoneinfo import ZoneInfo

import attrs


class WorkingDayCalendar(Protocol):
    """What a term needs of a calendar version."""

    def is_working_day(self, day: dt.date) -> bool:
        """Say whether people work on that day."""

    def add_working_days(self, start: dt.date, n: int) -> dt.date:
        """Return the n-th working day after a day."""

    def on_or_after(self, day: dt.date) -> dt.date:
        """Return the day itself if it is a working day, else the next one."""


def end_of(day: dt.date, zone: ZoneInfo) -> dt.datetime:
    """Return the first instant after a local day (General Provisions of Civil Law, Art. 203)."""
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), zone)


class Term(Protocol):
    """A length of time as the text gives it."""

    def last_day(self, start: dt.datetime, calendar: WorkingDayCalendar) -> dt.date:
        """Return the last good day for a clock that starts at a local instant."""

    def text(self, lang: str) -> str:
        """Say the term in ``zh`` or ``en``."""


@attrs.frozen
class WorkingDays:
    """n 个工作日: the day of the start is not counted (Civil Law Art. 201)."""

    days: int

    def last_day(self, start: dt.datetime, calendar: WorkingDayCalendar) -> dt.date:
        """Return the n-th working day after the start."""
        return calendar.add_working_days(start.date(), self.days)

    def text(self, lang: str) -> str:
        """Say the term in ``zh`` or ``en``."""
        return f"{self.days}个工作日" if lang == "zh" else f"{self.days} working days"


@attrs.frozen
class CalendarDays:
    """n 日: calendar days, the day of the start not counted, rolled to a working day if asked."""

    days: int
    rolled: bool = False

    def last_day(self, start: dt.datetime, calendar: WorkingDayCalendar) -> dt.date:
        """Return the n-th day after the start, moved on to a working day where ``rolled``."""
        day = start.date() + dt.timedelta(days=self.days)
        return calendar.on_or_after(day) if self.rolled else day

    def text(self, lang: str) -> str:
        """Say the term in ``zh`` or ``en``."""
        rolled = ("，遇休息日顺延" if lang == "zh" else ", rolled over rest days") * self.rolled
        return f"{self.days}日{rolled}" if lang == "zh" else f"{self.days} calendar days{rolled}"


@attrs.frozen
class SameWorkingDay:
    """第一时间: the same working day, or the next one after hours or on a rest day (62.8)."""

    closes: dt.time = dt.time(17, 30)

    def last_day(self, start: dt.datetime, calendar: WorkingDayCalendar) -> dt.date:
        """Return the day of the start, or the next working day when received out of hours."""
        day = start.date()
        if calendar.is_working_day(day) and start.time() <= self.closes:
            return day
        return calendar.add_working_days(day, 1)

    def text(self, lang: str) -> str:
        """Say the term in ``zh`` or ``en``."""
        return "当日（非工作时间收到的为下一工作日）" if lang == "zh" else "the same working day"


@attrs.frozen
class EndOfMonth:
    """月末: the last day of the calendar month of the start.

    ``spared``: of the next month for a start in the second half, so that nobody has to act at once.
    """

    spared: bool = False

    def last_day(self, start: dt.datetime, calendar: WorkingDayCalendar) -> dt.date:
        """Return the last day of the month of the start, or of the next where it is spared."""
        del calendar
        months = 2 if self.spared and start.day > _MID_MONTH else 1
        first = start.date().replace(day=1)
        for _ in range(months):
            first = (first + dt.timedelta(days=32)).replace(day=1)
        return first - dt.timedelta(days=1)

    def text(self, lang: str) -> str:
        """Say the term in ``zh`` or ``en``."""
        if lang == "zh":
            return "当月底前" + "（下半月的至次月底前）" * self.spared
        return "by the end of the month" + ", of the next from the 16th on" * self.spared


_MID_MONTH = 15


@attrs.frozen
class AsSet:
    """规定时间: the limit that the opening act itself carries; missing gives *indeterminate*."""

    def last_day(self, start: dt.datetime, calendar: WorkingDayCalendar) -> dt.date:
        """Never counted: the opening carries the limit (see ``Opening.limit``)."""
        del start, calendar
        raise LookupError("This term is set by the act that opens it.")

    def text(self, lang: str) -> str:
        """Say the term in ``zh`` or ``en``."""
        return "按规定时间" if lang == "zh" else "the limit set by the act"


ABSENT_AFTER = 90
"""Days that must have passed before something is called never done (see ``InGoodTime``)."""


@attrs.frozen
class InGoodTime:
    """及时: a time word without a number; the parameter of this name may give one.

    Without a value it is report-only: whenever it is done, how long it took is told and no lateness
    found. Only what is never done is a breach, once the calendar year of the start is over and at
    least ``absent_after`` days have passed.
    """

    parameter: str
    absent_after: int = ABSENT_AFTER

    def last_day(self, start: dt.datetime, calendar: WorkingDayCalendar) -> dt.date:
        """Return the last day before never having been done counts as absence."""
        del calendar
        year_end = dt.date(start.year, 12, 31)
        return max(year_end, start.date() + dt.timedelta(days=self.absent_after))

    def text(self, lang: str) -> str:
        """Say the term in ``zh`` or ``en``."""
        if lang == "zh":
            return f"及时（无具体期限，参数{self.parameter}）"
        return f"in good time (no number in the text: parameter {self.parameter})"


@attrs.frozen
class DatedTerm:
    """A term with the day it came into force and its reference: amendments add, never edit."""

    since: dt.date
    term: Term
    reference: str


def term_on(terms: tuple[DatedTerm, ...], day: dt.date) -> Term:
    """Return the term in force on a day (the latest that has begun).

    Raises:
        LookupError: no term had begun by then.

    """
    begun = [dated for dated in terms if dated.since <= day]
    if not begun:
        raise LookupError(f"No term of this norm was in force on {day}.")
    return begun[-1].term
