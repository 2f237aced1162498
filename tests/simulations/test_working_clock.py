"""Working clocks, against dated examples of the district's 2019 and a minute-by-minute oracle."""

from __future__ import annotations

import datetime as dt
import math
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from simulations.origin import Origin
from simulations.working_clock import (
    NEVER,
    OutsideClockError,
    WorkingClock,
    always_open,
    office_shifts,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
ORIGIN = Origin(dt.date(2019, 1, 1), SHANGHAI)
AUTUMN = (dt.date(2019, 9, 1), dt.date(2019, 10, 31))


class Autumn2019:
    """September and October 2019 as 国办发明电〔2018〕15号 has them: National Day, make-up days."""

    rest = frozenset({dt.date(2019, 9, 13)} | {dt.date(2019, 10, day) for day in range(1, 8)})
    make_up = frozenset({dt.date(2019, 9, 29), dt.date(2019, 10, 12)})

    def is_working_day(self, day: dt.date) -> bool:
        """Say whether people work on that day."""
        return day in self.make_up or (day.weekday() < 5 and day not in self.rest)


def at(text: str) -> float:
    """Return the minute of a local time such as ``09-23 11:30`` in 2019."""
    local = dt.datetime.strptime(f"2019-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=SHANGHAI)
    return ORIGIN.minute_of(local)


def clerk(*leave: tuple[float, float]) -> WorkingClock:
    """Return the clock of somebody in the Office that autumn."""
    shifts = office_shifts(Autumn2019(), *AUTUMN, origin=ORIGIN)
    return WorkingClock(shifts, leave, ORIGIN.span_of(*AUTUMN))


@pytest.mark.parametrize(
    ("start", "work", "done"),
    [
        pytest.param("09-23 09:00", 60, "09-23 10:00", id="within a shift"),
        pytest.param("09-23 11:30", 60, "09-23 15:00", id="lunch"),
        pytest.param("09-23 08:30", 210, "09-23 12:00", id="done as lunch begins"),
        pytest.param("09-23 12:40", 30, "09-23 15:00", id="begun at lunch"),
        pytest.param("09-23 17:30", 90, "09-24 09:30", id="night"),
        pytest.param("09-20 17:30", 60, "09-23 09:00", id="weekend"),
        pytest.param("09-27 17:30", 60, "09-29 09:00", id="make-up Sunday"),
        pytest.param("10-11 17:30", 60, "10-12 09:00", id="make-up Saturday"),
        pytest.param("09-30 17:30", 60, "10-08 09:00", id="National Day"),
        pytest.param("09-23 08:30", 7 * 60 * 5, "09-27 18:00", id="a week's work"),
        pytest.param("09-21 10:00", 0, "09-23 08:30", id="nothing to do, on a Saturday"),
    ],
)
def test_work_is_done_in_working_time_only(start: str, work: float, done: str) -> None:
    """Work stops for lunch, nights and rest days, and goes on with the next shift."""
    assert clerk().finish(at(start), work) == at(done)


def test_leave_is_no_working_time() -> None:
    """A clerk on leave on Tuesday and Wednesday finishes Monday's work on Thursday."""
    leave = ORIGIN.span_of(dt.date(2019, 9, 24), dt.date(2019, 9, 25))
    away = clerk(leave)
    assert away.finish(at("09-23 17:30"), 60) == at("09-26 09:00")
    assert away.next_open(at("09-24 09:00")) == at("09-26 08:30")
    assert away.worked_between(at("09-23 00:00"), at("09-27 00:00")) == 2 * 420


def test_leave_of_an_hour_splits_a_shift() -> None:
    """An hour away in the morning moves the end of the work by that hour."""
    away = clerk((at("09-23 10:00"), at("09-23 11:00")))
    assert away.finish(at("09-23 09:30"), 60) == at("09-23 11:30")


def test_a_shift_is_half_open() -> None:
    """At 12:00 sharp nobody is there any more; at 08:30 sharp somebody is."""
    assert clerk().next_open(at("09-23 12:00")) == at("09-23 14:30")
    assert clerk().next_open(at("09-23 08:30")) == at("09-23 08:30")
    assert clerk().next_open(at("09-28 08:30")) == at("09-29 08:30")


def test_work_of_broken_minutes_fits_its_shift() -> None:
    """A rounding error of a millionth of a minute does not put work off until after lunch."""
    assert clerk().finish(at("09-23 08:30"), 210 + 1e-7) == at("09-23 12:00")
    assert clerk().finish(at("09-23 08:30"), 210 + 1e-3) > at("09-23 14:30")


@pytest.mark.parametrize("question", ["finish", "next_open", "worked_between"])
def test_past_the_last_shift_is_refused(question: str) -> None:
    """What no shift covers is an error that says so, never a silent date."""
    asked = {
        "finish": lambda: clerk().finish(at("10-31 17:00"), 61),
        "next_open": lambda: clerk().next_open(at("10-31 18:00")),
        "worked_between": lambda: clerk().worked_between(at("10-31 08:30"), at("11-01 00:01")),
    }
    with pytest.raises(OutsideClockError, match="build it for a longer period"):
        asked[question]()
    assert clerk().finish_or_never(at("10-31 17:00"), 61) == NEVER
    assert clerk().finish(at("10-31 17:00"), 60) == at("10-31 18:00")


def test_before_the_first_day_is_refused() -> None:
    """A clock built from September does not pretend that August was a holiday."""
    for question in (clerk().next_open, lambda instant: clerk().finish(instant, 1)):
        with pytest.raises(OutsideClockError):
            question(at("08-31 23:00"))
        assert question(at("09-01 00:00")) in (at("09-02 08:30"), at("09-02 08:31"))


@pytest.mark.parametrize("shifts", [[(0, 5), (4, 9)], [(5, 5)], [(9, 12), (0, 3)]])
def test_impossible_shifts_are_refused(shifts: list[tuple[float, float]]) -> None:
    """Nobody works two shifts at once, an empty one, or yesterday's after today's."""
    with pytest.raises(ValueError, match="班次"):
        WorkingClock(shifts)


def test_shifts_outside_their_span_and_backward_absences_are_refused() -> None:
    """A span that cuts a shift, an absence that ends before it starts, work below nothing."""
    with pytest.raises(ValueError, match="does not hold"):
        WorkingClock([(0, 10)], span=(0, 9))
    with pytest.raises(ValueError, match="ends before it starts"):
        WorkingClock([(0, 10)], [(6, 5)])
    for clock in (WorkingClock([(0, 10)]), always_open()):
        with pytest.raises(ValueError, match="no amount of work"):
            clock.finish(0, -1)


MINUTES = 60
ROSTERS = st.lists(st.booleans(), min_size=MINUTES, max_size=MINUTES)
ABSENCES = st.lists(
    st.tuples(st.integers(0, MINUTES), st.integers(0, MINUTES)).map(
        lambda ends: tuple(sorted(ends))
    ),
    max_size=6,
)


def shifts_of(roster: list[bool]) -> list[tuple[float, float]]:
    """Return the runs of worked minutes."""
    edges = [
        m for m in range(MINUTES + 1) if (m < MINUTES and roster[m]) != (m > 0 and roster[m - 1])
    ]
    return list(zip(edges[::2], edges[1::2], strict=True))


@given(ROSTERS, ABSENCES, st.integers(0, MINUTES - 1), st.integers(1, MINUTES))
def test_a_clock_counts_as_one_does_by_the_minute(
    roster: list[bool], absences: list[tuple[int, int]], start: int, work: int
) -> None:
    """Every answer equals counting the worked minutes one by one."""
    clock = WorkingClock(shifts_of(roster), absences, span=(0, MINUTES))
    away = {minute for begins, ends in absences for minute in range(begins, ends)}
    worked = [m for m in range(start, MINUTES) if roster[m] and m not in away]
    assert clock.worked_between(start, MINUTES) == len(worked)
    assert clock.open_or_never(start) == (worked[0] if worked else NEVER)
    assert clock.finish_or_never(start, work) == (
        worked[work - 1] + 1 if work <= len(worked) else NEVER
    )


@given(ROSTERS, st.floats(0, MINUTES - 1), st.floats(0, 20), st.floats(0, 20))
def test_work_in_two_pieces_ends_as_in_one(
    roster: list[bool], start: float, first: float, second: float
) -> None:
    """Finishing one piece and then another ends when both together do, and takes that much time."""
    clock = WorkingClock([*shifts_of(roster), (MINUTES, MINUTES + 60)], span=(0, MINUTES + 60))
    both = clock.finish(start, first + second)
    assert clock.worked_between(start, both) == pytest.approx(first + second, abs=1e-5)
    in_two = clock.finish(clock.finish(start, first), second)
    assert clock.worked_between(*sorted((in_two, both))) == pytest.approx(0, abs=1e-5)


def test_an_open_clock_is_elapsed_time() -> None:
    """A clock that never closes adds, exactly."""
    clock = always_open()
    assert clock.finish(-1e6, 0.1) == -1e6 + 0.1
    assert clock.next_open(7.5) == 7.5
    assert clock.worked_between(2.5, 4.0) == 1.5
    assert not math.isnan(clock.worked_between(-5.0, 5.0))


@given(st.integers(-(10**9), 10**9))
@example(15_365)
def test_seconds_survive_the_way_there_and_back(second: int) -> None:
    """Any whole second becomes a minute and the same second again."""
    for origin in (ORIGIN, Origin(dt.date(1970, 1, 1), SHANGHAI)):
        local = origin.instant_of(0) + dt.timedelta(seconds=second)
        assert origin.instant_of(origin.minute_of(local)) == local


def test_instants_are_local_aware_and_cut_to_the_second() -> None:
    """Minute 510.999 of 2019 is 08:30:59 in the district, with its zone."""
    instant = ORIGIN.instant_of(510.999)
    assert instant.isoformat() == "2019-01-01T08:30:59+08:00"
    assert ORIGIN.instant_of(-0.001).isoformat() == "2018-12-31T23:59:59+08:00"


def test_a_naive_datetime_names_no_instant() -> None:
    """Without a zone a datetime is refused."""
    with pytest.raises(ValueError, match="has no zone"):
        ORIGIN.minute_of(dt.datetime(2019, 1, 1))  # noqa: DTZ001 - that is the point


def test_another_zone_keeps_its_office_hours_over_a_clock_change() -> None:
    """Amsterdam opens at 08:30 before and after the night of 2019-03-31, which has 23 hours."""
    amsterdam = Origin(dt.date(2019, 3, 30), ZoneInfo("Europe/Amsterdam"))
    days = [dt.date(2019, 3, 30), dt.date(2019, 3, 31), dt.date(2019, 4, 1)]
    opens = [amsterdam.minute_on(day, 8.5) for day in days]
    assert opens == [510, 510 + 23 * 60, 510 + 47 * 60]
    assert {amsterdam.instant_of(minute).strftime("%H:%M") for minute in opens} == {"08:30"}


@given(
    st.sampled_from(["Europe/Amsterdam", "America/Havana", "Australia/Lord_Howe"]),
    st.integers(-100 * 86_400, 1_000 * 86_400),
)
@example("America/Havana", 306 * 86_400 + 3_600)
def test_every_instant_is_the_zones_own(zone: str, second: int) -> None:
    """Also in the nights in which clocks are changed, by an hour or a half, also at midnight."""
    origin = Origin(dt.date(2019, 1, 1), ZoneInfo(zone))
    epoch = dt.datetime(2019, 1, 1, tzinfo=ZoneInfo(zone)).timestamp()
    instant = origin.instant_of(second / 60.0)
    expected = dt.datetime.fromtimestamp(epoch + second, ZoneInfo(zone))
    assert (instant.isoformat(), instant.fold) == (expected.isoformat(), expected.fold)
