"""外出请假 Leave that goes on: who is away, is to leave, or has not reported back (Art. 69)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from domain import leave as v
from domain.act import Act
from domain.capacity import holding
from simulations.flows import leave as flow
from simulations.kernel import Steps
from simulations.opening import History
from simulations.people import Journey, Person
from simulations.resuming.past import Past
from simulations.year import Year

LONGEST = dt.timedelta(days=90)
"""After so many days a journey without an end, or a return without a report, is a gap."""


def resumed(year: Year, past: Past) -> Steps | None:
    """Go on with a person's journeys that are reported or begun and not over."""
    person = year.people.persons.get(past.matter)
    if person is None or not list(_unfinished(past.acts, year.instant)):
        return None
    return _resumed(year, past)


def _resumed(year: Year, past: Past) -> Steps:
    person = year.people.persons[past.matter]
    flows = []
    for absence, journey in _unfinished(past.acts, year.instant):
        if absence.ended_at is not None:
            flows.append(_reported_back(year, past.matter, person.post, journey))
        elif absence.started_at is not None:
            flows.append(flow.returned(year, person, journey))
        else:
            flows.append(_departed(year, person, journey))
    yield [year.spawn(one) for one in flows]


def _departed(year: Year, person: Person, journey: Journey) -> Steps:
    """Leave; the head entrusts his powers, unless he has done so for this journey already."""
    given = year.world.entrustments_of(person.id)
    if not given or all(one.id != f"E-{journey.number}" for one in given.granted):
        yield from flow.departed(year, person, journey)
        return
    leaves = year.origin.minute_on(journey.departs, year.scenario.value("leave.depart_at"))
    yield max(leaves, year.kernel.instant)
    capacity = holding(person.post)
    year.record(v.Started, person.id, person.id, capacity=capacity, leave=journey.number)
    yield from flow.returned(year, person, journey)


def _reported_back(year: Year, person: str, post: str, journey: Journey) -> Steps:
    yield year.working_days_on(1)
    capacity = holding(post)
    year.record(v.ReturnReported, person, person, capacity=capacity, leave=journey.number)


def _unfinished(
    acts: tuple[Act, ...] | list[Act], at: dt.datetime
) -> Iterator[tuple[v.Absence, Journey]]:
    """Yield the journeys of one person that are not over, and what was planned of each."""
    record = None
    reported: dict[str, v.Reported] = {}
    back = set()
    for act in acts:
        record = v.evolve(act, record)
        if isinstance(act, v.Reported):
            reported[act.leave] = act
        elif isinstance(act, v.ReturnReported):
            back.add(act.leave)
    for absence in record.absences if record else ():
        begun = absence.ended_at or absence.started_at
        latest = begun or absence.reported_at
        plan = reported.get(absence.leave)
        if plan and not begun and plan.returns_on < at.date():
            continue  # nobody says that he ever left
        if latest and plan and absence.leave not in back and at - latest < LONGEST:
            yield absence, _journey(plan)


def _journey(plan: v.Reported) -> Journey:
    return Journey(
        number=plan.leave,
        departs=plan.departs_on,
        returns=plan.returns_on,
        reported=plan.occurred_at.date(),
        explained=False,
    )


def known(history: History, person: str, at: dt.datetime) -> tuple[Journey, ...]:
    """Return the journeys of a person that the ledger knows of and that are not over at a time."""
    acts = history.by_matter.get(("leave", person), [])
    return tuple(journey for absence, journey in _unfinished(acts, at) if absence.ended_at is None)
