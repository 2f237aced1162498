"""Seasons: how busy each day is, and a part of a year is as busy as it is within the whole."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest

from domain.calendar import load_calendar
from simulations.origin import Origin
from simulations.scenario import Scenario, ScenarioError, load_scenario
from simulations.seasons import RUSH_DAYS, Season, arrivals
from simulations.streams import Streams

CALENDAR = load_calendar("cn").latest


@pytest.fixture(scope="module")
def year() -> Scenario:
    """The scenario of 2019."""
    return load_scenario("wujiagang-2019")


def part(scenario: Scenario, first: dt.date, last: dt.date) -> Scenario:
    """Return the scenario of some days."""
    return attrs.evolve(scenario, first_day=first, last_day=last)


def days(first: dt.date, last: dt.date) -> list[dt.date]:
    """Return every day from one to another."""
    return [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]


def came(scenario: Scenario, seed: int) -> list[float]:
    """Return the minutes of the year at which matters come, ten on an average working day."""
    origin = Origin(dt.date(2019, 1, 1), load_calendar("cn").zone)
    span = (scenario.first_day, scenario.last_day)
    stream = Streams(seed).once("arrivals", "matters")
    return [*arrivals(Season(scenario, CALENDAR), stream, 10.0, origin, span, (9.0, 17.5))]


def test_an_average_working_day_of_the_year_is_one(year: Scenario) -> None:
    """Over the working days of a year the factor is 1 on average; rest days have none."""
    season = Season(year, CALENDAR)
    every = days(year.first_day, year.last_day)
    worked = [season.factor(day) for day in every if CALENDAR.is_working_day(day)]
    assert sum(worked) / len(worked) == pytest.approx(1)
    assert {season.factor(day) for day in every if not CALENDAR.is_working_day(day)} == {0.0}
    assert season.peak == max(worked)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (dt.date(2019, 1, 1), dt.date(2019, 3, 31)),
        (dt.date(2019, 8, 1), dt.date(2019, 8, 31)),
        (dt.date(2019, 10, 8), dt.date(2019, 10, 21)),
    ],
    ids=["winter", "a quiet month", "a rush"],
)
def test_a_part_of_a_year_is_as_busy_as_within_it(
    year: Scenario, first: dt.date, last: dt.date
) -> None:
    """Given a scenario of some months, then each day has the factor that the year gives it."""
    whole, some = Season(year, CALENDAR), Season(part(year, first, last), CALENDAR)
    assert [some.factor(day) for day in days(first, last)] == [
        whole.factor(day) for day in days(first, last)
    ]


def test_a_winter_gets_its_share_of_the_years_volume(year: Scenario) -> None:
    """Given a winter, then as many matters come as in the winter of the year; so four quarters sum.

    They come at the very minutes of the year's winter, as the draws are the same.
    """
    winter = part(year, dt.date(2019, 1, 1), dt.date(2019, 3, 31))
    ends = Origin(dt.date(2019, 1, 1), load_calendar("cn").zone).minute_on(winter.last_day, 24.0)
    alone, whole = came(winter, 1), came(year, 1)
    assert alone == [minute for minute in whole if minute < ends]
    expected = 10 * sum(map(Season(year, CALENDAR).factor, days(winter.first_day, winter.last_day)))
    assert len(alone) == pytest.approx(expected, abs=4 * expected**0.5)
    starts = [dt.date(2019, month, 1) for month in (1, 4, 7, 10)]
    closes = [*(start - dt.timedelta(days=1) for start in starts[1:]), year.last_day]
    quarters = [
        sum(map(Season(part(year, *span), CALENDAR).factor, days(*span)))
        for span in zip(starts, closes, strict=True)
    ]
    assert sum(quarters) == pytest.approx(sum(map(CALENDAR.is_working_day, days(*ends_of(year)))))


def ends_of(scenario: Scenario) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of a scenario."""
    return scenario.first_day, scenario.last_day


def test_years_are_laid_side_by_side(year: Scenario) -> None:
    """Given a scenario over New Year, then each calendar year has its own average and rushes."""
    over = part(year, dt.date(2019, 7, 1), dt.date(2020, 6, 30))
    season = Season(over, CALENDAR)
    for first in (dt.date(2019, 1, 1), dt.date(2020, 1, 1)):
        alone = Season(part(year, first, first.replace(month=12, day=31)), CALENDAR)
        inside = [day for day in days(*ends_of(over)) if day.year == first.year]
        assert [season.factor(day) for day in inside] == [alone.factor(day) for day in inside]


@pytest.mark.parametrize("of", [2019, 2020, 2023, 2025])
def test_national_day_is_followed_by_a_rush_whatever_it_falls_together_with(
    year: Scenario, of: int
) -> None:
    """Given a year where Mid-Autumn and National Day are one holiday, then the rush comes too."""
    numbers = year.numbers | {  # type: ignore[operator]
        "season.month": attrs.evolve(year.number("season.month"), values=(1.0,) * 12),
        "season.before_spring_festival": attrs.evolve(
            year.number("season.before_spring_festival"), value=1.0
        ),
    }
    flat = attrs.evolve(year, numbers=numbers)
    season = Season(part(flat, dt.date(of, 1, 1), dt.date(of, 12, 31)), CALENDAR)
    rushed = [
        day
        for day in days(dt.date(of, 1, 1), dt.date(of, 12, 31))
        if season.factor(day) == season.peak
    ]
    assert len(rushed) == RUSH_DAYS
    assert {day.month for day in rushed} == {10}


def test_a_year_in_which_nothing_comes_is_refused(year: Scenario) -> None:
    """Given months that are all 0, then no factor can be told, and it is said so."""
    never = attrs.evolve(year.number("season.month"), values=(0.0,) * 12)
    with pytest.raises(ScenarioError, match="0 all year"):
        Season(attrs.evolve(year, numbers={**year.numbers, "season.month": never}), CALENDAR)
