"""办公时间 Office time: how many working minutes lie between two instants of a history."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from simulations.origin import Origin
from simulations.working_clock import WorkingClock, office_shifts

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from domain.calendar import CalendarVersion
    from simulations.scenario import Scenario


class OfficeTime:
    """The office's clock over the days of a history, nobody's leave removed.

    Args:
        scenario: says the hours of a day.
        calendar: says the working days.
        days: the first and the last local day.
        zone: of the local days.

    """

    def __init__(
        self,
        scenario: Scenario,
        calendar: CalendarVersion,
        days: tuple[dt.date, dt.date],
        zone: ZoneInfo,
    ) -> None:
        self.calendar = calendar
        self.zone = zone
        self.first, self.last = days
        self._origin = Origin(self.first, zone)
        halves = [scenario.number(f"hours.{half}") for half in ("morning", "afternoon")]
        hours = tuple((half.low or 0.0, half.high or 0.0) for half in halves)
        self.closes = hours[-1][1]
        shifts = office_shifts(calendar, self.first, self.last, hours, origin=self._origin)
        self._clock = WorkingClock(shifts, span=self._origin.span_of(self.first, self.last))
        self.last_instant = dt.datetime.combine(self.last, dt.time(23, 59, 59), zone)
        self.end = dt.datetime.combine(self.last + dt.timedelta(days=1), dt.time(), zone)

    def minutes(self, start: dt.datetime, end: dt.datetime) -> float:
        """Return the working minutes from one instant to another."""
        minute_of = self._origin.minute_of
        return self._clock.worked_between(minute_of(start), minute_of(end))

    def days(self, start: dt.datetime, end: dt.datetime) -> int:
        """Return the working days after the one day, up to and with the other."""
        return self.calendar.working_days_between(self.day(start), self.day(end))

    def day(self, instant: dt.datetime) -> dt.date:
        """Return the local day of an instant."""
        return instant.astimezone(self.zone).date()

    def all_days(self) -> list[dt.date]:
        """Return every day of the history."""
        count = (self.last - self.first).days + 1
        return [self.first + dt.timedelta(days=n) for n in range(count)]
