"""开场 The stage: everything that is set going on the first morning of a played year.

Reading order: all of it, the founding, arrivals, the meetings that come round.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from domain import meetings
from simulations.flows import annual, founding, outreach, personnel
from simulations.flows.directives import directive, superior_meeting
from simulations.flows.documents import own_document
from simulations.flows.grassroots import visit
from simulations.flows.leave import journey
from simulations.flows.meetings import headed_meeting, special_meeting
from simulations.flows.study import study_meeting
from simulations.flows.submissions import submission
from simulations.flows.supervision import instruction, problem
from simulations.kernel import Steps
from simulations.resuming import backlog
from simulations.resuming import meetings as meetings_that_go_on
from simulations.resuming import personnel as personnel_that_goes_on
from simulations.year import Year


def set_the_stage(year: Year) -> None:
    """Start what a year is made of; what a ledger left open goes on before anything new comes."""
    start = year.kernel.start
    start(_founding(year), at=_founded(year) - 1)
    start(founding.rulebook(year))
    for person in year.people.persons.values():
        for planned in person.journeys:
            start(journey(year, person, planned), at=year.origin.minute_on(planned.reported, 8.25))
    _start_arrivals(year)
    _start_annual(year)
    _start_personnel(year)
    if year.scenario.opening is not None:
        backlog.take_up(year, year.scenario.opening.history)
    for kind in (meetings.EXECUTIVE, meetings.REGULAR):
        start(_regularly(year, kind) if year.scenario.opening is None else _going_on(year, kind))
    for text in year.scenario.number("meetings.plenary_days").names:
        day = dt.date.fromisoformat(text)
        if not _was_planned(year, day):
            start(_on_the_day(year, meetings.PLENARY, day))


def _founded(year: Year) -> float:
    """Return the minute after the founding."""
    return year.origin.minute_on(year.scenario.begins, founding.MORNING) + 1


def _was_planned(year: Year, day: dt.date) -> bool:
    """Say whether a plenary's day is past, or it has been called, in what a year goes on from."""
    called = (state.convened for state in year.world.states("meeting").values())
    past = year.scenario.opening is not None and day < year.scenario.begins
    return past or any(
        act.meeting_kind == meetings.PLENARY and act.planned_for == day for act in called
    )


def _start_annual(year: Year) -> None:
    morning = _founded(year)
    year.kernel.start(annual.of_the_office(year), at=morning)
    year.kernel.start(annual.reports_to_the_leaders(year), at=morning)
    for person in year.people.persons.values():
        year.kernel.start(annual.of_a_person(year, person), at=morning)


def _start_personnel(year: Year) -> None:
    """Set going what changes in the chart; after the founding."""
    flows: Any = personnel if year.scenario.opening is None else personnel_that_goes_on
    steps = [
        *(flows.portfolio_moved(year, subject) for subject in _names(year, "portfolios_moved")),
        *(flows.secondment(year, unit) for unit in _names(year, "seconded")),
    ]
    for one in filter(None, steps):
        year.kernel.start(one, at=_founded(year))


def _names(year: Year, number: str) -> tuple[str, ...]:
    return year.scenario.number(f"personnel.{number}").names


def _founding(year: Year) -> Steps:
    if year.scenario.opening is None:
        founding.chart(year)
        founding.signing_authority(year)
    else:
        personnel_that_goes_on.chart(year)
    yield year.kernel.instant


def _start_arrivals(year: Year) -> None:
    flows: tuple[tuple[str, Callable[[], Steps]], ...] = (
        ("submissions.per_working_day", lambda: submission(year, year.number("R"))),
        ("documents.per_working_day", lambda: own_document(year)),
        ("meetings.special_per_working_day", lambda: special_meeting(year)),
        ("meetings.study_per_working_day", lambda: study_meeting(year)),
        ("directives.per_working_day", lambda: directive(year, year.number("U"))),
        ("directives.superior_meetings_per_working_day", lambda: superior_meeting(year)),
        ("grassroots.visits_per_working_day", lambda: visit(year)),
        ("supervision.problems_per_working_day", lambda: problem(year, year.number("S"))),
        ("supervision.instructions_per_working_day", lambda: instruction(year, year.number("I"))),
        ("outreach.proposals_per_working_day", lambda: outreach.proposal(year)),
        ("outreach.petitions_per_working_day", lambda: outreach.petition(year)),
        ("outreach.requests_per_working_day", lambda: outreach.request(year)),
        ("outreach.clues_per_working_day", lambda: outreach.clue(year)),
        ("outreach.services_per_working_day", lambda: outreach.matter_of_service(year)),
        ("outreach.visits_per_working_day", lambda: outreach.research_visit(year)),
    )
    for name, flow in flows:
        year.kernel.start(_arriving(year, name, flow))


def _arriving(year: Year, name: str, flow: Callable[[], Steps]) -> Steps:
    days = (year.scenario.begins, year.scenario.last_day)
    for minute in year.arrivals(name, days, "arrivals"):
        yield minute
        year.spawn(flow())


def _regularly(year: Year, kind: str) -> Steps:
    """Hold a meeting, then the next one so many days after it, rolled over rest days."""
    scenario = year.scenario
    first = scenario.value(f"meetings.first_{kind}")
    day = year.calendar.on_or_after(scenario.first_day + dt.timedelta(days=first - 1))
    yield from _from(year, kind, day)


def _going_on(year: Year, kind: str) -> Steps:
    """Hold the meeting that is due in what a year goes on from, then the next ones."""
    held = yield from meetings_that_go_on.next_headed(year, kind)
    yield from _from(year, kind, _next(year, kind, held))


def _from(year: Year, kind: str, day: dt.date) -> Steps:
    while day <= year.scenario.last_day:
        yield _preparing(year, day)
        held = yield year.spawn(headed_meeting(year, kind, day))
        day = _next(year, kind, held)


def _next(year: Year, kind: str, held: dt.date) -> dt.date:
    every = dt.timedelta(days=year.scenario.value(f"meetings.{kind}_every"))
    return year.calendar.on_or_after(held + every)


def _preparing(year: Year, day: dt.date) -> float:
    """Return the minute at which a meeting's topics begin to be prepared."""
    ahead = dt.timedelta(days=year.scenario.value("meetings.preparing"))
    return max(year.origin.minute_on(day - ahead, 9.0), _founded(year), year.kernel.instant)


def _on_the_day(year: Year, kind: str, day: dt.date) -> Steps:
    yield _preparing(year, day)
    personnel.members_listed(year, f"全体会议 plenary {day}")
    year.spawn(headed_meeting(year, kind, day))
