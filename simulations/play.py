"""演算 Play: a scenario and a seed become a year of acts, judged while it is played."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import attrs

from domain import meetings
from domain.act import Act
from domain.calendar import Calendar, load_calendar
from domain.collector import undisturbed
from domain.ledger_opening import Opened
from domain.rulebook.findings import Finding
from domain.rulebook.judge import in_order
from domain.rulebook.norms import Rulebook
from simulations.desk_year import DeskYear, desk_year
from simulations.flows import annual, founding, outreach, personnel
from simulations.flows.directives import directive, superior_meeting
from simulations.flows.documents import document
from simulations.flows.grassroots import visit
from simulations.flows.leave import journey
from simulations.flows.meetings import headed_meeting, special_meeting
from simulations.flows.study import study_meeting
from simulations.flows.submissions import submission
from simulations.flows.supervision import instruction, problem
from simulations.kernel import Steps
from simulations.scenario import Scenario
from simulations.seasons import arrivals
from simulations.streams import Streams
from simulations.year import Year

Progress = Callable[[dt.date, int], None]


@attrs.frozen(kw_only=True)
class Played:
    """What a played year leaves: acts counted, every finding as of its last day, its desks."""

    scenario: Scenario
    seed: int
    acts: int
    findings: tuple[Finding, ...]
    desks: tuple[DeskYear, ...]
    opening: Opened


def opening_act(scenario: Scenario, rulebook: Rulebook, calendar: Calendar, seed: int) -> Opened:
    """Return the first act of a simulated ledger: what it is, and under which versions."""
    midnight = dt.datetime.combine(scenario.first_day, dt.time(), rulebook.zone)
    return Opened(
        matter="ledger",
        occurred_at=midnight,
        recorded_at=midnight,
        by="taizhang",
        originator_version=1,
        government=scenario.government,
        simulated=True,
        scenario=scenario.full_name,
        seed=seed,
        rulebook=rulebook.id,
        calendar=calendar.latest.label,
        provisional=calendar.latest.provisional,
    )


def play(
    scenario: Scenario,
    rulebook: Rulebook,
    seed: int,
    sink: Callable[[Act], None],
    *,
    calendar: Calendar | None = None,
    replication: int = 0,
    progress: Progress | None = None,
) -> Played:
    """Play a year: every act goes to ``sink`` in order, and is judged as it happens.

    The opening act is the caller's to record: a ledger is created with it. ``progress`` is told
    each day and the number of acts so far.
    """
    days = calendar or load_calendar(rulebook.calendar)
    year = Year(scenario, rulebook, days, Streams(seed, replication), sink)
    opening = opening_act(scenario, rulebook, days, seed)
    midnights = _midnights(year)
    with undisturbed():
        year.findings.extend(year.judge.feed(opening))
        _set_the_stage(year)
        for day, midnight in zip(_days(year), midnights[1:], strict=True):
            year.kernel.run(until=midnight - 1 / 60)  # the last minute that is still of the day
            if progress:
                progress(day, year.acts)
        year.findings.extend(year.judge.closing(year.origin.instant_of(midnights[-1])))
        in_order(year.findings)
    year.kernel.abandon()
    return Played(
        scenario=scenario,
        seed=seed,
        acts=year.acts + 1,
        findings=tuple(year.findings),
        desks=tuple(desk_year(desk, midnights) for desk in year.people.desks.values()),
        opening=opening,
    )


def _days(year: Year) -> Iterator[dt.date]:
    day = year.scenario.first_day
    while day <= year.scenario.last_day:
        yield day
        day += dt.timedelta(days=1)


def _midnights(year: Year) -> list[float]:
    """Return the minutes at which the days begin, and the last one ends."""
    end = year.origin.minute_on(year.scenario.last_day, 24.0)
    return [*(year.origin.minute_on(day) for day in _days(year)), end]


def _set_the_stage(year: Year) -> None:
    start = year.kernel.start
    start(_founding(year), at=year.origin.minute_on(year.scenario.first_day, founding.MORNING))
    start(founding.rulebook(year))
    for person in year.people.persons.values():
        for planned in person.journeys:
            start(journey(year, person, planned), at=year.origin.minute_on(planned.reported, 8.25))
    _start_arrivals(year)
    _start_annual(year)
    _start_personnel(year)
    start(_regularly(year, meetings.EXECUTIVE))
    start(_regularly(year, meetings.REGULAR))
    for text in year.scenario.number("meetings.plenary_days").names:
        start(_on_the_day(year, meetings.PLENARY, dt.date.fromisoformat(text)))


def _start_annual(year: Year) -> None:
    morning = year.origin.minute_on(year.scenario.first_day, founding.MORNING) + 1
    year.kernel.start(annual.of_the_office(year), at=morning)
    year.kernel.start(annual.reports_to_the_leaders(year), at=morning)
    for person in year.people.persons.values():
        year.kernel.start(annual.of_a_person(year, person), at=morning)


def _start_personnel(year: Year) -> None:
    """Set going what changes in the chart; after the founding."""
    after = year.origin.minute_on(year.scenario.first_day, founding.MORNING) + 1
    for subject in year.scenario.number("personnel.portfolios_moved").names:
        year.kernel.start(personnel.portfolio_moved(year, subject), at=after)
    for unit in year.scenario.number("personnel.seconded").names:
        year.kernel.start(personnel.secondment(year, unit), at=after)


def _founding(year: Year) -> Steps:
    founding.chart(year)
    founding.signing_authority(year)
    yield year.kernel.instant


def _start_arrivals(year: Year) -> None:
    flows: tuple[tuple[str, Callable[[], Steps]], ...] = (
        ("submissions.per_working_day", lambda: submission(year, year.number("R"))),
        ("documents.per_working_day", lambda: _own_document(year)),
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
    scenario = year.scenario
    hours = (year.people.hours[0][0], year.people.hours[-1][1])
    minutes = arrivals(
        year.season,
        year.streams.once("arrivals", name),
        scenario.value(name),
        year.origin,
        (scenario.first_day, scenario.last_day),
        hours,
    )
    for minute in minutes:
        yield minute
        year.spawn(flow())


def _own_document(year: Year) -> Steps:
    matter = year.number("D")
    dice = year.dice("author", matter)
    units = [unit for unit in year.scenario.units if unit.kind in ("department", "office")]
    unit = dice.choice(units, [one.weight for one in units])
    return document(year, matter, unit.id, unit.subject)


def _regularly(year: Year, kind: str) -> Steps:
    """Hold a meeting, then the next one so many days after it, rolled over rest days."""
    scenario = year.scenario
    first = scenario.value(f"meetings.first_{kind}")
    every = dt.timedelta(days=scenario.value(f"meetings.{kind}_every"))
    day = year.calendar.on_or_after(scenario.first_day + dt.timedelta(days=first - 1))
    while day <= scenario.last_day:
        yield _preparing(year, day)
        held = yield year.spawn(headed_meeting(year, kind, day))
        day = year.calendar.on_or_after(held + every)


def _preparing(year: Year, day: dt.date) -> float:
    """Return the minute at which a meeting's topics begin to be prepared."""
    ahead = dt.timedelta(days=year.scenario.value("meetings.preparing"))
    founded = year.origin.minute_on(year.scenario.first_day, founding.MORNING) + 1
    return max(year.origin.minute_on(day - ahead, 9.0), founded, year.kernel.instant)


def _on_the_day(year: Year, kind: str, day: dt.date) -> Steps:
    yield _preparing(year, day)
    personnel.members_listed(year, f"全体会议 plenary {day}")
    year.spawn(headed_meeting(year, kind, day))
