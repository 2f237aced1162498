"""起点 Origin: simulated minutes and local instants, converted both ways."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_DAY = 86_400  # seconds
_NUDGE = 1e-6  # seconds: a whole second, divided by 60 and multiplied again, must not lose one


class Origin:
    """The local midnight from which a run counts its minutes; both ways of the conversion.

    Minutes are elapsed minutes, so they stay in order where a zone changes its clocks.
    """

    __slots__ = ("_days", "_minutes", "_seconds", "day", "zone")

    def __init__(self, day: dt.date, zone: ZoneInfo) -> None:
        self.day = day
        self.zone = zone
        self._minutes: dict[tuple[dt.date, float], float] = {}
        self._days: dict[int, dt.datetime | None] = {}
        self._seconds = dt.datetime.combine(day, dt.time(), zone).timestamp()

    def minute_of(self, instant: dt.datetime) -> float:
        """Return the simulated minute of an aware datetime of any zone.

        Raises:
            ValueError: for a naive datetime, which names no instant.
        """
        if instant.tzinfo is None:
            raise ValueError(f"{instant} has no zone: give an aware datetime, as in {self.zone}")
        return (instant.timestamp() - self._seconds) / 60.0

    def instant_of(self, minute: float) -> dt.datetime:
        """Return the aware local datetime of a simulated minute, cut down to the whole second."""
        seconds = (self._seconds + minute * 60.0 + _NUDGE) // 1.0
        day, second = divmod(int(seconds - self._seconds), _DAY)
        try:
            begun = self._days[day]
        except KeyError:
            begun = self._days[day] = self._steady(day)
        if begun is None:
            return dt.datetime.fromtimestamp(seconds, self.zone)
        return begun + dt.timedelta(0, second)  # on the wall, as no clock changes that day

    def _steady(self, day: int) -> dt.datetime | None:
        """Return when the n-th 24 hours begin, None where clocks change in them."""
        seconds = self._seconds + day * _DAY
        begun = dt.datetime.fromtimestamp(seconds, self.zone)
        over = dt.datetime.fromtimestamp(seconds + _DAY, self.zone)
        return begun if over - begun == dt.timedelta(1) and not begun.fold else None

    def minute_on(self, day: dt.date, hour: float = 0.0) -> float:
        """Return the minute at which local clocks show ``hour`` (8.5 is 08:30) on a day.

        Remembered, as a year asks for the same few hours of its days again and again.
        """
        minute = self._minutes.get((day, hour))
        if minute is None:
            midnight = dt.datetime.combine(day, dt.time(), self.zone)
            minute = self.minute_of(midnight + dt.timedelta(hours=hour))
            self._minutes[day, hour] = minute
        return minute

    def span_of(self, first_day: dt.date, last_day: dt.date) -> tuple[float, float]:
        """Return the minutes from the start of one day to the end of another, e.g. of a leave."""
        return self.minute_on(first_day), self.minute_on(last_day, 24.0)
