"""忙闲 Seasons: how busy each working day of the year is, and when matters arrive."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from domain.calendar import CalendarVersion
from simulations.origin import Origin
from simulations.scenario import Scenario
from simulations.streams import Stream

RUSH_DAYS = 10
"""How many working days before Spring Festival and after National Day are rushed."""


class Season:
    """The factor of every day of the year: 0 on a rest day, 1 on an average working day.

    ``peak`` is the factor of the busiest day.
    """

    def __init__(self, scenario: Scenario, calendar: CalendarVersion) -> None:
        self._factors: dict[dt.date, float] = {}
        months = scenario.number("season.month").values
        day = scenario.first_day
        while day <= scenario.last_day:
            working = calendar.is_working_day(day)
            self._factors[day] = months[day.month - 1] if working else 0.0
            day += dt.timedelta(days=1)
        self._rush(scenario, calendar)
        worked = [factor for factor in self._factors.values() if factor]
        mean = sum(worked) / len(worked)
        self._factors = {day: factor / mean for day, factor in self._factors.items()}
        self.peak = max(self._factors.values())

    def _rush(self, scenario: Scenario, calendar: CalendarVersion) -> None:
        days = sorted(self._factors)
        festival = _named(calendar, days, "春节")
        national = _named(calendar, days, "国庆节")
        worked = [day for day in days if self._factors[day]]
        before = [day for day in worked if festival and day < festival[0]][-RUSH_DAYS:]
        after = [day for day in worked if national and day > national[-1]][:RUSH_DAYS]
        for name, rush in (("before_spring_festival", before), ("after_national_day", after)):
            factor = scenario.value(f"season.{name}")
            for day in rush:
                self._factors[day] *= factor

    def factor(self, day: dt.date) -> float:
        """Return how busy a day is."""
        return self._factors.get(day, 0.0)


def _named(calendar: CalendarVersion, days: list[dt.date], festival: str) -> list[dt.date]:
    return [
        day
        for day in days
        if calendar.day_kind(day).kind == "holiday" and calendar.day_kind(day).zh == festival
    ]


def arrivals(
    season: Season,
    stream: Stream,
    per_working_day: float,
    origin: Origin,
    days: tuple[dt.date, dt.date],
    hours: tuple[float, float],
) -> Iterator[float]:
    """Yield the minutes of arrivals, in order: a Poisson process within hours, by day's factor.

    Each working day is thinned from the rate of the busiest one, so that a change of the season
    leaves the other draws in step.
    """
    opens, closes = hours
    peak = per_working_day * season.peak
    if not peak:
        return
    day, last = days
    while day <= last:
        minute, end = origin.minute_on(day, opens), origin.minute_on(day, closes)
        mean_gap = (end - minute) / peak
        keep = season.factor(day) / season.peak
        while keep:
            minute += stream.exponential(mean_gap)
            if minute >= end:
                break
            if stream.bernoulli(keep):
                yield minute
        day += dt.timedelta(days=1)
