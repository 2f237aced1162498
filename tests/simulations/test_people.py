"""People: whose leave is drawn, and how much of it."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import attrs
import pytest

from domain.calendar import load_calendar
from simulations.origin import Origin
from simulations.people import People
from simulations.scenario import Scenario, load_scenario
from simulations.streams import Streams

ZONE = ZoneInfo("Asia/Shanghai")
DAY = 6.5 * 60
"""Office minutes of a day of the scenario."""


def days_off(scenario: Scenario) -> list[float]:
    """Return on how many working days of the scenario each clerk is away."""
    calendar = load_calendar("cn").latest
    origin = Origin(scenario.first_day, ZONE)
    people = People(scenario, calendar, Streams(1), origin)
    end = origin.minute_on(scenario.last_day, 24.0)
    open_for = people.office_clock().worked_between(0.0, end)
    return [
        (open_for - clock.worked_between(0.0, end)) / DAY
        for unit in scenario.units
        for clock in people.desks[unit.id].clocks
    ]


@pytest.fixture
def ten_days() -> Scenario:
    """A year in which every clerk is ill on three working days and on leave on seven."""
    year = load_scenario("wujiagang-2019").assume("people.sick_days", low=3, high=3)
    return year.assume("people.holiday_days", low=7, high=7)


def test_a_clerk_is_away_on_as_many_working_days_as_the_scenario_says(ten_days: Scenario) -> None:
    """Ten days are ten working days: none falls on a rest day, and no two on the same."""
    assert days_off(ten_days) == pytest.approx([10.0] * len(days_off(ten_days)))


def test_a_month_has_its_part_of_the_years_leave(ten_days: Scenario) -> None:
    """Of ten days in 250, a March of 21 working days has 0.84 for each clerk, not all ten."""
    march = attrs.evolve(ten_days, first_day=dt.date(2019, 3, 1), last_day=dt.date(2019, 3, 31))
    off = days_off(march)
    assert sum(off) / len(off) == pytest.approx(0.84, abs=0.3)
