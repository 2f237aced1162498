"""忙闲 Seasons: how busy each working day of the year is, and when matters arrive."""

from __future__ import annotations

import datetime as dt
from calendar import isleap
from collections.abc import Iterator, Sequence

from domain.calendar import CalendarVersion
from simulations.origin import Origin
from simulations.scenario import Scenario, ScenarioError
from simulations.streams import Stream

RUSH_DAYS = 10
"""How many working days before Spring Festival and after National Day are rushed."""


class Season:
    """The factor of every day of a scenario: 0 on a rest day, 1 on an average working day.

    The average is that of the calendar year, from January to December, of which the scenario may
    play a part: a winter alone is as busy as it is within the year, and no part is stretched to the
    level of the whole. ``peak`` is the factor of the busiest day of those years, so that a part is
    thinned as the whole is.
    """

    def __init__(self, scenario: Scenario, calendar: CalendarVersion) -> None:
        self._factors: dict[dt.date, float] = {}
        for year in range(scenario.first_day.year, scenario.last_day.year + 1):
            self._factors |= _of_year(year, scenario, calendar)
        self.peak = max(self._factors.values())

    def factor(self, day: dt.date) -> float:
        """Return how busy a day is."""
        return self._factors.get(day, 0.0)


def _of_year(year: int, scenario: Scenario, calendar: CalendarVersion) -> dict[dt.date, float]:
    """Return the factor of every day of a calendar year; the working days' mean is 1.

    Raises:
        ScenarioError: its months are all 0.

    """
    months = scenario.number("season.month").values
    days = [dt.date(year, 1, 1) + dt.timedelta(days=n) for n in range(365 + isleap(year))]
    worked = [day for day in days if calendar.is_working_day(day)]
    factors = {day: months[day.month - 1] for day in worked}
    for name, rush in _rushes(days, worked, calendar).items():
        factor = scenario.value(name)
        for day in rush:
            factors[day] *= factor
    mean = sum(factors.values()) / len(factors)
    if not mean:
        raise ScenarioError(
            f"season.month of {scenario.name} 各月忙闲 is 0 all year: give a month more than 0."
        )
    return {day: factors.get(day, 0.0) / mean for day in days}


def _rushes(
    days: Sequence[dt.date], worked: Sequence[dt.date], calendar: CalendarVersion
) -> dict[str, Sequence[dt.date]]:
    """Return the working days of a year's two rushes, by the number that says how busy they are."""
    festival = _named(calendar, days, "春节")
    national = _named(calendar, days, "国庆节")
    before = [day for day in worked if festival and day < festival[0]]
    after = [day for day in worked if national and day > national[-1]]
    return {
        "season.before_spring_festival": before[-RUSH_DAYS:],
        "season.after_national_day": after[:RUSH_DAYS],
    }


def _named(calendar: CalendarVersion, days: Sequence[dt.date], festival: str) -> list[dt.date]:
    return [
        day
        for day in days
        if calendar.day_kind(day).kind == "holiday"
        and festival in calendar.day_kind(day).zh.split("、")  # 中秋节、国庆节 may be one holiday
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
