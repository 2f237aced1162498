"""人员 People: who works when, who is away when, and whose desk a matter waits at.

Everybody's year is laid out before it is played: leave, sickness and holidays are drawn once, so
that a working clock is monotone and a change to one person shifts nobody else's year.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import attrs

from domain import organisation as org
from domain.calendar import CalendarVersion
from simulations.desk import Desk
from simulations.origin import Origin
from simulations.scenario import PlannedLeave, Scenario
from simulations.streams import Stream, Streams
from simulations.working_clock import WorkingClock, office_shifts

REPORTED_AHEAD = 3
"""Days before departure at which a planned leave is reported (69)."""
A_YEAR = dt.timedelta(days=364)
SLACK_DAYS = 400
"""Clocks run on past the year, so that work begun in December has somewhere to end."""


@attrs.frozen(kw_only=True)
class Journey:
    """One leave or journey of a person, as planned."""

    number: str
    departs: dt.date
    returns: dt.date
    reported: dt.date
    explained: bool


@attrs.frozen(kw_only=True)
class Person:
    """Somebody of the scenario, named by post."""

    id: str
    post: str
    unit: str
    zh: str
    en: str
    journeys: tuple[Journey, ...]


def principal_id(unit: str) -> str:
    """Return the id of a unit's principal."""
    return f"{unit}_principal"


def _clear_of(planned: Sequence[Journey], drawn: Sequence[Journey]) -> list[Journey]:
    """Return the journeys that touch none of those planned."""
    return [
        one
        for one in drawn
        if all(one.returns < other.departs or other.returns < one.departs for other in planned)
    ]


class People:
    """Everybody's working clocks and desks for one replication."""

    def __init__(
        self, scenario: Scenario, calendar: CalendarVersion, streams: Streams, origin: Origin
    ) -> None:
        self.scenario = scenario
        self._calendar = calendar
        self._streams = streams
        self._origin = origin
        self._last_day = min(
            scenario.last_day + dt.timedelta(days=SLACK_DAYS), dt.date(calendar.last_year, 12, 31)
        )
        self.hours = self._hours()
        self._shifts = office_shifts(
            calendar, scenario.first_day, self._last_day, self.hours, origin=origin
        )
        self._worked = self._working_days()
        self._span = origin.span_of(scenario.first_day, self._last_day)
        self.persons = {person.id: person for person in self._everybody()}
        self.desks = {spec.id: self._unit_desk(spec.id, spec.clerks) for spec in scenario.units}
        for spec in scenario.leaders:
            self.desks[spec.id] = Desk(spec.id, [self._clock(self.persons[spec.id].journeys)])

    def _hours(self) -> tuple[tuple[float, float], ...]:
        numbers = [self.scenario.number(f"hours.{half}") for half in ("morning", "afternoon")]
        return tuple((number.low or 0.0, number.high or 0.0) for number in numbers)

    def _everybody(self) -> list[Person]:
        people = [
            self._person(spec.id, spec.post, "office", spec.zh, spec.en)
            for spec in self.scenario.leaders
        ]
        for unit in self.scenario.units:
            if unit.kind != org.OFFICE:
                names = (f"{unit.zh}主要负责人", f"Principal of {unit.en}")
                people.append(self._person(principal_id(unit.id), org.PRINCIPAL, unit.id, *names))
        return people

    def _person(self, person: str, post: str, unit: str, zh: str, en: str) -> Person:
        stream = self._streams.once("leave", person)
        planned = self._planned(person)
        drawn = _clear_of(planned, self._journeys(person, stream))
        journeys = tuple(sorted((*drawn, *planned), key=lambda one: one.departs))
        return Person(id=person, post=post, unit=unit, zh=zh, en=en, journeys=journeys)

    def _journeys(self, person: str, stream: Stream) -> tuple[Journey, ...]:
        """Spread a person's journeys over the year, never two at once."""
        scenario = self.scenario
        journeys: list[Journey] = []
        mean_gap = 365.0 / scenario.value("leave.per_person")
        day = scenario.first_day + dt.timedelta(days=stream.exponential(mean_gap))
        while day <= scenario.last_day:
            length = int(scenario.number("leave.days").draw(stream))
            ahead = int(scenario.number("leave.reported_ahead").draw(stream))
            late = stream.bernoulli(scenario.value("leave.share_reported_late"))
            ahead = stream.integer(0, 2) if late else max(ahead, 3)
            explained = stream.bernoulli(scenario.value("leave.share_late_explained"))
            reported = max(day - dt.timedelta(days=ahead), scenario.first_day)
            journeys.append(
                Journey(
                    number=f"{person}-{len(journeys) + 1}",
                    departs=day,
                    returns=day + dt.timedelta(days=length - 1),
                    reported=reported,
                    explained=late and explained,
                )
            )
            day += dt.timedelta(days=length + 3 + stream.exponential(mean_gap))
        return tuple(journeys)

    def _planned(self, person: str) -> list[Journey]:
        """Return what the scenario plans for a person, reported as far ahead as the Rules want."""
        first = self.scenario.first_day
        ahead = dt.timedelta(days=REPORTED_AHEAD)
        return [
            Journey(
                number=f"{person}-planned-{number}",
                departs=leave.first_day,
                returns=leave.last_day,
                reported=max(leave.first_day - ahead, first),
                explained=False,
            )
            for number, leave in enumerate(self._leaves_of(person), 1)
        ]

    def _leaves_of(self, who: str) -> list[PlannedLeave]:
        return [leave for leave in self.scenario.leaves if leave.who == who]

    def _clock(self, journeys: Sequence[Journey]) -> WorkingClock:
        away = [self._origin.span_of(one.departs, one.returns) for one in journeys]
        return WorkingClock(self._shifts, away, self._span)

    def _unit_desk(self, unit: str, clerks: int) -> Desk:
        planned = [
            self._origin.span_of(leave.first_day, min(leave.last_day, self._last_day))
            for leave in self._leaves_of(unit)
        ]
        return Desk(
            unit,
            [self._clerk_clock(unit, place, planned[place::clerks]) for place in range(clerks)],
        )

    def _clerk_clock(
        self, unit: str, number: int, planned: Sequence[tuple[float, float]]
    ) -> WorkingClock:
        """A clerk is away sick and on annual leave; whose days they are, no act says."""
        stream = self._streams.once("clerk", f"{unit}/{number}")
        kinds = ("people.sick_days", "people.holiday_days")
        count = sum(int(self.scenario.number(kind).draw(stream)) for kind in kinds)
        days = stream.several(self._worked, [1.0] * len(self._worked), count)
        away = [*planned, *(self._origin.span_of(day, day) for day in days)]
        return WorkingClock(self._shifts, away, self._span)

    def go_on(self, who: str, journeys: Sequence[Journey]) -> None:
        """Let a person go on with the journeys of a ledger, and those drawn that touch none.

        What was drawn for the time before the year begins is dropped, and what is new is numbered
        by its day, as no journey of the ledger is.
        """
        person = self.persons[who]
        drawn = [one for one in person.journeys if one.reported >= self.scenario.begins]
        new = [
            attrs.evolve(one, number=f"{who}-{one.departs:%Y%m%d}")
            for one in _clear_of(journeys, drawn)
        ]
        self.persons[who] = attrs.evolve(person, journeys=tuple(new))
        if who in self.desks:
            self.desks[who] = Desk(who, [self._clock((*journeys, *new))])

    def _working_days(self) -> list[dt.date]:
        """Return the working days that leave is spread over: a year of them, or all that is played.

        Of a spring that is played, a clerk is away for its part of his year's leave.
        """
        first = self.scenario.first_day
        last = max(self.scenario.last_day, min(first + A_YEAR, self._last_day))
        days = (first + dt.timedelta(days=n) for n in range((last - first).days + 1))
        return [day for day in days if self._calendar.is_working_day(day)]

    def office_clock(self) -> WorkingClock:
        """Return the clock of the office itself: open in working hours, nobody's leave removed."""
        return WorkingClock(self._shifts, span=self._span)
